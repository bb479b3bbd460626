// SPDX-License-Identifier: Apache-2.0
// All are loaded before the program begins: later OTP's code_server may be the one who looks for modules, and only where
// programs look.
#include "driver/test/runner_modules.hpp"

#include "driver/test/events_process.hpp"
#include "loader/load.hpp"
#include "runtime/vm.hpp"

namespace driver::test {

RunnerModules prepare_runner_modules(rt::Vm& vm, const rt::Archive& archive) {
  RunnerModules modules;
  for (const rt::archive::ModuleRow& row : archive.modules()) {
    const rt::Archive::Module packed = archive.module_at(row);
    auto prepared = loader::prepare(vm, loader::PackedModule{packed.beam, packed.literals, packed.md5});
    if (!prepared) return {};
    (*prepared)->path = archive.path_of(*packed.file);
    modules.push_back(*std::move(prepared));
  }
  return modules;
}

void load_runner_modules(rt::Vm& vm, RunnerModules modules) {
  for (auto& module : modules) vm.code.publish(std::move(module));
}

bool take_over_eunit(rt::Vm& vm, TestRun& run) {
  vm.add_natives(kEunitNatives);
  return start_events_process(vm, run);
}

}  // namespace driver::test
