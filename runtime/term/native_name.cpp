// SPDX-License-Identifier: Apache-2.0
// Lists of characters to bytes and back, without recursion.
#include "runtime/term/native_name.hpp"

#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"

namespace rt {

bool append_native(std::string& name, std::uint64_t c, NameEncoding encoding) {
  if (c == 0 || (encoding == NameEncoding::latin1 ? c > 255 : !is_character(c))) return false;
  if (encoding == NameEncoding::latin1) {
    name += static_cast<char>(c);
  } else {
    append_utf8(name, static_cast<std::uint32_t>(c));
  }
  return true;
}

std::optional<std::string> to_native_name(Term characters, NameEncoding encoding) {
  if (!characters.is_list()) return std::nullopt;
  std::string name;
  std::vector<Term> rest{characters};
  while (!rest.empty()) {
    const Term list = rest.back();
    rest.pop_back();
    if (list.is_nil()) continue;
    if (!list.is_cons()) return std::nullopt;
    rest.push_back(list.tail());
    const Term head = list.head();
    if (head.is_list()) {
      rest.push_back(head);
      continue;
    }
    if (!head.is_small() || head.small_value() < 0) return std::nullopt;
    if (!append_native(name, static_cast<std::uint64_t>(head.small_value()), encoding)) return std::nullopt;
  }
  return name;
}

Term from_native_name(Process& p, std::string_view name, NameEncoding encoding) {
  return encoding == NameEncoding::utf8 && is_utf8(name) ? character_list(p, name) : byte_list(p, name);
}

}  // namespace rt
