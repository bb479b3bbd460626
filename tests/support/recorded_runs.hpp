// SPDX-License-Identifier: Apache-2.0
// Runs of tests as events, to feed reporters with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/test/event.hpp"

namespace driver::test {

using Events = std::vector<Event>;

// The source that the failures of recorded runs point into, to be written to
// <root>/test/shop/cart_test.gleam.
std::string_view cart_source();
inline constexpr std::string_view kCartFile = "test/shop/cart_test.gleam";

// One of each: passed, failed by assert, let assert, panic, error and exit, timed out, a linked death,
// skipped, flaky, slow, generated tests, with output.
Events ordinary_run(const std::string& root);
// Names, messages, values and output of invalid UTF-8, control characters, line ends, signs that formats use,
// a megabyte in one line.
Events hostile_run(const std::string& root);
// Two modules at the same time, shuffled, cut short.
Events parallel_run(const std::string& root);
// `tests` tests that pass, in modules of a hundred; every 1000th fails.
Events long_run(const std::string& root, std::size_t tests);
Events empty_run(const std::string& root);

// All of them by name: "ordinary", "hostile", "parallel", "long", "empty"; none for another name.
Events recorded_run(std::string_view name, const std::string& root);

}  // namespace driver::test
