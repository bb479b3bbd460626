// SPDX-License-Identifier: Apache-2.0
// Colours, or none.
#pragma once

#include <string>
#include <string_view>

namespace driver::test {

class Style {
 public:
  explicit Style(bool colors) : colors_(colors) {}
  bool colors() const { return colors_; }

  std::string red(std::string_view text) const { return in("31", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string yellow(std::string_view text) const { return in("33", text); }
  std::string cyan(std::string_view text) const { return in("36", text); }
  std::string grey(std::string_view text) const { return in("90", text); }
  std::string bold(std::string_view text) const { return in("1", text); }
  std::string bold_red(std::string_view text) const { return in("1;31", text); }
  // Black on red or green: what changed within a line of that colour.
  std::string red_mark(std::string_view text) const { return in("41;30", text); }
  std::string green_mark(std::string_view text) const { return in("42;30", text); }

 private:
  std::string in(std::string_view code, std::string_view text) const {
    if (!colors_ || text.empty()) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
  bool colors_;
};

}  // namespace driver::test
