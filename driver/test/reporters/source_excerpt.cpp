// SPDX-License-Identifier: Apache-2.0
// The excerpt of failure_block.hpp:
//
//    11 │ pub fn add_test() {
//  > 12 │   assert add(1, 1) == 3
//       │   ^^^^^^^^^^^^^^^^^^^^^
//    13 │ }
#include <algorithm>

#include "driver/test/reporters/failure_block.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kLinesBefore = 2, kLinesAfter = 1, kMostMarkedLines = 8;
constexpr std::size_t kLongestLine = 200;

// The arrow under the part [from, to) of a line; tabs were shown as four blanks.
std::string arrow(std::string_view line, std::size_t from, std::size_t to) {
  const auto shown_width = [](std::string_view text) {
    return width_of(terminal_line(text, kLongestLine, false));
  };
  const std::size_t before = shown_width(line.substr(0, from));
  const std::size_t marked = std::max<std::size_t>(1, shown_width(line.substr(from, to - from)));
  if (before >= kLongestLine) return "";
  return std::string(before, ' ') + std::string(std::min(marked, kLongestLine - before), '^');
}

}  // namespace

std::string source_excerpt(const Failure& failure, const Location& place, SourceFiles& sources,
                           const Style& style) {
  const SourceText* text = sources.find(place.file);
  if (text == nullptr || place.line == 0 || place.line > text->line_count()) return "";
  // Bytes count only when they are of the line that the failure names: the file may have changed since it was
  // compiled.
  const bool has_span = failure.start < failure.end && failure.end <= text->size() &&
                        failure.location.file == place.file && text->line_at(failure.start) == place.line;
  const std::size_t first = place.line;
  const std::size_t last =
      has_span ? std::min(text->line_at(failure.end - 1), first + kMostMarkedLines - 1) : first;
  const std::size_t from = first > kLinesBefore ? first - kLinesBefore : 1;
  const std::size_t to = std::min(last + kLinesAfter, text->line_count());
  const std::size_t digits = std::to_string(to).size();

  std::string out;
  for (std::size_t number = from; number <= to; ++number) {
    const std::string_view line = text->line(number);
    const bool is_marked = number >= first && number <= last;
    const std::string digits_text = std::to_string(number);
    out += is_marked ? style.red("  > ") : "    ";
    out += style.grey(std::string(digits - digits_text.size(), ' ') + digits_text + " │");
    const std::string shown = terminal_line(line, kLongestLine, false);
    out += (shown.empty() ? "" : " ") + shown + "\n";
    if (!is_marked || !has_span) continue;
    const std::size_t start = text->line_start(number);
    const std::size_t mark_from = number == first ? failure.start - start : line.find_first_not_of(" \t");
    const std::size_t mark_to = std::min(failure.end - start, line.size());
    if (mark_from >= mark_to) continue;
    const std::string mark = arrow(line, mark_from, mark_to);
    if (!mark.empty())
      out += "    " + std::string(digits, ' ') + style.grey(" │") + " " + style.red(mark) + "\n";
  }
  return out;
}

}  // namespace driver::test
