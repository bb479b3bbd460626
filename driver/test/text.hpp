// SPDX-License-Identifier: Apache-2.0
// Bytes that a program wrote -> text that is safe where it goes. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace driver::test {

struct Character {
  std::uint32_t code;  // U+FFFD where the bytes are no character
  std::size_t length;  // in bytes, at least 1
  bool valid;
};
// Requires: at < text.size().
Character character_at(std::string_view text, std::size_t at);

// Every byte that belongs to no character becomes U+FFFD.
std::string valid_utf8(std::string_view bytes);

// Columns on a terminal: 2 for East Asian wide characters and emoji, 0 for combining ones.
unsigned width_of(std::uint32_t code);
std::size_t width_of(std::string_view text);

// Lines without their ends ("\n" and "\r\n"); a newline at the very end begins no further line. "" has none.
std::vector<std::string_view> lines_of(std::string_view text);

// The first `characters` of a text, "…" behind them when that is not all. Valid UTF-8 out.
std::string shortened(std::string_view text, std::size_t characters);

// One line for a terminal: no control characters (they become ^X, tabs blanks), valid UTF-8, at most
// `characters` (then the number of bytes left out stands behind it). Escape sequences are taken out, or those
// that set colours kept.
std::string terminal_line(std::string_view line, std::size_t characters, bool keep_colors);

// Lines for a terminal, as above; of very many the middle ones are left out.
std::vector<std::string> terminal_lines(std::string_view text, bool keep_colors);

// Valid UTF-8 on one line, for machines' formats: line ends become blanks, other control characters U+FFFD.
std::string single_line(std::string_view text);

// "850 µs", "12 ms", "1.23 s", "2m 03s".
std::string human_duration(std::int64_t microseconds);
// "12.034": seconds; "12.034567" with six decimals.
std::string seconds(std::int64_t microseconds, unsigned decimals = 3);

}  // namespace driver::test
