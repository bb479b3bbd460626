// SPDX-License-Identifier: Apache-2.0
// `--report=rich`: a crash with the source around its place, the values, and a stack whose places can be clicked. What went
// wrong is worked out by the same code as for tests (test/runner/gleamr_test_failure.erl).
#pragma once

#include <string>

#include "driver/test/event.hpp"

namespace driver {

struct RichReportStyle {
  std::string root;  // the project's folder, which files are told relative to
  bool colors = false;
  unsigned width = 80;
};

// Whole lines. Safe for a terminal whatever the program has thrown.
std::string rich_report(const test::Failure& failure, const RichReportStyle& style);

}  // namespace driver
