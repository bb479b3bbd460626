// SPDX-License-Identifier: Apache-2.0
// The tables are lower case, other case, ten sets of characters as bitmaps, and bits of a character's kind. Which
// set is which is the library's affair: a character of ISO 8859-1 is put where an ASCII one of its kind is.
#include "runtime/regex/character_tables.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <cstring>

namespace rt {
namespace {

constexpr std::size_t kLower = 0, kOther = 256, kSets = 512, kSetBytes = 32, kSetCount = 10;
constexpr std::size_t kKinds = kSets + kSetCount * kSetBytes, kBytes = kKinds + 256;
using Tables = std::array<std::uint8_t, kBytes>;

bool has_case_pair(unsigned c) { return c >= 0xC0 && c != 0xD7 && c != 0xDF && c != 0xF7 && c != 0xFF; }
// An ASCII character that is in the same sets: a control character, a letter that is no hexadecimal digit, a mark.
unsigned kin_of(unsigned c) {
  if (c < 0xA0) return 0x01;
  if (has_case_pair(c)) return c < 0xE0 ? 'G' : 'g';
  if (c == 0xAA || c == 0xB5 || c == 0xBA || c == 0xDF || c == 0xFF) return 'g';
  return '!';
}

Tables make_tables() {
  Tables tables{};
  std::uint32_t length = 0;
  const std::uint8_t* plain = nullptr;
  if (pcre2_config(PCRE2_CONFIG_TABLES_LENGTH, &length) == 0 && length == kBytes)
    plain = reinterpret_cast<const std::uint8_t*>(pcre2_maketables(nullptr));
  if (!plain) return tables;
  std::memcpy(tables.data(), plain, kBytes);
  pcre2_maketables_free(nullptr, plain);
  for (unsigned c = 0x80; c < 0x100; ++c) {
    const unsigned kin = kin_of(c);
    tables[kLower + c] = static_cast<std::uint8_t>(has_case_pair(c) ? c | 0x20 : c);
    tables[kOther + c] = static_cast<std::uint8_t>(has_case_pair(c) ? c ^ 0x20 : c);
    for (std::size_t set = 0; set < kSetCount; ++set) {
      std::uint8_t* bits = &tables[kSets + set * kSetBytes];
      const bool in = (bits[kin / 8] >> (kin % 8)) & 1;
      bits[c / 8] = static_cast<std::uint8_t>((bits[c / 8] & ~(1u << (c % 8))) | (unsigned{in} << (c % 8)));
    }
    tables[kKinds + c] = tables[kKinds + kin];
  }
  return tables;
}

}  // namespace

const std::uint8_t* latin1_character_tables() {
  static const Tables tables = make_tables();
  // A library with tables of another shape keeps its own (they are all zero here then).
  return std::ranges::any_of(tables, [](std::uint8_t b) { return b != 0; }) ? tables.data() : nullptr;
}

}  // namespace rt
