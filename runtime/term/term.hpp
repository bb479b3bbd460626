// SPDX-License-Identifier: Apache-2.0
// Term: one tagged 64-bit word. The only file that knows bit patterns (with boxed.hpp, which knows
// what lies behind a boxed pointer).
//
//   low 3 bits  meaning
//   000         small integer, 61 bits, value << 3
//   001         cons: pointer to two words [head, tail]
//   010         boxed: pointer to a header word (boxed.hpp)
//   011, 100    float: the double's bits rotated left by 4; magnitudes in [2^-255, 2^257)
//   101         immediate: bits 3..5 are a sub-tag (atom, nil, pid, port, zero float), payload above
//   110         header word of a boxed object; never the value of a variable
//   111         internal: none, return addresses, catch marks; never visible to a program
//
// Since OTP 27 0.0 =:= -0.0 is false, bit equality of two immediates (floats included) is `=:=`.
// Terms are plain values: any thread may read one, what it points to belongs to a heap.
#pragma once

#include <bit>
#include <cstdint>

namespace rt {

using Word = std::uint64_t;

class Term {
 public:
  constexpr Term() : word_(kNoneWord) {}
  static constexpr Term from_word(Word w) { return Term(w); }
  constexpr Word word() const { return word_; }

  // The none-term: "no value". A native function returns it after raising.
  static constexpr Term none() { return Term(kNoneWord); }
  constexpr bool is_none() const { return word_ == kNoneWord; }
  constexpr explicit operator bool() const { return word_ != kNoneWord; }

  // Same word. For immediates this is `=:=`; for pointers, identity.
  friend constexpr bool operator==(Term a, Term b) { return a.word_ == b.word_; }

  // --- small integers
  static constexpr std::int64_t kSmallMax = (std::int64_t{1} << 60) - 1;
  static constexpr std::int64_t kSmallMin = -(std::int64_t{1} << 60);
  static constexpr bool fits_small(std::int64_t v) { return v >= kSmallMin && v <= kSmallMax; }
  static constexpr Term small(std::int64_t v) { return Term(static_cast<Word>(v) << 3); }  // Requires: fits_small
  constexpr bool is_small() const { return (word_ & 7) == 0; }
  constexpr std::int64_t small_value() const { return static_cast<std::int64_t>(word_) >> 3; }
  static constexpr bool both_small(Term a, Term b) { return ((a.word_ | b.word_) & 7) == 0; }

  // --- pointers
  constexpr bool is_cons() const { return (word_ & 7) == 1; }
  constexpr bool is_boxed() const { return (word_ & 7) == 2; }
  constexpr bool is_pointer() const { return is_cons() || is_boxed(); }
  constexpr bool is_immediate() const { return !is_pointer(); }
  static Term cons(const Word* cell) { return Term(reinterpret_cast<Word>(cell) | 1); }
  static Term boxed(const Word* header) { return Term(reinterpret_cast<Word>(header) | 2); }
  Word* cons_ptr() const { return reinterpret_cast<Word*>(word_ - 1); }
  Word* boxed_ptr() const { return reinterpret_cast<Word*>(word_ - 2); }
  Word* pointer() const { return reinterpret_cast<Word*>(word_ & ~Word{7}); }
  Term head() const { return Term(cons_ptr()[0]); }
  Term tail() const { return Term(cons_ptr()[1]); }

  // --- self-tagged floats; numbers outside their range are boxed (float.hpp has the whole story)
  constexpr bool is_immediate_float() const {  // includes the two zeros
    return (((word_ & 7) + 5) & 6) == 0 || (word_ & 63) == (kZeroFloat << 3 | 5);
  }
  constexpr bool is_tagged_float() const { return (((word_ & 7) + 5) & 6) == 0; }  // 011 or 100
  static constexpr bool fits_tagged_float(double d) {
    const Word tag = (std::bit_cast<Word>(d) >> 60) & 7;
    return tag == 3 || tag == 4;
  }
  static constexpr Term tagged_float(double d) { return Term(std::rotl(std::bit_cast<Word>(d), 4)); }
  constexpr double tagged_float_value() const { return std::bit_cast<double>(std::rotr(word_, 4)); }
  static constexpr Term zero_float(bool negative) { return immediate(kZeroFloat, negative); }
  constexpr bool is_zero_float() const { return (word_ & 63) == (kZeroFloat << 3 | 5); }

  // --- other immediates
  static constexpr Term atom(std::uint32_t index) { return immediate(kAtom, index); }
  constexpr bool is_atom() const { return (word_ & 63) == (kAtom << 3 | 5); }
  constexpr std::uint32_t atom_index() const { return static_cast<std::uint32_t>(word_ >> 6); }
  static constexpr Term nil() { return immediate(kNil, 0); }
  constexpr bool is_nil() const { return word_ == nil().word_; }
  constexpr bool is_list() const { return is_cons() || is_nil(); }
  // Local process and port identifiers: 58 bits, number (28) and serial above it, as OTP prints them.
  static constexpr Term local_pid(std::uint64_t id) { return immediate(kPid, id); }
  constexpr bool is_local_pid() const { return (word_ & 63) == (kPid << 3 | 5); }
  static constexpr Term local_port(std::uint64_t id) { return immediate(kPort, id); }
  constexpr bool is_local_port() const { return (word_ & 63) == (kPort << 3 | 5); }
  constexpr std::uint64_t local_id() const { return word_ >> 6; }

  // --- words that are not values
  constexpr bool is_header() const { return (word_ & 7) == 6; }
  constexpr bool is_internal() const { return (word_ & 7) == 7; }
  // Return address and catch mark: what a frame holds besides terms.
  static Term return_address(const Word* pc) { return Term(reinterpret_cast<Word>(pc) | 7); }
  static Term catch_mark(const Word* handler) { return Term(reinterpret_cast<Word>(handler) | kCatchBit | 7); }
  constexpr bool is_catch_mark() const { return (word_ & (kCatchBit | 7)) == (kCatchBit | 7); }
  const Word* code_pointer() const { return reinterpret_cast<const Word*>(word_ & ~(kCatchBit | 7)); }

 private:
  static constexpr Word kNoneWord = 7;
  static constexpr Word kCatchBit = Word{1} << 63;
  static constexpr Word kAtom = 0, kNil = 1, kPid = 2, kPort = 3, kZeroFloat = 4;
  explicit constexpr Term(Word w) : word_(w) {}
  static constexpr Term immediate(Word sub_tag, Word payload) { return Term(payload << 6 | sub_tag << 3 | 5); }

  Word word_;
};
static_assert(sizeof(Term) == 8);
static_assert(Term::fits_tagged_float(1.0) && Term::fits_tagged_float(-1e70) && !Term::fits_tagged_float(0.0));
static_assert(Term::tagged_float(-2.5).tagged_float_value() == -2.5);

}  // namespace rt
