// SPDX-License-Identifier: Apache-2.0
// Calling a fun from a native.
#pragma once

#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

// Goes on in the fun with these arguments (`argument_list` is the same as a list, for badarity). The native returns
// what this returns.
[[nodiscard]] Term apply_fun(Process& p, Term fun, std::vector<Term> arguments, Term argument_list);

}  // namespace rt
