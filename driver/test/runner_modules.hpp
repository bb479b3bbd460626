// SPDX-License-Identifier: Apache-2.0
// The Erlang half of the test runner in a machine: modules that the code path of programs does not have.
#pragma once

#include "driver/test/test_run.hpp"
#include "runtime/archive/archive.hpp"

namespace rt {
class Vm;
}

namespace driver::test {

// False: a module is damaged.
[[nodiscard]] bool load_runner_modules(rt::Vm& vm, const rt::Archive& modules);

// Loads the modules and starts what they talk to. False: a module is damaged, or the process limit is reached. Both outlive
// the machine, whose natives kEunitNatives are.
[[nodiscard]] bool start_test_runner(rt::Vm& vm, const rt::Archive& modules, TestRun& run);

}  // namespace driver::test
