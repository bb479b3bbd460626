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

std::string marked_text(const DiffLine& line, const Style& style) {
  const bool is_left = line.kind == DiffLine::Kind::left;
  const auto shown = [&line](std::size_t begin, std::size_t end) {
    return terminal_line(std::string_view(line.text).substr(begin, end - begin), kLongestLine, false);
  };
  const auto plain = [&](const std::string& text) { return is_left ? style.red(text) : style.green(text); };
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : line.marks) {
    out += plain(shown(at, begin));
    out += is_left ? style.red_mark(shown(begin, end)) : style.green_mark(shown(begin, end));
    at = end;
  }
  return out + plain(shown(at, line.text.size()));
}

std::string changed_line(const DiffLine& line, const Style& style) {
  const bool is_left = line.kind == DiffLine::Kind::left;
  const std::string sign = is_left ? style.red("- ") : style.green("+ ");
  if (line.marks.empty() || width_of(line.text) > kLongestLine) {
    const std::string text = terminal_line(line.text, kLongestLine, false);
    return "    " + sign + (is_left ? style.red(text) : style.green(text)) + "\n";
  }
  std::string out = "    " + sign + marked_text(line, style) + "\n";
  if (!style.colors()) out += "      " + underline(line) + "\n";
  return out;
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

// The value's text; for people with colours, what differs from the other one is marked.
std::string shown_value(const FailureValue& value, const std::vector<DiffLine>& marked, const Style& style,
                        unsigned width, std::size_t indent) {
  const auto line_of = [&](DiffLine::Kind kind) -> const DiffLine* {
    return marked.size() == 2 && marked[0].kind == DiffLine::Kind::left &&
                   marked[1].kind == DiffLine::Kind::right
               ? &marked[kind == DiffLine::Kind::left ? 0 : 1]
               : nullptr;
  };
  const DiffLine* line = value.label == "left"    ? line_of(DiffLine::Kind::left)
                         : value.label == "right" ? line_of(DiffLine::Kind::right)
                                                  : nullptr;
  if (line != nullptr && style.colors()) return marked_text(*line, style);
  std::string out;
  std::size_t count = 0;
  for (const std::string& part :
       terminal_lines(broken_value(value.text, width > 40 ? width - 12 : 28), false)) {
    if (count > 0) out += "\n" + std::string(indent, ' ');
    if (count++ == kMostLines) return out + "…";
    out += part;
  }
  return out;
}

}  // namespace

std::string values_text(const Failure& failure, SourceFiles& sources, const Style& style, unsigned width) {
  const auto compared = comparison(failure);
  const bool is_different = compared && compared->actual->text != compared->expected->text;
  const bool is_long =
      is_different && std::max(compared->actual->text.size(), compared->expected->text.size()) + 12 > width;
  if (is_long) return difference(*compared, style, width);
  const auto marked =
      is_different ? diff_lines(compared->actual->text, compared->expected->text) : std::vector<DiffLine>();

  std::size_t label_width = 0;
  for (const FailureValue& value : failure.values) label_width = std::max(label_width, width_of(value.label));
  std::string out;
  for (const FailureValue& value : failure.values) {
    const std::string label = terminal_line(value.label, 40, false);
    out += "  " + std::string(label_width - std::min(label_width, width_of(label)), ' ') + style.cyan(label) +
           ": ";
    const std::string expression = single_line(sources.expression(failure, value));
    switch (value.kind) {
      case ValueKind::unevaluated: out += style.grey("not evaluated"); break;
      case ValueKind::literal:
        out += shown_value(value, marked, style, width, label_width + 4) + "  " + style.grey("literal");
        break;
      case ValueKind::expression:
        out += shown_value(value, marked, style, width, label_width + 4);
        if (!expression.empty()) out += "  " + style.grey(shortened(expression, kLongestExpression));
        break;
    }
    out += "\n";
  }
  return out;
}

}  // namespace driver::test
