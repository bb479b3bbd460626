// SPDX-License-Identifier: Apache-2.0
// What the code of a module counts when it runs (runtime/code/coverage.hpp), worked out when the module is linked. Lines that
// are counted are those of OTP's line table, so that the same ones share a counter: an executable_line whose location is that
// of the entry before makes no new one.
#pragma once

#include <cstdint>
#include <memory>

#include "loader/link/linked_module.hpp"
#include "runtime/code/coverage.hpp"

namespace loader {

// `line_flags`: those of the Line chunk, which may ask for counters whatever the machine's mode is. Gives the module its
// coverage, and `linked` where its lines are counted; nothing where nothing is.
void link_coverage(rt::CoverageMode machine_mode, std::uint32_t line_flags, LinkedModule& linked);

}  // namespace loader
