// SPDX-License-Identifier: Apache-2.0
// THE table of reporters, and several of them as one.
#include "driver/test/reporters/all.hpp"

#include <algorithm>
#include <array>

#include "driver/cli/suggest.hpp"

namespace driver::test {
namespace {

struct Row {
  std::string_view name;
  std::string_view summary;
  std::unique_ptr<TestReporter> (*make)(Output, const Surface&);
  bool shares_output;  // writes only when the run has ended
};

constexpr std::array kReporters{
    Row{"pretty", "for people: modules and tests, then failures with source and differences", &make_pretty,
        false},
    Row{"dots", "a sign per test, then failures", &make_dots, false},
    Row{"short", "PATH:LINE:COLUMN: error: MESSAGE per failure, for editors", &make_short, false},
    Row{"junit", "JUnit XML, for Jenkins, GitLab and others", &make_junit, false},
    Row{"tap", "Test Anything Protocol, version 14", &make_tap, false},
    Row{"jsonl", "a JSON object per event, for programs", &make_jsonl, false},
    Row{"teamcity", "service messages of TeamCity, for JetBrains' consoles", &make_teamcity, false},
    Row{"github", "annotations for GitHub's workflows", &make_github, true},
};

const Row* find_row(std::string_view name) {
  const auto* found =
      std::find_if(kReporters.begin(), kReporters.end(), [&](const Row& row) { return row.name == name; });
  return found == kReporters.end() ? nullptr : found;
}

class Several final : public TestReporter {
 public:
  explicit Several(std::vector<std::unique_ptr<TestReporter>> reporters) : reporters_(std::move(reporters)) {}
  void on(const Event& event) override {
    for (const auto& reporter : reporters_) reporter->on(event);
  }
  bool ok() const override {
    return std::all_of(reporters_.begin(), reporters_.end(),
                       [](const auto& reporter) { return reporter->ok(); });
  }

 private:
  std::vector<std::unique_ptr<TestReporter>> reporters_;
};

}  // namespace

std::expected<ReporterChoice, std::string> parse_reporter(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string name(text.substr(0, equals));
  std::array<std::string_view, kReporters.size()> names;
  std::transform(kReporters.begin(), kReporters.end(), names.begin(),
                 [](const Row& row) { return row.name; });
  if (find_row(name) == nullptr) {
    std::string message = "there is no reporter `" + name + "`";
    if (const auto near = cli::nearest(name, names); !near.empty())
      message += "; did you mean `" + std::string(near) + "`?";
    message += "\n  reporters: ";
    for (const auto& known : names) message += (known == names.front() ? "" : ", ") + std::string(known);
    return std::unexpected(message);
  }
  if (equals == std::string_view::npos) return ReporterChoice{name, ""};
  if (equals + 1 == text.size()) return std::unexpected("expected a file behind `" + name + "=`");
  return ReporterChoice{name, std::string(text.substr(equals + 1))};
}

Result<std::unique_ptr<TestReporter>> make_reporters(const std::vector<ReporterChoice>& choices,
                                                     const Surface& surface) {
  std::vector<std::unique_ptr<TestReporter>> reporters;
  const ReporterChoice* on_output = nullptr;
  for (auto choice = choices.begin(); choice != choices.end(); ++choice) {
    const Row* row = find_row(choice->name);
    if (row == nullptr)
      return fail(ErrorCode::usage, "Unknown reporter", "There is no reporter `" + choice->name + "`.");
    if (choice->path.empty()) {
      if (on_output != nullptr && !row->shares_output) {
        return fail(ErrorCode::usage, "Two reporters on standard output",
                    "`" + on_output->name + "` and `" + choice->name +
                        "` would both write to standard output.\nGive one of them a file: " + choice->name +
                        "=FILE");
      }
      if (!row->shares_output) on_output = &*choice;
      reporters.push_back(row->make(Output::standard(), surface));
      continue;
    }
    const bool is_twice =
        std::any_of(choices.begin(), choice, [&](const auto& other) { return other.path == choice->path; });
    if (is_twice)
      return fail(ErrorCode::usage, "Two reporters on one file",
                  "Two reporters would write to `" + choice->path + "`.");
    auto output = Output::file(choice->path);
    if (!output) return std::unexpected(output.error());
    reporters.push_back(row->make(*std::move(output), Surface{}));
  }
  return std::make_unique<Several>(std::move(reporters));
}

std::vector<ReporterInfo> reporter_table() {
  std::vector<ReporterInfo> table;
  for (const Row& row : kReporters) table.push_back({row.name, row.summary});
  return table;
}

}  // namespace driver::test
