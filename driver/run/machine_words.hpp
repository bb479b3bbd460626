// SPDX-License-Identifier: Apache-2.0
// What a machine is told of its command line: as OTP's starter (erlexec) words it for its emulator. Plain values.
#pragma once

#include <string>
#include <vector>

#include "driver/run/init_process.hpp"
#include "driver/run/start_plan.hpp"

namespace driver {

// For our own init (run/init_process.hpp).
InitArguments init_arguments(const StartPlan& plan);

// For OTP's init:boot/1.
std::vector<std::string> boot_words(const StartPlan& plan);

// The whole command line, as erlang:system_info(emu_args) tells it.
std::vector<std::string> emulator_arguments(const StartPlan& plan);

}  // namespace driver
