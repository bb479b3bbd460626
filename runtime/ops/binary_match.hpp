// SPDX-License-Identifier: Apache-2.0
// Matching of bitstrings: what every bs_start_match, bs_get, bs_skip, bs_test and bs_match instruction does, shared by
// interpreter and native code. A match context is a boxed object on the process heap which these move forward.
//
// 1. A match that fails gives none (or false) and raises nothing; the context is then as it was before.
// 2. A term that is no match context, and a size or position that cannot be, only fail the match, so code that
//    no compiler made cannot do harm.
// 3. Functions that take Process& may allocate (never collect); the inline ones (binary_match_inl.hpp) do so only
//    for results that are no small integer.
// 4. `flags` are bit_flags() of the operand. Sizes of fields: `size` times `unit`.
//
//   bs_start_match2/3/4   start_match                  bs_get_position   position        (inl)
//   bs_get_integer2       get_integer                  bs_set_position   set_position    (inl)
//   bs_get_float2         get_float                    bs_get_tail       get_tail
//   bs_get_binary2        get_binary, get_rest         bs_test_tail2     ensure_exactly  (inl)
//   bs_skip_bits2         skip                         bs_test_unit      test_unit       (inl)
//   bs_match_string       match_string                 bs_get/skip_utf*  get_utf8/16/32
//   bs_match: ensure_at_least, ensure_exactly, integer -> get_integer, binary -> get_binary, skip, get_tail,
//   '=:=' -> match_number
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/ops/bit_flags.hpp"
#include "runtime/term/binary.hpp"

namespace rt {

class Process;

// A context for a bitstring, or the context itself; none: neither.
[[nodiscard]] Term start_match(Process& p, Term t);

// The bits of a field whose size is a term; nothing: no match (negative, no integer, more than could ever be there).
[[nodiscard]] std::optional<std::size_t> field_bits(Term size, std::size_t unit);

[[nodiscard]] Term get_integer(Process& p, Term context, std::size_t bits, unsigned flags);
[[nodiscard]] Term get_integer(Process& p, Term context, Term size, std::size_t unit, unsigned flags);
[[nodiscard]] Term get_float(Process& p, Term context, Term size, std::size_t unit, unsigned flags);
[[nodiscard]] Term get_binary(Process& p, Term context, std::size_t bits);
// `size` may be the atom all: what is left, if it is a multiple of `unit`.
[[nodiscard]] Term get_binary(Process& p, Term context, Term size, std::size_t unit);
[[nodiscard]] Term get_rest(Process& p, Term context, std::size_t unit);  // and moves to the end
[[nodiscard]] Term get_tail(Process& p, Term context);                    // and does not move; none: no context
[[nodiscard]] bool skip(Term context, Term size, std::size_t unit);
[[nodiscard]] bool match_string(Term context, const std::uint8_t* bytes, std::size_t bits);
// The next `bits` bits are the low ones of this small or big integer ('=:=' of bs_match).
[[nodiscard]] bool match_number(Term context, std::size_t bits, Term value);

// A code point (small), encoded as UTF-8, UTF-16 or UTF-32.
[[nodiscard]] Term get_utf8(Term context);
[[nodiscard]] Term get_utf16(Term context, unsigned flags);
[[nodiscard]] Term get_utf32(Term context, unsigned flags);

// Before OTP 22: the bitstring that a context was made of, from its start on. A term that is none stays.
[[nodiscard]] Term context_to_binary(Process& p, Term t);

}  // namespace rt
