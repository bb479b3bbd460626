// SPDX-License-Identifier: Apache-2.0
// All are loaded before the program begins: later OTP's code_server may be the one who looks for modules, and only where
// programs look.
#include "driver/test/runner_modules.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "driver/test/events_process.hpp"
#include "loader/load.hpp"
#include "runtime/vm.hpp"

namespace driver::test {
namespace {

// What a module's own attribute of this name lists, as NAME/ARITY.
std::vector<std::string> listed(const rt::Vm& vm, const rt::Module& module, std::string_view attribute) {
  std::vector<std::string> names;
  for (rt::Term rows = module.attributes; rows.is_cons(); rows = rows.tail()) {
    const rt::Term row = rows.head();
    if (vm.atoms.text(rt::tuple_element(row, 0)) != attribute) continue;
    for (rt::Term list = rt::tuple_element(row, 1); list.is_cons(); list = list.tail()) {
      const rt::Term function = list.head();
      names.push_back(std::string(vm.atoms.text(rt::tuple_element(function, 0))) + "/" +
                      std::to_string(rt::tuple_element(function, 1).small_value()));
    }
  }
  return names;
}

// By itself, or as a fun in one that is: that is named -NAME/ARITY-fun-0-.
bool is_listed(const std::vector<std::string>& names, const rt::Vm& vm, const rt::Function& function) {
  const std::string_view name = vm.atoms.text(function.name);
  const std::string own = name.starts_with('-') ? std::string(name.substr(1, name.find('-', 1) - 1))
                                                : std::string(name) + "/" + std::to_string(function.arity);
  return std::ranges::find(names, own) != names.end();
}

}  // namespace

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
    const std::vector<std::string> passing = listed(vm, *module, "passing");
    for (rt::Function& function : module->functions) {
      // What cannot be is found out again, and told, when it is called.
      if (is_listed(passing, vm, function)) (void)module->provider->transform(vm, function);
    }
  }
}

bool take_over_eunit(rt::Vm& vm, TestRun& run) {
  vm.add_natives(kEunitNatives);
  return start_events_process(vm, run);
}

}  // namespace driver::test
