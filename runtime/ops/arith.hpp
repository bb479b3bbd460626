// SPDX-License-Identifier: Apache-2.0
// Arithmetic operators over all numbers: the slow paths of both engines and the natives erlang:'+'/2 ....
// Each gives the result, or raises (badarith; system_limit for an integer that is too large) and gives none.
// They allocate through p.reserve and so never collect. Followed: erts/emulator/beam/erl_arith.c, OTP 27.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;

[[nodiscard]] Term add(Process& p, Term a, Term b);
[[nodiscard]] Term subtract(Process& p, Term a, Term b);
[[nodiscard]] Term multiply(Process& p, Term a, Term b);
[[nodiscard]] Term divide(Process& p, Term a, Term b);  // '/': always a float
[[nodiscard]] Term negate(Process& p, Term a);
[[nodiscard]] Term unary_plus(Process& p, Term a);
[[nodiscard]] Term int_div(Process& p, Term a, Term b);  // truncates towards zero
[[nodiscard]] Term int_rem(Process& p, Term a, Term b);  // has the sign of a
[[nodiscard]] Term band(Process& p, Term a, Term b);     // two's complement of unbounded width
[[nodiscard]] Term bor(Process& p, Term a, Term b);
[[nodiscard]] Term bxor(Process& p, Term a, Term b);
[[nodiscard]] Term bnot(Process& p, Term a);
[[nodiscard]] Term bsl(Process& p, Term a, Term count);
[[nodiscard]] Term bsr(Process& p, Term a, Term count);

}  // namespace rt
