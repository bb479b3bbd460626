// SPDX-License-Identifier: Apache-2.0
// JUnit's XML by Jenkins' schema junit-10, which is Maven Surefire's too. Suites carry their counts in front,
// so all is kept and written when the run ends. A failed attempt is a rerunFailure, or a flakyFailure where a
// later one passed.
#include <array>
#include <cstdio>
#include <ctime>
#include <vector>

#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

// XML 1.0 cannot hold most control characters, not even by number: their pictures (U+2400..) stand for them.
std::string xml(std::string_view text, bool is_attribute) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    const std::uint32_t code = c.valid ? c.code : 0xFFFD;
    if (code == '<') {
      out += "&lt;";
    } else if (code == '>') {
      out += "&gt;";
    } else if (code == '&') {
      out += "&amp;";
    } else if (code == '"') {
      out += "&quot;";
    } else if (code == '\r' || (is_attribute && (code == '\n' || code == '\t'))) {
      out += "&#" + std::to_string(code) + ";";
    } else if (code < 0x20 && code != '\n' && code != '\t') {
      out += "\xE2\x90";
      out += static_cast<char>(0x80 + code);
    } else if (code == 0x7F) {
      out += "\xE2\x90\xA1";
    } else if ((code > 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF || code == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml(value, true) + "\"";
}

std::string element(std::string_view name, std::string_view text) {
  const std::string tag(name);
  return "<" + tag + ">" + xml(text, false) + "</" + tag + ">\n";
}

std::string timestamp(std::int64_t microseconds) {
  const auto whole = static_cast<std::time_t>(microseconds / 1'000'000);
  std::tm parts{};
  gmtime_r(&whole, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  return text.data();
}

struct Suite {
  std::string module;
  std::string file;
  std::int64_t at = 0;
  Microseconds duration = 0;
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  std::string cases;
};

struct Attempt {
  std::string message, type, text, output;
};

class JUnit final : public EventWriter {
 public:
  explicit JUnit(Output output) : EventWriter(std::move(output)) {}

 private:
  void tell(const RunStarted& run) override { run_ = run; }

  void tell(const ModuleStarted& module) override {
    Suite& suite = suites_.emplace_back();
    suite.module = module.module;
    suite.file = module.file;
    suite.at = module.at;
  }

  void tell(const TestFinished& test) override {
    if (!test.last) {
      attempts_[spelling(test.id)].push_back(attempt_of(test));
      return;
    }
    Suite& suite = suite_of(test.id);
    ++suite.tests;
    suite.cases += "    <testcase" + attribute("name", readable_function(test.id)) +
                   attribute("classname", test.id.module) + attribute("time", seconds(test.duration, 6)) +
                   ">\n";
    std::string text;
    if (test.status == Status::skip) {
      ++suite.skipped;
      text = "<skipped" + attribute("message", test.skip_reason) + "/>\n";
    } else if (is_bad(test.status)) {
      const bool is_failure = test.status == Status::fail && test.failure && is_assertion(test.failure->kind);
      ++(is_failure ? suite.failures : suite.errors);
      const std::string_view name = is_failure ? "failure" : "error";
      const Attempt attempt = attempt_of(test);
      text = "<" + std::string(name) + attribute("message", attempt.message) +
             attribute("type", attempt.type) + ">" + xml(attempt.text, false) + "</" + std::string(name) +
             ">\n";
    }
    suite.cases += text + earlier_attempts(test);
    if (!test.output.empty()) suite.cases += element("system-out", test.output);
    suite.cases += "    </testcase>\n";
  }

  void tell(const ModuleFinished& module) override {
    TestId id;
    id.module = module.module;
    suite_of(id).duration = module.duration;
  }

  void tell(const RunFinished& run) override {
    std::size_t tests = 0, failures = 0, errors = 0;
    for (const Suite& suite : suites_) {
      tests += suite.tests;
      failures += suite.failures;
      errors += suite.errors;
    }
    std::string text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", run_.package) +
        attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures)) +
        attribute("errors", std::to_string(errors)) + attribute("time", seconds(run.duration)) + ">\n";
    for (const Suite& suite : suites_) text += suite_text(suite);
    write(text + "</testsuites>\n");
  }

  // Gleam's own ways to say "this is not as it should be", and not something that went wrong on the way
  // there.
  static bool is_assertion(FailureKind kind) {
    return kind == FailureKind::assert_ || kind == FailureKind::let_assert || kind == FailureKind::panic;
  }

  Attempt attempt_of(const TestFinished& test) {
    if (!test.failure)
      return {std::string(status_name(test.status)), std::string(status_name(test.status)), "", test.output};
    return {summary_line(*test.failure), std::string(kind_name(test.failure->kind)), details(test, sources()),
            test.output};
  }

  std::string earlier_attempts(const TestFinished& test) {
    const auto found = attempts_.find(spelling(test.id));
    if (found == attempts_.end()) return "";
    const std::string name = test.status == Status::pass ? "flakyFailure" : "rerunFailure";
    std::string text;
    for (const Attempt& attempt : found->second) {
      text += "<" + name + attribute("message", attempt.message) + attribute("type", attempt.type) + ">" +
              element("stackTrace", attempt.text) +
              (attempt.output.empty() ? "" : element("system-out", attempt.output)) + "</" + name + ">\n";
    }
    attempts_.erase(found);
    return text;
  }

  std::string suite_text(const Suite& suite) const {
    std::string text =
        "  <testsuite" + attribute("name", suite.module) + attribute("tests", std::to_string(suite.tests)) +
        attribute("failures", std::to_string(suite.failures)) +
        attribute("errors", std::to_string(suite.errors)) +
        attribute("skipped", std::to_string(suite.skipped)) + attribute("time", seconds(suite.duration));
    if (suite.at != 0) text += attribute("timestamp", timestamp(suite.at));
    if (!suite.file.empty()) text += attribute("file", suite.file);
    text += ">\n";
    if (run_.seed) {
      text += "    <properties><property" + attribute("name", "seed") +
              attribute("value", std::to_string(*run_.seed)) + "/></properties>\n";
    }
    return text + suite.cases + "  </testsuite>\n";
  }

  // The latest of that name: a module runs once.
  Suite& suite_of(const TestId& id) {
    for (auto suite = suites_.rbegin(); suite != suites_.rend(); ++suite) {
      if (suite->module == id.module) return *suite;
    }
    Suite& suite = suites_.emplace_back();
    suite.module = id.module;
    suite.file = id.file;
    return suite;
  }

  RunStarted run_;
  std::vector<Suite> suites_;
  std::map<std::string, std::vector<Attempt>> attempts_;
};

}  // namespace

std::unique_ptr<TestReporter> make_junit(Output output, const Surface&) {
  return std::make_unique<JUnit>(std::move(output));
}

}  // namespace driver::test
