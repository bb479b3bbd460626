// SPDX-License-Identifier: Apache-2.0
// print: the text of a term as erlang:display/1 of OTP writes it (erl_printf_term.c): lists of printable
// bytes in double quotes (in ISO 8859-1, raw), atoms in UTF-8, floats with six decimals, keys of large maps
// from last to first. It is bytes, not characters. Any thread; no term is too deep.
#pragma once

#include <string>

#include "runtime/term/atom_table.hpp"
#include "runtime/term/term.hpp"

namespace rt {

constexpr long kPrintEverything = 0x7FFFFFFF;

// `limit` counts roughly characters; what comes after it is replaced by "... ".
std::string print(const AtomTable& atoms, Term t, long limit = kPrintEverything);

// An atom alone, quoted if it must be.
std::string print_atom(const AtomTable& atoms, Term atom);
// <0.1.2>, #Port<0.1>, #Ref<0.1.2.3>
std::string print_identifier(Term identifier);

}  // namespace rt
