// SPDX-License-Identifier: Apache-2.0
// The other way to start a machine as `erl`: OTP's own init boots it, with the boot script, as Erlang's emulator would. For
// command lines whose meaning is in that boot: settings of kernel and stdlib, another boot script, another `user`, a shell.
#pragma once

#include <string>
#include <vector>

namespace rt {
class Vm;
}

namespace driver::erl {

struct CommandLine;

// Whether a lean start (erl/boot_process.hpp) would show: it begins with the actions and starts what they ask for.
bool wants_whole_boot(const CommandLine& line);

// Makes the first process of the machine, <0.0.0>, which is init, and those of the emulator. `words`: of init. False: the
// process limit is reached.
bool start_whole(rt::Vm& vm, const std::vector<std::string>& words);

}  // namespace driver::erl
