// SPDX-License-Identifier: Apache-2.0
#include "driver/project/excerpt.hpp"

#include <algorithm>

namespace driver {
namespace {

std::string_view line_of(std::string_view content, std::size_t number) {
  std::size_t start = 0;
  for (std::size_t line = 1; line < number && start < content.size(); ++line) {
    start = std::min(content.find('\n', start), content.size() - 1) + 1;
  }
  std::string_view line = content.substr(std::min(start, content.size()));
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string excerpt(std::string_view file, std::string_view content, const Place& place) {
  const std::string number = std::to_string(place.line);
  const std::string margin(number.size() + 1, ' ');
  std::string text = margin + "┌─ " + std::string(file) + ":" + number + ":" + std::to_string(place.column) + "\n";
  text += margin + "│\n";
  text += number + " │ " + std::string(line_of(content, place.line)) + "\n";
  text += margin + "│ " + std::string(place.column - 1, ' ') + std::string(std::max<std::size_t>(place.width, 1), '^') + "\n";
  return text;
}

}  // namespace driver
