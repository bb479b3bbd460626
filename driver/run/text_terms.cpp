// SPDX-License-Identifier: Apache-2.0
#include "driver/run/text_terms.hpp"

#include "runtime/process/process.hpp"
#include "runtime/term/native_name.hpp"

namespace driver {

rt::Term string_term(rt::Process& p, std::string_view text) {
  return rt::from_native_name(p, text, rt::NameEncoding::utf8);
}

rt::Term string_list(rt::Process& p, const std::vector<std::string>& texts) {
  std::vector<rt::Term> items;
  for (const std::string& text : texts) items.push_back(string_term(p, text));
  return p.reserve(2 * items.size()).list(items);
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
