// SPDX-License-Identifier: Apache-2.0
// erts_debug:breakpoint/2: a call of a function goes to breakpoint/3 of the caller's error handler instead. OTP's debugger
// is built on it. All calls of Erlang functions go through Function::entry, which is where a breakpoint is set; calls of
// natives do not, so a pattern that covers one is refused (OTP accepts it).
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// {Module, Function, Arity}; from some place on all may be '_'.
bool is_pattern(Term t) {
  if (!is_tuple(t, 3)) return false;
  const Term module = tuple_element(t, 0), function = tuple_element(t, 1), arity = tuple_element(t, 2);
  if (!module.is_atom() || !function.is_atom() || !(arity.is_small() || arity == atoms::underscore)) return false;
  if (module == atoms::underscore && function != atoms::underscore) return false;
  return function != atoms::underscore || arity == atoms::underscore;
}

bool matches(Term pattern, const Function& f) {
  const Term function = tuple_element(pattern, 1), arity = tuple_element(pattern, 2);
  return (function == atoms::underscore || function == f.name) &&
         (arity == atoms::underscore || arity == Term::small(f.arity));
}

std::vector<Function*> matching(Vm& vm, Term pattern) {
  const Term name = tuple_element(pattern, 0);
  std::vector<Module*> modules;
  if (name == atoms::underscore) {
    modules = vm.code.current_modules();
  } else {
    Module* module = is_present_from_start(vm.atoms.text(name)) ? vm.ensure_loaded(name) : vm.find_module(name);
    if (module != nullptr) modules.push_back(module);
  }
  std::vector<Function*> found;
  for (Module* module : modules) {
    for (Function& f : module->functions) {
      if (matches(pattern, f)) found.push_back(&f);
    }
  }
  return found;
}

Term breakpoint_2(Process& p, Term pattern, Term enable) {
  if ((enable != atoms::true_ && enable != atoms::false_) || !is_pattern(pattern)) return p.raise<Fault::badarg>();
  const std::vector<Function*> functions = matching(p.vm(), pattern);
  for (const Function* f : functions) {
    if (p.vm().native_of(f->module->name, f->name, f->arity) != nullptr) return p.raise<Fault::badarg>();
  }
  for (Function* f : functions) p.vm().code.set_breakpoint(*f, enable == atoms::true_);
  return Term::small(static_cast<std::int64_t>(functions.size()));
}

constexpr Bif kRows[] = {bif<&breakpoint_2>("breakpoint")};

}  // namespace

extern const BifModule kErtsDebugBreakpoint;
constinit const BifModule kErtsDebugBreakpoint{"erts_debug", kRows};

}  // namespace rt
