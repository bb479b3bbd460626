// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/own_function.hpp"

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {

const Word* own_function_entry(Vm& vm, std::string_view module, std::string_view function, unsigned arity) {
  const Module* found = vm.ensure_loaded(vm.atoms.must_intern(module));
  if (found == nullptr) return nullptr;
  const Term name = vm.atoms.must_intern(function);
  for (const Function& f : found->functions) {
    if (f.name != name || f.arity != arity) continue;
    const Word* code = f.code;
    return code != nullptr ? code + 1 : f.stub + 1;
  }
  return nullptr;
}

Term call_own_function(Process& p, std::string_view module, std::string_view function,
                       std::initializer_list<Term> arguments) {
  const Word* entry = own_function_entry(p.vm(), module, function, static_cast<unsigned>(arguments.size()));
  if (entry == nullptr) return p.raise<Fault::undef>();
  return p.trap(entry, std::span<const Term>(arguments.begin(), arguments.size()));
}

}  // namespace rt
