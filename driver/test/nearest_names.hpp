// SPDX-License-Identifier: Apache-2.0
// Names to suggest where what was asked for selects no test: at most five, the nearest first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/test/filter.hpp"

namespace driver::test {

// Tests whose function, module or name is near to one of the words.
std::vector<std::string> nearest_tests(const std::vector<KnownTest>& known,
                                       const std::vector<std::string>& words);
std::vector<std::string> nearest_files(const std::vector<KnownTest>& known, std::string_view file);
// The first of those that the mask has.
std::vector<std::string> names_of(const std::vector<KnownTest>& known, const std::vector<char>& mask);

}  // namespace driver::test
