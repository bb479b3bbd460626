// SPDX-License-Identifier: Apache-2.0
// Slow paths of calls: code that is not loaded or not transformed, apply, funs that cannot be called.
#include <cstdio>
#include <mutex>
#include <vector>

#include "runtime/code/boot_modules.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/jit/jit.hpp"

namespace rt::slow {

bool is_function_of_arity(Term fun, Term arity) {
  if (!is_fun(fun) || !arity.is_small()) return false;
  const Word* object = fun.boxed_ptr();
  const std::uint64_t wanted = static_cast<std::uint64_t>(arity.small_value());
  if (header_kind(*object) == Kind::fun_local) return reinterpret_cast<const FunEntry*>(object[1])->arity == wanted;
  return reinterpret_cast<const Export*>(object[1])->arity == wanted;
}

void raise_undef(Process& p, const Export* callee, const Term* x) {
  const Term arguments = p.reserve(2 * callee->arity).list(std::span<const Term>(x, callee->arity));
  (void)p.raise<Fault::undef>();
  p.exception.top = p.reserve(5).tuple({callee->module, callee->function, arguments, Term::nil()});
}

namespace {

// Whether the machine itself may load the module: OTP's code_server does not run, or OTP has it from the start.
bool may_load(Vm& vm, Term module) {
  return !vm.has_code_server || is_present_from_start(vm.atoms.text(module));
}

// The process's error handler gets a call of what is not there: M, F, Args, or M, Fun, Args. False: it has no such function.
bool trap_to_error_handler(Process& p, Term function, Term module, Term what, Term arguments) {
  Vm& vm = p.vm();
  const Term its_handler = p.settings().error_handler;
  if (may_load(vm, its_handler)) (void)vm.ensure_loaded(its_handler);
  const Export* handler = vm.exports.find(its_handler, function, 3);
  if (handler == nullptr || !handler->is_defined()) return false;
  (void)p.trap(handler, {module, what, arguments});
  return true;
}

}  // namespace

bool resolve_export(Process& p, Export* callee, const Term* x) {
  Vm& vm = p.vm();
  ModuleSource::Failure failure{false, {}};
  const bool is_ours = may_load(vm, callee->module);
  Module* module = is_ours ? vm.ensure_loaded(callee->module, &failure) : nullptr;
  if (callee->is_defined()) return true;
  if (module == nullptr && failure.found && !failure.has_on_load) std::fprintf(stderr, "gleamr: %s\n", failure.text.c_str());
  const Term arguments = p.reserve(2 * callee->arity).list(std::span<const Term>(x, callee->arity));
  // A process with an error handler of its own: only for what cannot be loaded, since OTP has at boot time loaded
  // modules that are loaded here when they are first called.
  if (p.settings().error_handler != atoms::error_handler || !is_ours || failure.has_on_load) {
    if (trap_to_error_handler(p, atoms::undefined_function, callee->module, callee->function, arguments)) return false;
  } else if (module != nullptr) {
    // What OTP's error_handler does: a module may handle calls of functions that it does not have.
    const Export* handler = vm.exports.find(callee->module, atoms::handle_undefined_function, 2);
    if (handler != nullptr && handler->is_defined()) {
      (void)p.trap(handler, {callee->function, arguments});
      return false;
    }
  }
  raise_undef(p, callee, x);
  return false;
}

bool call_breakpoint(Process& p, const Function& function, const Term* x) {
  const Term module = function.module->name;
  const Term arguments = p.reserve(2 * function.arity).list(std::span<const Term>(x, function.arity));
  if (trap_to_error_handler(p, atoms::breakpoint, module, function.name, arguments)) return true;
  (void)p.raise<Fault::undef>();
  p.exception.top = p.reserve(5).tuple({module, function.name, arguments, Term::nil()});
  return false;
}

bool transform(Process& p, Function* function) {
  const auto done = function->module->provider->transform(p.vm(), *function);
  if (done) return true;
  std::fprintf(stderr, "gleamr: %s\n", done.error().c_str());
  (void)p.raise<Fault::undef>();
  return false;
}

void compile(Process& p, Function* function) {
  Vm& vm = p.vm();
  const std::unique_lock lock(vm.jit->in_use, std::try_to_lock);
  if (!lock) return;  // another worker compiles: a later call of this function will
  if (function->plain_entry == function->code + 1) return;  // meanwhile it was; this process stood before the count
  vm.jit->compile(*function);
  vm.code.set_entry(*function, function->code + 1);
}

unsigned take_trap_arguments(Process& p, Term* x) {
  const auto arity = static_cast<unsigned>(p.trap_arguments.size());
  for (unsigned i = 0; i < arity; ++i) x[i] = p.trap_arguments[i];
  p.trap_arguments.clear();
  p.trap_entry = nullptr;
  return arity;
}

Export* find_callee(Process& p, Term module, Term function, std::uint32_t arity, const Term* x) {
  if (module.is_atom() && function.is_atom()) return p.vm().exports.intern(module, function, arity);
  const Term list = p.reserve(2 * arity).list(std::span<const Term>(x, arity));
  (void)p.raise<Fault::badarg>();
  const Term arguments[] = {module, function, list};
  blame_native(p, p.vm().exports.intern(atoms::erlang, atoms::apply, 3), arguments);
  return nullptr;
}

void trap_to_apply(Process& p, const Term* x) {
  std::vector<Term> arguments;
  for (Term rest = x[2]; rest.is_cons(); rest = rest.tail()) arguments.push_back(rest.head());
  (void)p.trap(p.vm().exports.intern(x[0], x[1], static_cast<unsigned>(arguments.size())), arguments);
}

namespace {

Term argument_list(Process& p, const Term* x, std::uint32_t arity) {
  return p.reserve(2 * arity).list(std::span<const Term>(x, arity));
}

void raise_badarity(Process& p, Term fun, std::uint32_t arity, const Term* x) {
  HeapWriter w = p.reserve(2 * arity + 3);
  const Term arguments = w.list(std::span<const Term>(x, arity));
  (void)p.raise<Fault::badarity>(w.tuple({fun, arguments}));
}

// A fun whose code was not there when it was read. True: it is now.
bool resolve_orphan(Process& p, Term fun, FunEntry& entry, std::uint32_t arity, const Term* x) {
  Vm& vm = p.vm();
  if (entry.held_back != nullptr && entry.function == nullptr) {
    vm.wait_for_purge(p);
    const Term arguments = argument_list(p, x, arity);
    (void)p.trap(vm.exports.intern(atoms::erts_code_purger, atoms::pending_purge_lambda, 3), {entry.module_name, fun, arguments});
    return false;
  }
  ModuleSource::Failure failure{false, {}};
  const bool is_ours = may_load(vm, entry.module_name);
  Module* module = is_ours ? vm.ensure_loaded(entry.module_name, &failure) : vm.find_module(entry.module_name);
  if (module != nullptr) {
    if (entry.function != nullptr) return true;
    (void)p.raise<Fault::badfun>(fun);
    return false;
  }
  const Term arguments = argument_list(p, x, arity);
  if (p.settings().error_handler != atoms::error_handler || !is_ours || failure.has_on_load) {
    if (trap_to_error_handler(p, atoms::undefined_lambda, entry.module_name, fun, arguments)) return false;
  }
  (void)p.raise<Fault::undef>();
  p.exception.top = p.reserve(4).tuple({fun, arguments, Term::nil()});
  return false;
}

}  // namespace

bool resolve_fun(Process& p, Term fun, std::uint32_t arity, const Term* x, bool body) {
  if (!is_fun(fun)) {
    (void)p.raise<Fault::badfun>(fun);
  } else {
    const Word* object = fun.boxed_ptr();
    auto* entry = header_kind(*object) == Kind::fun_local ? reinterpret_cast<FunEntry*>(object[1]) : nullptr;
    if (entry != nullptr && entry->arity == arity) {
      if (resolve_orphan(p, fun, *entry, arity, x)) return true;
      if (p.trap_entry != nullptr) return false;
    } else {
      raise_badarity(p, fun, arity, x);
    }
  }
  p.exception.repeats_place = body && !p.exception.top;
  return false;
}

}  // namespace rt::slow
