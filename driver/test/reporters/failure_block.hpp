// SPDX-License-Identifier: Apache-2.0
// A failure for people, on many lines: what failed and where, the source with an arrow, the values and their
// difference, the stack, and what the test wrote.
#pragma once

#include <string>

#include "driver/test/event.hpp"
#include "driver/test/reporters/style.hpp"
#include "driver/test/source_files.hpp"

namespace driver::test {

// `number` stands before the name: "1) sub/mod_test.fn_test". Whole lines; safe for a terminal whatever the
// test wrote.
std::string failure_block(const TestFinished& test, std::size_t number, SourceFiles& sources,
                          const Style& style, unsigned width);

// The source around what failed, with line numbers and an arrow below it; "" where the source is not known.
std::string source_excerpt(const Failure& failure, const Location& place, SourceFiles& sources,
                           const Style& style);

// Values side by side where they are short, else as their difference.
std::string values_text(const Failure& failure, SourceFiles& sources, const Style& style, unsigned width);

}  // namespace driver::test
