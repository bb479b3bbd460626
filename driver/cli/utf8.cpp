// SPDX-License-Identifier: Apache-2.0
// The table of well-formed byte sequences (Unicode, table 3-7), as a loop.
#include "driver/cli/utf8.hpp"

#include <cstddef>

namespace driver::cli {
namespace {

bool between(unsigned char c, unsigned low, unsigned high) { return c >= low && c <= high; }

// The number of bytes after a lead byte, and the range of the first of them; 4 for "no lead byte".
struct Tail {
  std::size_t count;
  unsigned low;
  unsigned high;
};

Tail tail_of(unsigned char lead) {
  if (lead < 0x80) return {0, 0, 0};
  if (between(lead, 0xC2, 0xDF)) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (between(lead, 0xE1, 0xEF)) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (between(lead, 0xF1, 0xF3)) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {4, 0, 0};
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Tail tail = tail_of(static_cast<unsigned char>(text[i]));
    if (tail.count == 4 || text.size() - i <= tail.count) return false;
    for (std::size_t k = 1; k <= tail.count; ++k) {
      const auto c = static_cast<unsigned char>(text[i + k]);
      if (!between(c, k == 1 ? tail.low : 0x80, k == 1 ? tail.high : 0xBF)) return false;
    }
    i += tail.count + 1;
  }
  return true;
}

}  // namespace driver::cli
