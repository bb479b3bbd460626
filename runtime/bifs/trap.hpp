// SPDX-License-Identifier: Apache-2.0
// What a native returns that goes on as a call of a function of module erlang, with the slice or what is left of it.
#pragma once

#include <initializer_list>
#include <string_view>

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {

inline Term trap_to_erlang(Process& p, std::string_view function, std::initializer_list<Term> arguments) {
  const Term name = p.vm().atoms.must_intern(function);
  return p.trap(p.vm().exports.intern(atoms::erlang, name, static_cast<unsigned>(arguments.size())), arguments);
}

}  // namespace rt
