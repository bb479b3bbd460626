// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/own_function.hpp"

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {

Term call_own_function(Process& p, std::string_view module, std::string_view function,
                       std::initializer_list<Term> arguments) {
  const Term name = p.vm().atoms.must_intern(function);
  if (Module* found = p.vm().ensure_loaded(p.vm().atoms.must_intern(module))) {
    for (Function& f : found->functions) {
      if (f.name != name || f.arity != arguments.size()) continue;
      const Word* code = f.code;
      const Word* entry = code != nullptr ? code + 1 : f.stub + 1;
      return p.trap(entry, std::span<const Term>(arguments.begin(), arguments.size()));
    }
  }
  return p.raise<Fault::undef>();
}

}  // namespace rt
