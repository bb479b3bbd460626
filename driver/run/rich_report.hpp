// SPDX-License-Identifier: Apache-2.0
// `--report=rich`: a crash with the source around its place, the values, and a stack whose places can be clicked. What went
// wrong is worked out by the same code as for tests (test/runner/gleamr_test_failure.erl).
#pragma once

#include <string>

#include "driver/test/event.hpp"
#include "driver/test/surface.hpp"

namespace driver {

// Whole lines. Safe for a terminal whatever the program has thrown. `root`: the project's folder.
std::string rich_report(const test::Failure& failure, const std::string& root, const test::Surface& surface);

}  // namespace driver
