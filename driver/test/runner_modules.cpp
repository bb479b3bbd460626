// SPDX-License-Identifier: Apache-2.0
// All are loaded before the program begins: later OTP's code_server may be the one who looks for modules, and only where
// programs look.
#include "driver/test/runner_modules.hpp"

#include "driver/test/events_process.hpp"
#include "loader/load.hpp"
#include "runtime/vm.hpp"

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

void transform_runner(rt::Vm& vm) {
  for (const char* name : {"gleamr_test", "gleamr_test_insulator", "gleamr_test_items", "gleamr_test_output"}) {
    rt::Module* const module = vm.find_module(vm.atoms.must_intern(name));
    if (module == nullptr) continue;
    // What cannot be is found out again, and told, when it is called.
    for (rt::Function& function : module->functions) (void)module->provider->transform(vm, function);
  }
}

bool take_over_eunit(rt::Vm& vm, TestRun& run) {
  vm.add_natives(kEunitNatives);
  return start_events_process(vm, run);
}

}  // namespace driver::test
