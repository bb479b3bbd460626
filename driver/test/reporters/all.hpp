// SPDX-License-Identifier: Apache-2.0
// The reporters there are; the table of their names is in all.cpp.
#pragma once

#include <memory>

#include "driver/test/reporter.hpp"
#include "driver/test/reporters/output.hpp"

namespace driver::test {

// For people: modules and tests as they end, all failures at the end with source, values, their difference
// and output.
std::unique_ptr<TestReporter> make_pretty(Output output, const Surface& surface);
// A sign per test, then failures as above.
std::unique_ptr<TestReporter> make_dots(Output output, const Surface& surface);
// "path:line:column: error: message" per failure: what editors' problem matchers read.
std::unique_ptr<TestReporter> make_short(Output output, const Surface& surface);
// JUnit's XML, as Jenkins' schema junit-10 and Maven Surefire have it; written when the run ends.
std::unique_ptr<TestReporter> make_junit(Output output, const Surface& surface);
// TAP 14 with YAML diagnostics.
std::unique_ptr<TestReporter> make_tap(Output output, const Surface& surface);
// A JSON object a line; driver/test/README.md has the schema.
std::unique_ptr<TestReporter> make_jsonl(Output output, const Surface& surface);
// TeamCity's service messages, which JetBrains' test consoles read too.
std::unique_ptr<TestReporter> make_teamcity(Output output, const Surface& surface);
// GitHub's workflow commands, when the run ends: they may share standard output with another reporter.
std::unique_ptr<TestReporter> make_github(Output output, const Surface& surface);

}  // namespace driver::test
