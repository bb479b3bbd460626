// SPDX-License-Identifier: Apache-2.0
#include "driver/test/failure_text.hpp"

#include <algorithm>

#include "driver/test/diff.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kBreakAt = 72;
constexpr std::size_t kMostDiffLines = 200;

const FailureValue* labelled(const Failure& failure, std::string_view label) {
  const auto found = std::find_if(failure.values.begin(), failure.values.end(),
                                  [&](const FailureValue& value) { return value.label == label; });
  return found == failure.values.end() ? nullptr : &*found;
}

std::string plain_difference(const Comparison& compared) {
  const auto lines = diff_lines(broken_value(compared.actual->text, kBreakAt),
                                broken_value(compared.expected->text, kBreakAt));
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == kMostDiffLines) return text + "    … (" + std::to_string(lines.size() - i) + " more lines)\n";
    switch (lines[i].kind) {
      case DiffLine::Kind::common: text += "    " + lines[i].text + "\n"; break;
      case DiffLine::Kind::left: text += "  - " + lines[i].text + "\n"; break;
      case DiffLine::Kind::right: text += "  + " + lines[i].text + "\n"; break;
      case DiffLine::Kind::gap: text += "    … (" + lines[i].text + " lines alike)\n"; break;
    }
  }
  return text;
}

}  // namespace

std::optional<Comparison> comparison(const Failure& failure) {
  if (failure.operator_ != "==") return std::nullopt;
  const FailureValue* left = labelled(failure, "left");
  const FailureValue* right = labelled(failure, "right");
  if (left == nullptr || right == nullptr || left->kind == ValueKind::unevaluated ||
      right->kind == ValueKind::unevaluated) {
    return std::nullopt;
  }
  return Comparison{left, right};
}

std::string headline(const Failure& failure) {
  std::string text(kind_name(failure.kind));
  if (!failure.message.empty()) text += ": " + failure.message;
  return text;
}

std::string shown_text(const FailureValue& value) {
  return value.kind == ValueKind::unevaluated ? "not evaluated" : value.text;
}

std::string summary_line(const Failure& failure) {
  std::string text = shortened(single_line(headline(failure)), 300);
  std::string values;
  for (const FailureValue& value : failure.values) {
    values +=
        (values.empty() ? "" : ", ") + value.label + ": " + shortened(single_line(shown_text(value)), 120);
  }
  if (!values.empty()) text += " (" + values + ")";
  return text;
}

std::string details(const TestFinished& test, SourceFiles& sources) {
  if (!test.failure) return "";
  const Failure& failure = *test.failure;
  std::string text = headline(failure) + "\n";
  if (const std::string place = spelling(sources.location(test)); !place.empty())
    text += "at " + place + "\n";
  if (!failure.values.empty()) text += "\n";
  std::size_t width = 0;
  for (const FailureValue& value : failure.values) width = std::max(width, value.label.size());
  for (const FailureValue& value : failure.values) {
    text += "  " + std::string(width - value.label.size(), ' ') + value.label + ": " + shown_text(value);
    const std::string expression = single_line(sources.expression(failure, value));
    if (value.kind != ValueKind::literal && !expression.empty())
      text += "    from " + shortened(expression, 120);
    text += "\n";
  }
  const auto compared = comparison(failure);
  if (compared && std::max(compared->actual->text.size(), compared->expected->text.size()) > kBreakAt) {
    text += "\n" + plain_difference(*compared);
  }
  const auto stack = told_stack(failure);
  if (!stack.empty()) text += "\nstack:\n";
  for (const StackFrame& frame : stack) text += "  " + spelling(frame) + "\n";
  return text;
}

std::span<const StackFrame> told_stack(const Failure& failure) {
  const bool is_only_the_place = failure.stack.size() == 1 &&
                                 failure.stack.front().file == failure.location.file &&
                                 failure.stack.front().line == failure.location.line;
  return is_only_the_place ? std::span<const StackFrame>() : std::span<const StackFrame>(failure.stack);
}

std::string spelling(const Location& location) {
  std::string text = location.file;
  if (text.empty() || location.line == 0) return text;
  text += ":" + std::to_string(location.line);
  if (location.column != 0) text += ":" + std::to_string(location.column);
  return text;
}

std::string spelling(const StackFrame& frame) {
  std::string text = frame.module + "." + frame.function + "/" + std::to_string(frame.arity);
  if (!frame.file.empty()) text += " " + spelling(Location{frame.file, frame.line, 0});
  return text;
}

}  // namespace driver::test
