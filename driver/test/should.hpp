// SPDX-License-Identifier: Apache-2.0
// Failures of gleeunit/should. They are panics whose message holds the values as text ("\n1\nshould
// equal\n2"), and whose place is a line of gleeunit; tests of years are written with them.
#pragma once

#include <optional>

#include "driver/test/event.hpp"

namespace driver::test {

// The same failure with its values apart and its place in the test, as far as the stack tells; nothing for
// other failures.
std::optional<Failure> should_failure(const TestFinished& test);

}  // namespace driver::test
