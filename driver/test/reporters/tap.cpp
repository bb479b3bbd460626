// SPDX-License-Identifier: Apache-2.0
// The Test Anything Protocol, version 14 (testanything.org/tap-version-14-specification.html): a plan, a line
// per test, and for those that failed a YAML block. All strings of a block are double-quoted, so what a
// program prints cannot look like TAP. Modules that run at the same time would tear subtests apart: tests are
// one flat list.
#include <array>
#include <cstdio>

#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

// Of a string: people read blocks, and Perl's reader cannot match a longer one.
constexpr std::size_t kMostBytes = 16 * 1024;

std::string yaml_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    if (at >= kMostBytes) {
      out += "… (" + std::to_string(text.size() - at) + " more bytes)";
      break;
    }
    const Character c = character_at(text, at);
    std::array<char, 12> escape{};
    if (!c.valid) {
      out += "\xEF\xBF\xBD";
    } else if (c.code == '"' || c.code == '\\') {
      out += std::string("\\") + static_cast<char>(c.code);
    } else if (c.code == '\n') {
      out += "\\n";
    } else if (c.code == '\t') {
      out += "\\t";
    } else if (c.code == '\r') {
      out += "\\r";
    } else if (c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0)) {
      std::snprintf(escape.data(), escape.size(), "\\x%02x", static_cast<unsigned>(c.code));
      out += escape.data();
    } else if (c.code == 0x2028 || c.code == 0x2029 || c.code == 0xFEFF || c.code == 0xFFFE ||
               c.code == 0xFFFF) {
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c.code));
      out += escape.data();
    } else {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out + "\"";
}

// Of a description: `#` would begin a directive.
std::string description(std::string_view text) {
  std::string out;
  for (const char c : single_line(text)) {
    if (c == '#' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

class Tap final : public EventWriter {
 public:
  explicit Tap(Output output) : EventWriter(std::move(output)) {}

 private:
  void tell(const RunStarted& run) override {
    has_plan_ = run.is_total_exact;
    std::string text = "TAP version 14\n";
    if (has_plan_) text += "1.." + std::to_string(run.total) + (run.total == 0 ? " # SKIP no tests\n" : "\n");
    if (run.seed) text += "# seed " + std::to_string(*run.seed) + "\n";
    for (const auto& [name, value] : run.settings) text += "# " + single_line(name + " " + value) + "\n";
    write(text);
  }

  void tell(const TestFinished& test) override {
    if (!test.last) {
      write("# " + single_line(readable_name(test.id)) + ": attempt " + std::to_string(test.attempt) + ": " +
            (test.failure ? summary_line(*test.failure) : std::string(status_name(test.status))) + "\n");
      return;
    }
    std::string text = is_bad(test.status) ? "not ok " : "ok ";
    text += std::to_string(++number_) + " - " + description(readable_name(test.id));
    if (test.status == Status::skip) {
      text += " # SKIP";
      if (!test.skip_reason.empty()) text += " " + single_line(test.skip_reason);
    }
    text += "\n";
    if (is_bad(test.status)) {
      text += block(test);
    } else if (test.flaky) {
      text += "# flaky: passed at attempt " + std::to_string(test.attempt) + "\n";
    }
    write(text);
  }

  void tell(const RunFinished& run) override {
    if (!run.stopped.empty()) return write("Bail out! " + single_line(run.stopped) + "\n");
    if (!has_plan_) write("1.." + std::to_string(number_) + "\n");
  }

  std::string block(const TestFinished& test) {
    std::string text = "  ---\n";
    const auto field = [&text](std::string_view name, const std::string& value) {
      text += "  " + std::string(name) + ": " + value + "\n";
    };
    if (test.failure) field("message", yaml_string(headline(*test.failure)));
    field("severity", "fail");
    field("status", std::string(status_name(test.status)));
    field("duration_ms", std::to_string(test.duration / 1000));
    const Location place = sources().location(test);
    if (!place.file.empty()) {
      text += "  at:\n";
      field("  file", yaml_string(place.file));
      if (place.line != 0) field("  line", std::to_string(place.line));
      if (place.column != 0) field("  column", std::to_string(place.column));
    }
    if (const auto compared = test.failure ? comparison(*test.failure) : std::nullopt) {
      field("found", yaml_string(compared->actual->text));
      field("wanted", yaml_string(compared->expected->text));
    } else if (test.failure && !test.failure->values.empty()) {
      text += "  values:\n";
      for (const FailureValue& value : test.failure->values)
        field("  " + yaml_string(value.label), yaml_string(shown_text(value)));
    }
    if (const auto stack = test.failure ? told_stack(*test.failure) : std::span<const StackFrame>();
        !stack.empty()) {
      text += "  stack:\n";
      for (const StackFrame& frame : stack) text += "    - " + yaml_string(spelling(frame)) + "\n";
    }
    if (!test.output.empty()) field("output", yaml_string(test.output));
    return text + "  ...\n";
  }

  std::size_t number_ = 0;
  bool has_plan_ = true;
};

}  // namespace

std::unique_ptr<TestReporter> make_tap(Output output, const Surface&) {
  return std::make_unique<Tap>(std::move(output));
}

}  // namespace driver::test
