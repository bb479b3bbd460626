// SPDX-License-Identifier: Apache-2.0
// Bignums over GMP's mpn layer: normalisation, comparison, conversion to and from doubles and text.
// Arithmetic itself is in ops/arith.cpp.
#include "runtime/term/bignum.hpp"

#include <gmp.h>

#include <cmath>
#include <vector>

namespace rt {

static_assert(sizeof(mp_limb_t) == sizeof(Word) && GMP_NUMB_BITS == 64);

Term finish_integer(HeapWriter& writer, Word* object, std::size_t limbs, bool negative) {
  while (limbs > 0 && object[limbs] == 0) --limbs;
  if (limbs == 0) return Term::small(0);
  if (limbs == 1) {
    const Word v = object[1];
    if (v <= static_cast<Word>(Term::kSmallMax)) {
      return Term::small(negative ? -static_cast<std::int64_t>(v) : static_cast<std::int64_t>(v));
    }
    if (negative && v == ~static_cast<Word>(Term::kSmallMin) + 1) return Term::small(Term::kSmallMin);
  }
  if (limbs > kBignumMaxLimbs) return Term::none();
  Word* taken = writer.take(bignum_words(limbs));
  VM_CHECK(taken == object, "a bignum is finished before anything else is written");
  taken[0] = make_header(negative ? Kind::bignum_negative : Kind::bignum_positive, limbs);
  return Term::boxed(taken);
}

Term make_integer(HeapWriter& writer, bool negative, std::span<const Word> magnitude) {
  while (!magnitude.empty() && magnitude.back() == 0) magnitude = magnitude.first(magnitude.size() - 1);
  if (magnitude.size() > kBignumMaxLimbs) return Term::none();
  Word* object = writer.peek(bignum_words(magnitude.size()));
  if (!magnitude.empty()) std::memcpy(object + 1, magnitude.data(), magnitude.size_bytes());
  return finish_integer(writer, object, magnitude.size(), negative);
}

int compare_integers(Term a, Term b) {
  if (Term::both_small(a, b)) return a.small_value() < b.small_value() ? -1 : a.small_value() > b.small_value();
  const IntegerView x(a), y(b);
  if (x.is_negative() != y.is_negative()) return x.is_negative() ? -1 : 1;
  int order;
  if (x.size() != y.size()) {
    order = x.size() < y.size() ? -1 : 1;
  } else {
    order = x.is_zero() ? 0 : mpn_cmp(x.limbs(), y.limbs(), static_cast<mp_size_t>(x.size()));
  }
  return x.is_negative() ? -order : order;
}

namespace {

// Magnitude against a positive double: first by the number of bits before the point, then by the bits.
int compare_magnitude_double(const IntegerView& x, double f) {
  int exponent = 0;
  const double mantissa = std::frexp(f, &exponent);  // f = mantissa * 2^exponent, mantissa in [1/2, 1)
  if (exponent <= 0) return 1;                       // f < 1 and x is at least 1
  const std::size_t bits = x.bit_length();
  if (bits != static_cast<std::size_t>(exponent)) return bits < static_cast<std::size_t>(exponent) ? -1 : 1;
  const std::size_t n = x.size();
  const Word* limbs = x.limbs();
  const unsigned shift = static_cast<unsigned>(std::countl_zero(limbs[n - 1]));
  Word top = limbs[n - 1] << shift;
  Word below = 0;  // what lies under the top 64 bits
  if (n > 1) {
    if (shift != 0) top |= limbs[n - 2] >> (64 - shift);
    below = limbs[n - 2] << shift;
  }
  const Word wanted = static_cast<Word>(std::ldexp(mantissa, 64));
  if (top != wanted) return top < wanted ? -1 : 1;
  if (below != 0) return 1;
  for (std::size_t i = 0; i + 2 < n; ++i) {
    if (limbs[i] != 0) return 1;
  }
  return 0;
}

}  // namespace

int compare_integer_float(Term integer, double f) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  if (integer.is_small()) {
    const std::int64_t v = integer.small_value();
    if (v >= -kExact && v <= kExact) {
      const double d = static_cast<double>(v);
      return d < f ? -1 : d > f;
    }
  }
  const IntegerView x(integer);
  if (x.is_zero()) return f > 0 ? -1 : f < 0;
  if (std::isinf(f)) return f > 0 ? -1 : 1;
  if (f == 0) return x.is_negative() ? -1 : 1;
  if (x.is_negative() != (f < 0)) return x.is_negative() ? -1 : 1;
  const int order = compare_magnitude_double(x, std::fabs(f));
  return x.is_negative() ? -order : order;
}

std::optional<double> integer_to_double(Term integer) {
  if (integer.is_small()) return static_cast<double>(integer.small_value());
  const IntegerView x(integer);
  double d = 0.0;
  for (std::size_t i = x.size(); i-- > 0;) {
    d = d * 0x1p64 + static_cast<double>(x.limbs()[i]);
    if (!std::isfinite(d)) return std::nullopt;
  }
  return x.is_negative() ? -d : d;
}

Term double_to_integer(HeapWriter& writer, double f) {
  if (std::fabs(f) < 0x1p62) return writer.integer(static_cast<std::int64_t>(f));
  int exponent = 0;
  const double mantissa = std::frexp(std::fabs(f), &exponent);
  const Word top = static_cast<Word>(std::ldexp(mantissa, 64));  // |f| = top * 2^(exponent - 64)
  Word* object = writer.peek(kDoubleIntegerWords);
  Word* limbs = object + 1;
  const std::size_t n = (static_cast<std::size_t>(exponent) + 63) / 64;
  for (std::size_t i = 0; i < n; ++i) limbs[i] = 0;
  const int shift = exponent - 64;
  if (shift < 0) {
    limbs[0] = top >> -shift;
  } else {
    const std::size_t at = static_cast<std::size_t>(shift) / 64;
    const unsigned bits = static_cast<unsigned>(shift) % 64;
    limbs[at] = top << bits;
    if (bits != 0) limbs[at + 1] = top >> (64 - bits);
  }
  return finish_integer(writer, object, n, f < 0);
}

std::string integer_to_text(Term integer, unsigned base) {
  constexpr char kDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const IntegerView x(integer);
  if (x.is_zero()) return "0";
  std::string text;
  if (x.size() == 1) {
    char reversed[64];
    std::size_t n = 0;
    for (Word v = x.limbs()[0]; v != 0; v /= base) reversed[n++] = kDigits[v % base];
    if (x.is_negative()) text += '-';
    while (n > 0) text += reversed[--n];
    return text;
  }
  std::vector<mp_limb_t> scratch(x.limbs(), x.limbs() + x.size());  // mpn_get_str clobbers its input
  scratch.push_back(0);
  std::vector<unsigned char> digits(mpn_sizeinbase(scratch.data(), static_cast<mp_size_t>(x.size()),
                                                   static_cast<int>(base)) + 1);
  const std::size_t n = mpn_get_str(digits.data(), static_cast<int>(base), scratch.data(),
                                    static_cast<mp_size_t>(x.size()));
  std::size_t first = 0;
  while (first + 1 < n && digits[first] == 0) ++first;
  text.reserve(n - first + 1);
  if (x.is_negative()) text += '-';
  for (std::size_t i = first; i < n; ++i) text += kDigits[digits[i]];
  return text;
}

std::size_t integer_text_words(std::size_t digits, unsigned base) {
  const std::size_t bits_a_digit = static_cast<std::size_t>(std::bit_width(base - 1));
  return bignum_words(digits * bits_a_digit / 64 + 2);
}

namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

}  // namespace

std::optional<Term> text_to_integer(HeapWriter& writer, std::string_view text, unsigned base) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  for (const char c : text) {
    if (digit_value(c) >= static_cast<int>(base)) return std::nullopt;
  }
  while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
  if (text.size() <= 12) {  // 36^12 < 2^63
    std::int64_t v = 0;
    for (const char c : text) v = v * base + digit_value(c);
    return writer.integer(negative ? -v : v);
  }
  // More digits than the largest integer can have: say so before doing quadratic work.
  if (static_cast<double>(text.size() - 1) * std::log2(base) > 64.0 * kBignumMaxLimbs + 64) return Term::none();
  std::vector<unsigned char> digits(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) digits[i] = static_cast<unsigned char>(digit_value(text[i]));
  Word* object = writer.peek(integer_text_words(text.size(), base));
  const mp_size_t n = mpn_set_str(object + 1, digits.data(), digits.size(), static_cast<int>(base));
  return finish_integer(writer, object, static_cast<std::size_t>(n), negative);
}

}  // namespace rt
