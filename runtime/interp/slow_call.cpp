// SPDX-License-Identifier: Apache-2.0
// Slow paths of calls: code that is not loaded or not transformed, apply, funs that cannot be called.
#include <cstdio>

#include "runtime/interp/slow.hpp"

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

bool resolve_export(Process& p, Export* callee, const Term* x) {
  Vm& vm = p.vm();
  ModuleSource::Failure failure{false, {}};
  Module* module = vm.ensure_loaded(callee->module, &failure);
  if (callee->is_defined()) return true;
  if (module == nullptr && failure.found) std::fprintf(stderr, "gleamr: %s\n", failure.text.c_str());
  // OTP's error_handler: a module may handle calls of functions that it does not have.
  if (module != nullptr) {
    const Export* handler = vm.exports.find(callee->module, atoms::handle_undefined_function, 2);
    if (handler != nullptr && handler->is_defined()) {
      const Term arguments = p.reserve(2 * callee->arity).list(std::span<const Term>(x, callee->arity));
      (void)p.trap(handler, {callee->function, arguments});
      return false;
    }
  }
  raise_undef(p, callee, x);
  return false;
}

bool transform(Process& p, Function* function) {
  Module* module = function->module;
  const auto done = module->provider->transform(p.vm(), *function);
  if (done) return true;
  std::fprintf(stderr, "gleamr: %s\n", done.error().c_str());
  (void)p.raise<Fault::undef>();
  return false;
}

unsigned take_trap_arguments(Process& p, Term* x) {
  const auto arity = static_cast<unsigned>(p.trap_arguments.size());
  for (unsigned i = 0; i < arity; ++i) x[i] = p.trap_arguments[i];
  p.trap_arguments.clear();
  p.trap_entry = nullptr;
  return arity;
}

Export* find_callee(Process& p, Term module, Term function, std::uint32_t arity) {
  if (!module.is_atom() || !function.is_atom()) {
    (void)p.raise<Fault::badarg>();
    return nullptr;
  }
  return p.vm().exports.intern(module, function, arity);
}

void bad_call_fun(Process& p, Term fun, std::uint32_t arity, const Term* x) {
  if (!is_fun(fun)) {
    (void)p.raise<Fault::badfun>(fun);
    return;
  }
  HeapWriter w = p.reserve(2 * arity + 3);
  const Term arguments = w.list(std::span<const Term>(x, arity));
  const Term detail = w.tuple({fun, arguments});
  (void)p.raise<Fault::badarity>(detail);
}

}  // namespace rt::slow
