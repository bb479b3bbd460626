// SPDX-License-Identifier: Apache-2.0
// The values of failure_block.hpp. Short ones stand in a line each; two long ones that were to be equal are
// shown as what one has ("-", the left) and the other has not ("+", the right).
#include <algorithm>

#include "driver/test/diff.hpp"
#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/failure_block.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kLongestExpression = 60;
constexpr std::size_t kMostLines = 200;
constexpr std::size_t kLongestLine = 400;

// Signs under what changed, for where there are no colours.
std::string underline(const DiffLine& line) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : line.marks) {
    out += std::string(
        width_of(terminal_line(std::string_view(line.text).substr(at, begin - at), kLongestLine, false)),
        ' ');
    out += std::string(
        width_of(terminal_line(std::string_view(line.text).substr(begin, end - begin), kLongestLine, false)),
        '^');
    at = end;
  }
  return out;
}

std::string changed_line(const DiffLine& line, const Style& style) {
  const bool is_left = line.kind == DiffLine::Kind::left;
  const std::string sign = is_left ? "- " : "+ ";
  const auto plain = [&](std::string_view text) {
    const std::string shown = terminal_line(text, kLongestLine, false);
    return is_left ? style.red(shown) : style.green(shown);
  };
  if (line.marks.empty() || width_of(line.text) > kLongestLine)
    return "    " + plain(sign) + plain(line.text) + "\n";
  if (!style.colors())
    return "    " + sign + terminal_line(line.text, kLongestLine, false) + "\n      " + underline(line) +
           "\n";
  std::string out = "    " + plain(sign);
  std::size_t at = 0;
  for (const auto& [begin, end] : line.marks) {
    out += plain(std::string_view(line.text).substr(at, begin - at));
    const std::string shown =
        terminal_line(std::string_view(line.text).substr(begin, end - begin), kLongestLine, false);
    out += is_left ? style.red_mark(shown) : style.green_mark(shown);
    at = end;
  }
  return out + plain(std::string_view(line.text).substr(at)) + "\n";
}

std::string difference(const Comparison& compared, const Style& style, unsigned width) {
  const std::size_t room = width > 30 ? width - 8 : 22;
  const auto lines =
      diff_lines(broken_value(compared.actual->text, room), broken_value(compared.expected->text, room));
  std::string out = "  " + style.red("- left") + "  " + style.green("+ right") + "\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == kMostLines) return out + "    … (" + std::to_string(lines.size() - i) + " more lines)\n";
    switch (lines[i].kind) {
      case DiffLine::Kind::common:
        out += "      " + terminal_line(lines[i].text, kLongestLine, false) + "\n";
        break;
      case DiffLine::Kind::gap:
        out += "      " + style.grey("… (" + lines[i].text + " lines alike)") + "\n";
        break;
      case DiffLine::Kind::left:
      case DiffLine::Kind::right: out += changed_line(lines[i], style); break;
    }
  }
  return out;
}

}  // namespace

std::string values_text(const Failure& failure, SourceFiles& sources, const Style& style, unsigned width) {
  const auto compared = comparison(failure);
  const bool is_long =
      compared && std::max(compared->actual->text.size(), compared->expected->text.size()) + 12 > width;
  if (is_long && compared->actual->text != compared->expected->text)
    return difference(*compared, style, width);

  std::size_t label_width = 0;
  for (const FailureValue& value : failure.values) label_width = std::max(label_width, width_of(value.label));
  std::string out;
  for (const FailureValue& value : failure.values) {
    const std::string label = terminal_line(value.label, 40, false);
    out += "  " + std::string(label_width - std::min(label_width, width_of(label)), ' ') + style.cyan(label) +
           ": ";
    if (value.kind == ValueKind::unevaluated) {
      out += style.grey("not evaluated") + "\n";
      continue;
    }
    const std::string broken = broken_value(value.text, width > 40 ? width - 12 : 28);
    std::size_t count = 0;
    for (const std::string& line : terminal_lines(broken, false)) {
      if (count > 0) out += std::string(label_width + 4, ' ');
      if (count++ == kMostLines) {
        out += "…\n";
        break;
      }
      out += line + "\n";
    }
    if (count == 0) out += "\n";
    const std::string expression = single_line(sources.expression(failure, value));
    if (value.kind == ValueKind::literal) {
      out.pop_back();
      out += "  " + style.grey("literal") + "\n";
    } else if (!expression.empty()) {
      out.pop_back();
      out += "  " +
             style.grey(
                 terminal_line(shortened(expression, kLongestExpression), kLongestExpression + 1, false)) +
             "\n";
    }
  }
  return out;
}

}  // namespace driver::test
