// SPDX-License-Identifier: Apache-2.0
// Internal instructions as text for people, a line each, as an emulator of OTP without native code lists its own:
//
//   00007F1D2C0A1B28: call_ext_last lists:reverse/1 3
//
// Registers are x(0), y(0) and fr(0), labels are f(Address), and f(0) is the place that raises.
#pragma once

#include <optional>
#include <string>

#include "runtime/code/module.hpp"
#include "runtime/term/atom_table.hpp"

namespace rt {

struct Disassembled {
  std::string text;        // with the end of its line; in UTF-8, but for strings in constants
  const Word* next;        // the next instruction; null: there is none
};

// The instruction at `at`; nothing: none begins there. Requires: the function has code, and a worker's slice, in which code
// stays where it is. Native code does not hide the instructions that it was made of.
std::optional<Disassembled> disassemble(Vm& vm, const Function& function, const Word* at);

// An address as it stands in these lines.
std::string address_text(const void* address);
// Module:Function/Arity
std::string mfa_text(const AtomTable& atoms, Term module, Term function, unsigned arity);

}  // namespace rt
