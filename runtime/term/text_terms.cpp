// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/text_terms.hpp"

#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/utf8.hpp"

namespace rt {

Term byte_list(Process& p, std::string_view bytes) {
  HeapWriter w = p.reserve(2 * bytes.size());
  Term list = Term::nil();
  for (std::size_t i = bytes.size(); i-- > 0;) list = w.cons(Term::small(static_cast<unsigned char>(bytes[i])), list);
  return list;
}

Term byte_binary(Process& p, std::span<const std::uint8_t> bytes) {
  return p.reserve(binary_words(bytes.size())).binary(bytes);
}

Term byte_binary(Process& p, std::string_view bytes) {
  return byte_binary(p, std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
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
