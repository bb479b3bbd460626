// SPDX-License-Identifier: Apache-2.0
// The emulator's flags, `erl +P 5000 +hms 1000 ..`, which OTP's starter hands on as `-P 5000 -hms 1000 ..`: words -> settings.
// Follows erl_init.c of OTP 27. Flags for parts that there are none of here (allocators, busy waiting, stacks of threads) are
// taken and mean nothing.
#pragma once

#include <string>
#include <vector>

#include "driver/driver_error.hpp"
#include "runtime/base/emulator_settings.hpp"

namespace driver::erl {

// The error is the emulator's first line.
Result<rt::EmulatorSettings> read_emulator_flags(const std::vector<std::string>& words);

}  // namespace driver::erl
