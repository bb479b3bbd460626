// SPDX-License-Identifier: Apache-2.0
// Counts in words.
#pragma once

#include <string>
#include <string_view>

#include "driver/test/event.hpp"

namespace driver::test {

// "20 passed, 1 failed, 1 timed out, 2 skipped (1 flaky)"; zeros but those of passed and failed are left out.
// `stopped` is why the run ended before its time, or "".
std::string counts_text(const Counts& counts, std::string_view stopped);

}  // namespace driver::test
