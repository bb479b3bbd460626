// SPDX-License-Identifier: Apache-2.0
// Reading internal code back: which instruction is at an address, and how long it is with its trailing list. For
// listings, counts over code and the compiler of native code; not for the interpreter, which never looks back.
#pragma once

#include <cstddef>
#include <optional>

#include "runtime/code/instr.hpp"

namespace rt {

// The instruction whose handler word is at `at`. Requires: `at` is the first word of an instruction.
// Not where native code is entered (jit/): the word leads there.
Instr instr_at(const Word* at);
// The same where native code may be entered: nothing there (jit.hpp, replaced()).
std::optional<Instr> find_instr_at(const Word* at);
// Operand `i`, as wide as its kind says.
Word operand_at(const Word* at, const InstrInfo& info, std::size_t i);
// Words from `at` to the next instruction.
inline std::size_t instr_length(const Word* at);
std::size_t instr_length(const Word* at, Instr instr);

inline std::size_t instr_length(const Word* at) { return instr_length(at, instr_at(at)); }

}  // namespace rt
