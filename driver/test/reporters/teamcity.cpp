// SPDX-License-Identifier: Apache-2.0
// TeamCity's service messages (jetbrains.com/help/teamcity/service-messages.html), one a line. A flow per
// slot, since modules may run at the same time. An attempt that is followed by another is no test of its own:
// it is told on the test's output.
#include <array>
#include <cstdio>
#include <initializer_list>

#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

void append_unit(std::string& out, std::uint32_t unit) {
  std::array<char, 12> text{};
  std::snprintf(text.data(), text.size(), "|0x%04X", static_cast<unsigned>(unit));
  out += text.data();
}

// Other than ASCII goes as UTF-16 units: what encoding the reader takes its input for then does not matter.
std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    at += c.length;
    switch (c.code) {
      case '\'': out += "|'"; continue;
      case '|': out += "||"; continue;
      case '[': out += "|["; continue;
      case ']': out += "|]"; continue;
      case '\n': out += "|n"; continue;
      case '\r': out += "|r"; continue;
      case '\t': out += '\t'; continue;
      default: break;
    }
    if (c.code >= 0x20 && c.code < 0x7F) {
      out += static_cast<char>(c.code);
    } else if (c.code < 0x10000) {
      append_unit(out, c.code);
    } else {
      append_unit(out, 0xD800 + ((c.code - 0x10000) >> 10));
      append_unit(out, 0xDC00 + ((c.code - 0x10000) & 0x3FF));
    }
  }
  return out;
}

struct Attribute {
  std::string_view name;
  std::string value;
};

std::string message(std::string_view name, const std::vector<Attribute>& attributes) {
  std::string text = "##teamcity[" + std::string(name);
  for (const Attribute& attribute : attributes)
    text += " " + std::string(attribute.name) + "='" + escaped(attribute.value) + "'";
  return text + "]\n";
}

class TeamCity final : public EventWriter {
 public:
  explicit TeamCity(Output output) : EventWriter(std::move(output)) {}

 private:
  void tell(const RunStarted& run) override {
    root_ = run.root;
    write(message("enteredTheMatrix", {}));
    if (run.is_total_exact) write(message("testCount", {{"count", std::to_string(run.total)}}));
  }

  void tell(const ModuleStarted& module) override {
    write(message("testSuiteStarted", {{"name", module.module},
                                       {"locationHint", hint({module.file, 1, 0})},
                                       {"flowId", std::to_string(module.slot)}}));
  }

  void tell(const TestStarted& test) override {
    if (test.attempt != 1) return;
    write(message("testStarted", {{"name", readable_function(test.id)},
                                  {"captureStandardOutput", "false"},
                                  {"locationHint", hint(test.location)},
                                  {"flowId", std::to_string(test.slot)}}));
  }

  void tell(const TestFinished& test) override {
    const std::string name = readable_function(test.id), flow = std::to_string(test.slot);
    const auto with_output = [&](const std::string& output) {
      return output.empty() ? "" : message("testStdOut", {{"name", name}, {"out", output}, {"flowId", flow}});
    };
    std::string text = with_output(test.output);
    if (!test.last) {
      text += with_output("attempt " + std::to_string(test.attempt) + " failed: " + details(test, sources()));
      write(text);
      return;
    }
    if (test.flaky) text += with_output("flaky: passed at attempt " + std::to_string(test.attempt) + "\n");
    if (test.status == Status::skip) {
      text += message("testIgnored", {{"name", name}, {"message", test.skip_reason}, {"flowId", flow}});
    } else if (is_bad(test.status)) {
      text += failed(test, name, flow);
    }
    text += message("testFinished",
                    {{"name", name}, {"duration", std::to_string(test.duration / 1000)}, {"flowId", flow}});
    write(text);
  }

  std::string failed(const TestFinished& test, const std::string& name, const std::string& flow) {
    std::vector<Attribute> attributes{{"name", name}};
    if (const auto compared = test.failure ? comparison(*test.failure) : std::nullopt) {
      attributes.push_back({"type", "comparisonFailure"});
      attributes.push_back({"expected", compared->expected->text});
      attributes.push_back({"actual", compared->actual->text});
    }
    attributes.push_back(
        {"message", test.failure ? headline(*test.failure) : std::string(status_name(test.status))});
    attributes.push_back({"details", details(test, sources())});
    attributes.push_back({"flowId", flow});
    return message("testFailed", attributes);
  }

  void tell(const ModuleFinished& module) override {
    write(message("testSuiteFinished", {{"name", module.module}, {"flowId", std::to_string(module.slot)}}));
  }

  void tell(const RunFinished& run) override {
    if (!run.stopped.empty()) {
      write(message("message", {{"text", "stopped: " + run.stopped}, {"status", "WARNING"}}));
    }
  }

  std::string hint(const Location& place) const {
    if (place.file.empty()) return "";
    const bool is_absolute = place.file.starts_with('/');
    return "file://" + (is_absolute ? "" : root_ + "/") + place.file +
           (place.line == 0 ? "" : ":" + std::to_string(place.line));
  }

  std::string root_;
};

}  // namespace

std::unique_ptr<TestReporter> make_teamcity(Output output, const Surface&) {
  return std::make_unique<TeamCity>(std::move(output));
}

}  // namespace driver::test
