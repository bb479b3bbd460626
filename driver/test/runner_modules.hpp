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

// Of the modules loaded so, transforms the functions that run when tests pass, which takes as long as one test does otherwise:
// those that a module names in its attribute `passing`.
void transform_runner(rt::Vm& vm);

// eunit:test/2 is ours from now on, and `run` is told. Before the first process runs. The run outlives the machine. False: the
// process limit is reached.
[[nodiscard]] bool take_over_eunit(rt::Vm& vm, TestRun& run);

}  // namespace driver::test
