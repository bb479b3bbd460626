// SPDX-License-Identifier: Apache-2.0
// init: what is loaded when code_server starts. OTP's init has loaded it module by module; here most of it is loaded when it
// is first called (code/boot_modules.hpp).
#include <string>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/native_name.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// {Module, File} of what is loaded or, in OTP, is loaded at that time. Asked once, by code_server: from now on it is the
// one who loads.
Term fetch_loaded_0(Process& p) {
  Vm& vm = p.vm();
  const Scheduler::Exclusive alone(*vm.scheduler, *p.worker);  // nobody is about to load one that is not in the list
  vm.has_code_server = true;
  Term list = Term::nil();
  const auto add = [&](Term module, const std::string& path) {
    if (path.empty()) return;
    const Term file = from_native_name(p, path, NameEncoding::utf8);
    HeapWriter w = p.reserve(5);
    list = w.cons(w.tuple({module, file}), list);
  };
  for (const std::string_view name : boot_modules()) add(vm.atoms.must_intern(name), vm.source->path_of(name));
  for (const Module* module : vm.code.current_modules()) {
    if (!is_present_from_start(vm.atoms.text(module->name))) add(module->name, module->path);
  }
  return list;
}

constexpr Bif kRows[] = {bif<&fetch_loaded_0>("fetch_loaded", BifKind::library)};

}  // namespace

extern const BifModule kInit;
constinit const BifModule kInit{"init", kRows};

}  // namespace rt
