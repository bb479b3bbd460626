// SPDX-License-Identifier: Apache-2.0
// A native that stands in for a function that OTP has in Erlang may hand over to it.
#pragma once

#include <initializer_list>
#include <string_view>

#include "runtime/term/term.hpp"

namespace rt {

class Process;
class Vm;

// Where the function is that the module itself has of that name, exported or not; null: it has none. Loads the module.
const Word* own_function_entry(Vm& vm, std::string_view module, std::string_view function, unsigned arity);

// Calls what the module itself has of that name, by a trap. Its natives are natives all the same in what it calls.
Term call_own_function(Process& p, std::string_view module, std::string_view function,
                       std::initializer_list<Term> arguments);

}  // namespace rt
