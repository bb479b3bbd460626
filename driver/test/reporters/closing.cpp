// SPDX-License-Identifier: Apache-2.0
#include "driver/test/reporters/closing.hpp"

#include <algorithm>

#include "driver/test/reporters/counts_text.hpp"
#include "driver/test/reporters/failure_block.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kMostListed = 10;

std::string listed(const std::vector<TestFinished>& tests, std::string_view title, const Style& style) {
  if (tests.empty()) return "";
  std::string out = style.yellow(title) + "\n";
  for (std::size_t i = 0; i < std::min(tests.size(), kMostListed); ++i) {
    out += "  " + terminal_line(readable_name(tests[i].id), 200, false) + "  " +
           style.grey(human_duration(tests[i].duration)) + "\n";
  }
  if (tests.size() > kMostListed) out += "  … (" + std::to_string(tests.size() - kMostListed) + " more)\n";
  return out + "\n";
}

}  // namespace

void Closing::start(const RunStarted& run) { run_ = run; }

void Closing::add(const TestFinished& test) {
  if (!test.last) return;
  if (is_bad(test.status)) bad_.push_back(test);
  const auto keep =
      [&test](std::vector<TestFinished>& tests) {  // the name and the time are all that is shown
        TestFinished kept;
        kept.id = test.id;
        kept.duration = test.duration;
        tests.push_back(std::move(kept));
      };
  if (test.slow) keep(slow_);
  if (test.flaky) keep(flaky_);
}

std::string Closing::text(const RunFinished& run, SourceFiles& sources, const Style& style,
                          unsigned width) const {
  std::string out = "\n";
  for (std::size_t i = 0; i < bad_.size(); ++i)
    out += failure_block(bad_[i], i + 1, sources, style, width) + "\n";
  std::vector<TestFinished> slowest = slow_;
  std::stable_sort(slowest.begin(), slowest.end(),
                   [](const auto& left, const auto& right) { return left.duration > right.duration; });
  out += listed(slowest, "slow tests", style) +
         listed(flaky_, "flaky tests: they passed only when run again", style);
  const std::string counts = counts_text(run.counts, run.stopped);
  if (run.counts.run() == 0 && run.counts.not_run == 0) {
    out += style.yellow("no tests were run");
  } else {
    out += run.counts.bad() > 0 || !run.stopped.empty() ? style.bold_red(counts) : style.green(counts);
  }
  out += style.grey("  in " + human_duration(run.duration));
  if (run_.seed) out += style.grey("  (seed " + std::to_string(*run_.seed) + ")");
  return out + "\n";
}

}  // namespace driver::test
