// SPDX-License-Identifier: Apache-2.0
// All are loaded before the program begins: later OTP's code_server may be the one who looks for modules, and only where
// programs look.
#include "driver/test/runner_modules.hpp"

#include "driver/test/events_process.hpp"
#include "loader/load.hpp"

namespace driver::test {

bool load_runner_modules(rt::Vm& vm, const rt::Archive& modules) {
  for (const rt::archive::ModuleRow& row : modules.modules()) {
    const rt::Archive::Module packed = modules.module_at(row);
    auto prepared = loader::prepare(vm, loader::PackedModule{packed.beam, packed.literals, packed.md5});
    if (!prepared) return false;
    (*prepared)->path = modules.path_of(*packed.file);
    vm.code.publish(std::move(*prepared));
  }
  return true;
}

bool start_test_runner(rt::Vm& vm, const rt::Archive& modules, TestRun& run) {
  return load_runner_modules(vm, modules) && start_events_process(vm, run);
}

}  // namespace driver::test
