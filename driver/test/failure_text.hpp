// SPDX-License-Identifier: Apache-2.0
// A failure in words, without colours: what every machine format carries. Text may be any bytes, as the
// event's was.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "driver/test/event.hpp"
#include "driver/test/source_files.hpp"

namespace driver::test {

// Failures that set two values against each other by ==: what there was, and what was wanted.
struct Comparison {
  const FailureValue* actual;
  const FailureValue* expected;
};
std::optional<Comparison> comparison(const Failure& failure);

// "assert: Assertion failed."
std::string headline(const Failure& failure);

// The same with the values behind it, on one line: "assert: Assertion failed. (left: 2, right: 3)".
std::string summary_line(const Failure& failure);

// What a value is shown as: its text, or that there is none.
std::string shown_text(const FailureValue& value);

// The whole of it: headline, place, values with their expressions, the difference of long ones, the stack;
// lines.
std::string details(const TestFinished& test, SourceFiles& sources);

// The stack, where it tells more than where the failure is.
std::span<const StackFrame> told_stack(const Failure& failure);

// "test/a_test.gleam:12:3"; as much of it as is known.
std::string spelling(const Location& location);
// "sub/mod.add/2 src/sub/mod.gleam:4"
std::string spelling(const StackFrame& frame);

}  // namespace driver::test
