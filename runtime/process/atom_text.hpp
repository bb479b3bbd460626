// SPDX-License-Identifier: Apache-2.0
// The text of an atom, for natives that tell options apart by name. The process's own thread.
#pragma once

#include <string_view>

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {

// "" for what is no atom.
inline std::string_view atom_text(Process& p, Term t) { return t.is_atom() ? p.vm().atoms.text(t) : std::string_view(); }

}  // namespace rt
