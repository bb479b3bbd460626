// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/text_terms.hpp"

#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/utf8.hpp"

namespace rt {

Term byte_list(Process& p, std::string_view bytes) {
  HeapWriter w = p.reserve(2 * bytes.size());
  return byte_list(w, bytes, Term::nil());
}

Term byte_list(HeapWriter& w, std::string_view bytes, Term tail) {
  for (std::size_t i = bytes.size(); i-- > 0;) tail = w.cons(Term::small(static_cast<unsigned char>(bytes[i])), tail);
  return tail;
}

Term byte_binary(Process& p, std::span<const std::uint8_t> bytes) {
  return p.reserve(binary_words(bytes.size())).binary(bytes);
}

Term byte_binary(Process& p, std::string_view bytes) {
  return byte_binary(p, as_bytes(bytes));
}

Term character_list(Process& p, std::string_view text) {
  std::vector<Term> characters;
  characters.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character c = get_utf8(text);
    characters.push_back(Term::small(c.character));
    text.remove_prefix(c.length);
  }
  return p.reserve(2 * characters.size()).list(characters);
}

}  // namespace rt
