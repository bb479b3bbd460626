// SPDX-License-Identifier: Apache-2.0
#include "driver/test/reporters/failure_block.hpp"

#include "driver/test/failure_text.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kMostMessageLines = 40;
constexpr std::size_t kMostFrames = 20;

std::string indented(std::string_view text, std::string_view indent, std::size_t most_lines) {
  std::string out;
  std::size_t count = 0;
  for (const std::string& line : terminal_lines(text, false)) {
    if (count++ == most_lines) return out + std::string(indent) + "…\n";
    out += std::string(line.empty() ? "" : indent) + line + "\n";
  }
  return out;
}

std::string stack_text(std::span<const StackFrame> stack, const Style& style) {
  std::size_t width = 0;
  std::vector<std::string> names;
  for (const StackFrame& frame : stack) {
    names.push_back(terminal_line(frame.module + "." + frame.function, 100, false));
    width = std::max(width, width_of(names.back()));
    if (names.size() == kMostFrames) break;
  }
  std::string out = "  " + style.cyan("stack") + "\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string place = terminal_line(spelling(Location{stack[i].file, stack[i].line, 0}), 200, false);
    out += "    " + names[i];
    if (!place.empty()) out += std::string(width - width_of(names[i]), ' ') + "  " + style.grey(place);
    out += "\n";
  }
  if (stack.size() > names.size())
    out += "    … (" + std::to_string(stack.size() - names.size()) + " more)\n";
  return out;
}

std::string_view what_failed(const TestFinished& test) {
  if (test.failure) return kind_name(test.failure->kind);
  return status_name(test.status);
}

}  // namespace

std::string failure_block(const TestFinished& test, std::size_t number, SourceFiles& sources,
                          const Style& style, unsigned width) {
  const Location place = sources.location(test);
  std::string out =
      style.bold(std::to_string(number) + ") " + terminal_line(readable_name(test.id), 200, false)) + "\n";
  const std::string where = terminal_line(spelling(place), 500, false);
  out += "  " + style.bold_red(what_failed(test)) + (where.empty() ? "" : " " + style.cyan(where)) + "\n";
  if (test.failure) {
    out += indented(test.failure->message, "  ", kMostMessageLines);
    if (const std::string excerpt = source_excerpt(*test.failure, place, sources, style); !excerpt.empty())
      out += "\n" + excerpt;
    if (!test.failure->values.empty()) out += "\n" + values_text(*test.failure, sources, style, width);
    if (const auto stack = told_stack(*test.failure); !stack.empty()) out += "\n" + stack_text(stack, style);
  }
  if (!test.output.empty()) {
    out += "\n  " + style.cyan("output") + "\n";
    for (const std::string& line : terminal_lines(test.output, style.colors()))
      out += "  " + style.grey("│") + " " + line + "\n";
  }
  return out;
}

}  // namespace driver::test
