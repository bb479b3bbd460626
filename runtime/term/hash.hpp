// SPDX-License-Identifier: Apache-2.0
// Hashes of terms, each with the values of OTP 27 (erts/emulator/beam/erl_term_hashing.c). Pure functions, any
// thread, no recursion on the C stack.
//
// An integer of 2^59 and up is a bignum in OTP and a small here: it hashes as OTP's bignums do. What OTP hashes by
// the address of an object of its own (nodes, exports) or by an atom's number hashes by ours: those values, and
// the order of maps of more than 32 such keys, are in no two machines the same in OTP either.
#pragma once

#include "runtime/term/atom_table.hpp"
#include "runtime/term/boxed.hpp"

namespace rt {

// erlang:phash2/1 before the range is applied: 32 bits. Equal (==, of numbers =:=) terms hash alike on every machine.
std::uint32_t portable_hash2(const AtomTable& atoms, Term t);
// erlang:phash/2 before the range is applied.
std::uint32_t portable_hash(const AtomTable& atoms, Term t);
// The hash of an atom's text that both are made of.
std::uint32_t atom_text_hash(std::string_view utf8);

namespace hash_detail {
constexpr std::uint64_t mix64(std::uint64_t h) {
  h ^= h >> 33;
  h *= 0xFF51AFD7ED558CCDu;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53u;
  return h ^ h >> 33;
}
constexpr std::int64_t kOtpSmallMax = (std::int64_t{1} << 59) - 1;
constexpr std::int64_t kOtpSmallMin = -(std::int64_t{1} << 59);
constexpr bool is_otp_small(Term t) {
  return t.is_small() && t.small_value() <= kOtpSmallMax && t.small_value() >= kOtpSmallMin;
}
// An immediate that is one in OTP too: not a float and not an integer of more than 60 bits.
constexpr bool is_otp_immediate(Term t) {
  return t.is_small() ? is_otp_small(t) : !t.is_pointer() && !t.is_immediate_float();
}
// OTP's word for an immediate. Requires: is_otp_immediate
constexpr std::uint64_t otp_word(Term t) {
  if (t.is_small()) return static_cast<std::uint64_t>(t.small_value()) << 4 | 0xf;
  if (t.is_atom()) return std::uint64_t{t.atom_index()} << 6 | 0xb;
  if (t.is_local_pid()) return t.local_id() << 4 | 0x3;
  if (t.is_local_port()) return t.local_id() << 4 | 0x7;
  return 0x3b;  // []
}
std::uint64_t internal_hash_slow(Term t);
}  // namespace hash_detail

// The hash that maps of more than 32 keys are built on, lowest nibble first.
inline std::uint64_t internal_hash(Term t) {
  if (hash_detail::is_otp_immediate(t)) return hash_detail::mix64(hash_detail::otp_word(t));
  return hash_detail::internal_hash_slow(t);
}

}  // namespace rt
