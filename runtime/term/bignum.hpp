// SPDX-License-Identifier: Apache-2.0
// Integers of any size: reading them (IntegerView, for smalls and bignums alike), making them (always
// normalised: a value that fits a small is a small), comparing and converting them. Limbs are 64 bits, least
// significant first, as GMP's mpn_* has them. Pure functions, any thread.
//
// Invariant: a bignum's top limb is not zero and its value is outside the small range.
// The largest integer has kBignumMaxLimbs limbs, as in OTP 27 (erts/emulator/beam/erl_term.h); what would be
// larger is the none-term here, and system_limit for the program.
#pragma once

#include <climits>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/term/boxed.hpp"

namespace rt {

constexpr std::size_t kBignumMaxLimbs = 65535;
constexpr std::size_t bignum_words(std::size_t limbs) { return limbs + 1; }

// Sign and magnitude of an integer. It points into the term: valid as long as the term is.
class IntegerView {
 public:
  explicit IntegerView(Term t) {  // Requires: is_integer(t)
    if (t.is_small()) {
      const std::int64_t v = t.small_value();
      negative_ = v < 0;
      inline_ = negative_ ? ~static_cast<Word>(v) + 1 : static_cast<Word>(v);
      size_ = v != 0;
    } else {
      const Word* object = t.boxed_ptr();
      negative_ = header_kind(object[0]) == Kind::bignum_negative;
      size_ = header_words(object[0]);
      limbs_ = object + 1;
    }
  }
  bool is_negative() const { return negative_; }
  bool is_zero() const { return size_ == 0; }
  std::size_t size() const { return size_; }  // limbs; 0 for zero
  const Word* limbs() const { return limbs_ != nullptr ? limbs_ : &inline_; }
  std::span<const Word> magnitude() const { return {limbs(), size_}; }
  std::size_t bit_length() const {  // of the magnitude
    return size_ == 0 ? 0 : 64 * size_ - static_cast<std::size_t>(std::countl_zero(limbs()[size_ - 1]));
  }

 private:
  const Word* limbs_ = nullptr;
  Word inline_ = 0;
  std::size_t size_ = 0;
  bool negative_ = false;
};

// --- making
// The integer whose magnitude was computed into object[1..limbs], where `object` is writer.peek(limbs + 1).
// Takes only the words that are needed; none (and nothing taken) if it is larger than the largest integer.
[[nodiscard]] Term finish_integer(HeapWriter& writer, Word* object, std::size_t limbs, bool negative);
// The same from a copy. Needs bignum_words(magnitude.size()).
[[nodiscard]] Term make_integer(HeapWriter& writer, bool negative, std::span<const Word> magnitude);

// --- the machine's integers
// Nothing if it does not fit. Requires: is_integer.
// What is a C int, if it is one.
inline std::optional<int> int_of(Term t) {
  if (!t.is_small() || t.small_value() < INT_MIN || t.small_value() > INT_MAX) return std::nullopt;
  return static_cast<int>(t.small_value());
}
inline std::optional<std::int64_t> integer_to_int64(Term integer) {
  const IntegerView v(integer);
  if (v.is_zero()) return 0;
  const Word magnitude = v.limbs()[0];
  const Word limit = (Word{1} << 63) - !v.is_negative();
  if (v.size() > 1 || magnitude > limit) return std::nullopt;
  return static_cast<std::int64_t>(v.is_negative() ? ~magnitude + 1 : magnitude);
}

// --- comparing. Requires: is_integer of each Term
int compare_integers(Term a, Term b);              // <0, 0, >0
int compare_integer_float(Term integer, double f);  // by value, exactly. Requires: f is not a NaN

// --- floats
// Nearest double as OTP computes it (limb by limb, erts/emulator/beam/big.c); nothing if it is not finite.
std::optional<double> integer_to_double(Term integer);
// The integer part of a finite double. Needs kDoubleIntegerWords.
constexpr std::size_t kDoubleIntegerWords = bignum_words(16);
[[nodiscard]] Term double_to_integer(HeapWriter& writer, double f);

// --- text, base 2..36, upper-case letters
std::string integer_to_text(Term integer, unsigned base = 10);
// Words that parsing `digits` digits may need.
std::size_t integer_text_words(std::size_t digits, unsigned base);
// The integer of [+-]digits, all of `text`; nullopt if it is not that; the none-term if it is too large.
[[nodiscard]] std::optional<Term> text_to_integer(HeapWriter& writer, std::string_view text, unsigned base);

}  // namespace rt
