// SPDX-License-Identifier: Apache-2.0
// The operating system's clock has been set: the time offset follows, and who monitors it is told.
#pragma once

#include <cstdint>

namespace rt {

class Vm;

// `system_ns`: what that clock shows now. Nothing happens where it shows what ours does. One thread at a time.
void follow_clock(Vm& vm, std::int64_t system_ns);

}  // namespace rt
