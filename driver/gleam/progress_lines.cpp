// SPDX-License-Identifier: Apache-2.0
#include "driver/gleam/progress_lines.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace driver {
namespace {

constexpr std::size_t kWordEnd = 11;
constexpr std::array<std::string_view, 12> kWords{"Added",   "Changed",     "Checked",    "Checking", "Compiled",  "Compiling",
                                                  "Cloning", "Downloading", "Downloaded", "Removed",  "Resolving", "Waiting"};

std::string without_colours(std::string_view line) {
  std::string text;
  while (!line.empty()) {
    const std::size_t escape = std::min(line.find("\x1b["), line.size());
    text.append(line.substr(0, escape));
    line.remove_prefix(escape);
    const std::size_t end = line.find('m');
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
  return text;
}

}  // namespace

bool is_progress_line(std::string_view line) {
  const std::string text = without_colours(line.substr(0, line.find('\r')));
  const std::size_t start = std::min(text.find_first_not_of(' '), text.size());
  const std::string_view word = std::string_view(text).substr(start, text.find(' ', start) - start);
  return start + word.size() == kWordEnd && std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace driver
