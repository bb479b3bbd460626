// SPDX-License-Identifier: Apache-2.0
#include "driver/test/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "runtime/term/utf8.hpp"

namespace driver::test {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kLineCharacters = 2000;
constexpr std::size_t kFirstLines = 100, kLastLines = 400;

struct Range {
  std::uint32_t first, last;
};
constexpr std::array kWide{
    Range{0x1100, 0x115F},   Range{0x2329, 0x232A},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF}, Range{0x20000, 0x3FFFD}};
constexpr std::array kNarrowest{Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
                                Range{0x200B, 0x200F}, Range{0x2060, 0x2064}, Range{0x20D0, 0x20F0},
                                Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF}};

template <class Ranges>
bool is_in(const Ranges& ranges, std::uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return range.first <= code && code <= range.last; });
}

bool is_control(std::uint32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

void append_visible(std::string& out, std::uint32_t control) {
  out += '^';
  if (control < 0x80) {
    out += static_cast<char>(control ^ 0x40);
  } else {
    out += '[';  // what a terminal takes U+0080.. for: ESC and a letter
    out += static_cast<char>(control - 0x40);
  }
}

// The length of the escape sequence that begins at `at`; 0 when there is none. ESC [ parameters letter, ESC ]
// .. BEL or ESC \, ESC and one more.
std::size_t escape_length(std::string_view text, std::size_t at) {
  if (text[at] != '\x1b' || at + 1 >= text.size()) return 0;
  std::size_t end = at + 2;
  if (text[at + 1] == '[') {
    while (end < text.size() && text[end] >= 0x20 && text[end] <= 0x3F) ++end;
    return end < text.size() && text[end] >= 0x40 && text[end] <= 0x7E ? end + 1 - at : 0;
  }
  if (text[at + 1] == ']') {
    for (; end < text.size(); ++end) {
      if (text[end] == '\a') return end + 1 - at;
      if (text[end] == '\x1b' && end + 1 < text.size() && text[end + 1] == '\\') return end + 2 - at;
    }
    return 0;
  }
  return text[at + 1] >= 0x40 && text[at + 1] <= 0x7E ? 2 : 0;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const rt::Utf8Character found = rt::get_utf8(text.substr(at));
  if (found.status == rt::Utf8Status::ok) return {found.character, found.length, true};
  return {0xFFFD, std::max<std::size_t>(found.length, 1), false};
}

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Character c = character_at(bytes, at);
    out += c.valid ? bytes.substr(at, c.length) : kReplacement;
    at += c.length;
  }
  return out;
}

unsigned width_of(std::uint32_t code) {
  if (code < 0x300) return 1;
  return is_in(kNarrowest, code) ? 0 : is_in(kWide, code) ? 2 : 1;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    width += width_of(c.code);
    at += c.length;
  }
  return width;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return lines;
}

std::string shortened(std::string_view text, std::size_t characters) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); --characters) {
    if (characters == 0) return out + "…";
    const Character c = character_at(text, at);
    out += c.valid ? text.substr(at, c.length) : kReplacement;
    at += c.length;
  }
  return out;
}

std::string terminal_line(std::string_view line, std::size_t characters, bool keep_colors) {
  std::string out;
  bool is_colored = false;
  std::size_t at = 0;
  for (; at < line.size() && characters > 0;) {
    if (const std::size_t length = escape_length(line, at); length > 0) {
      if (keep_colors && line[at + 1] == '[' && line[at + length - 1] == 'm') {
        out += line.substr(at, length);
        is_colored = true;
      }
      at += length;
      continue;
    }
    const Character c = character_at(line, at);
    if (c.code == '\t') {
      out += "    ";
    } else if (is_control(c.code)) {
      append_visible(out, c.code);
    } else {
      out += c.valid ? line.substr(at, c.length) : kReplacement;
    }
    at += c.length;
    --characters;
  }
  if (is_colored) out += "\x1b[0m";
  if (at < line.size()) out += "… (" + std::to_string(line.size() - at) + " more bytes)";
  return out;
}

std::vector<std::string> terminal_lines(std::string_view text, bool keep_colors) {
  const std::vector<std::string_view> lines = lines_of(text);
  std::vector<std::string> out;
  const bool too_many = lines.size() > kFirstLines + kLastLines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (too_many && i == kFirstLines) {
      const std::size_t left_out = lines.size() - kFirstLines - kLastLines;
      out.push_back("… (" + std::to_string(left_out) + " lines left out)");
      i += left_out;
    }
    out.push_back(terminal_line(lines[i], kLineCharacters, keep_colors));
  }
  return out;
}

std::string single_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (c.code == '\n' || c.code == '\r' || c.code == '\t' || c.code == 0x2028 || c.code == 0x2029) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (!c.valid || is_control(c.code) ||
               (c.code & 0xFFFE) == 0xFFFE) {  // the last two are no characters
      out += kReplacement;
    } else {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string human_duration(std::int64_t microseconds) {
  std::array<char, 64> text{};
  const double in_seconds = static_cast<double>(microseconds) / 1e6;
  if (microseconds < 1000) {
    std::snprintf(text.data(), text.size(), "%lld µs", static_cast<long long>(microseconds));
  } else if (microseconds < 1'000'000) {
    std::snprintf(text.data(), text.size(), "%lld ms", static_cast<long long>(microseconds / 1000));
  } else if (microseconds < 60'000'000) {
    std::snprintf(text.data(), text.size(), "%.2f s", in_seconds);
  } else {
    const auto whole = static_cast<long long>(microseconds / 1'000'000);
    std::snprintf(text.data(), text.size(), "%lldm %02llds", whole / 60, whole % 60);
  }
  return text.data();
}

std::string seconds(std::int64_t microseconds, unsigned decimals) {
  std::array<char, 40> text{};
  const std::int64_t positive = std::max<std::int64_t>(microseconds, 0);
  std::snprintf(text.data(), text.size(), "%lld.%06lld", static_cast<long long>(positive / 1'000'000),
                static_cast<long long>(positive % 1'000'000));
  std::string result = text.data();
  result.resize(result.size() - (6 - std::min(decimals, 6u)));
  return result;
}

}  // namespace driver::test
