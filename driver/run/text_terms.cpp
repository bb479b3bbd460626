// SPDX-License-Identifier: Apache-2.0
#include "driver/run/text_terms.hpp"

#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/utf8.hpp"

namespace driver {

rt::Term string_term(rt::Process& p, std::string_view text) {
  std::vector<rt::Term> items;
  const bool is_text = rt::is_utf8(text);
  while (!text.empty()) {
    const rt::Utf8Character c = rt::get_utf8(text);
    const bool takes_character = is_text && c.status == rt::Utf8Status::ok;
    items.push_back(rt::Term::small(takes_character ? c.character : static_cast<unsigned char>(text.front())));
    text.remove_prefix(takes_character ? c.length : 1);
  }
  return p.reserve(2 * items.size()).list(items);
}

rt::Term binary_term(rt::Process& p, std::string_view text) {
  return p.reserve(rt::binary_words(text.size()))
      .binary({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string bytes_of_string(rt::Term list) {
  std::string bytes;
  for (; list.is_cons(); list = list.tail()) {
    const rt::Term item = list.head();
    if (item.is_small() && item.small_value() >= 0 && item.small_value() < 256) {
      bytes.push_back(static_cast<char>(item.small_value()));
    }
  }
  return bytes;
}

}  // namespace driver
