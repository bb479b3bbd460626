// SPDX-License-Identifier: Apache-2.0
// How a run for people ends: all failures, slow and flaky tests, and the counts.
#pragma once

#include <string>
#include <vector>

#include "driver/test/event.hpp"
#include "driver/test/reporters/style.hpp"
#include "driver/test/source_files.hpp"

namespace driver::test {

class Closing {
 public:
  void start(const RunStarted& run);
  void add(const TestFinished& test);  // keeps the bad, the slow and the flaky
  std::string text(const RunFinished& run, SourceFiles& sources, const Style& style, unsigned width) const;

 private:
  RunStarted run_;
  std::vector<TestFinished> bad_, slow_, flaky_;
};

}  // namespace driver::test
