// SPDX-License-Identifier: Apache-2.0
// The Erlang half of the test runner in a machine: modules that the code path of programs does not have.
#pragma once

#include <memory>
#include <vector>

#include "driver/test/test_run.hpp"
#include "runtime/archive/archive.hpp"
#include "runtime/code/module.hpp"

namespace rt {
class Vm;
}

namespace driver::test {

// Not yet published. Of the machine that they were prepared for, and gone before it.
using RunnerModules = std::vector<std::unique_ptr<rt::Module>>;

// Empty: a module is damaged.
[[nodiscard]] RunnerModules prepare_runner_modules(rt::Vm& vm, const rt::Archive& archive);
void load_runner_modules(rt::Vm& vm, RunnerModules modules);

// eunit:test/2 is ours from now on, and `run` is told. Before the first process. The run outlives the machine. False: the process
// limit is reached.
[[nodiscard]] bool take_over_eunit(rt::Vm& vm, TestRun& run);

}  // namespace driver::test
