// SPDX-License-Identifier: Apache-2.0
// A walk with a stack of its own over nested lists.
#include "driver/run/chardata.hpp"

#include <vector>

#include "runtime/term/binary.hpp"
#include "runtime/term/boxed.hpp"
#include "runtime/term/utf8.hpp"

namespace driver {
namespace {

void append_binary(std::string& out, rt::Term binary) {
  std::vector<std::uint8_t> scratch;
  const auto bytes = rt::bytes_of(binary, scratch);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (rt::is_utf8(text)) {
    out.append(text);
    return;
  }
  for (const std::uint8_t byte : bytes) rt::append_utf8(out, byte);
}

}  // namespace

std::string text_of_chardata(rt::Term chardata) {
  std::string out;
  std::vector<rt::Term> work{chardata};
  while (!work.empty()) {
    const rt::Term term = work.back();
    work.pop_back();
    if (term.is_cons()) {
      work.push_back(term.tail());
      work.push_back(term.head());
    } else if (term.is_small() && rt::is_character(static_cast<std::uint64_t>(term.small_value()))) {
      rt::append_utf8(out, static_cast<std::uint32_t>(term.small_value()));
    } else if (rt::is_binary(term)) {
      append_binary(out, term);
    }
  }
  return out;
}

}  // namespace driver
