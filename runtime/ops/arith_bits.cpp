// SPDX-License-Identifier: Apache-2.0
// Bit operations on integers of any size, as if in two's complement of unbounded width, although bignums are
// sign and magnitude: limbs are negated on the way in and out.
#include <gmp.h>

#include "runtime/ops/arith.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"

namespace rt {

namespace {

Term badarith(Process& p) { return p.raise<Fault::badarith>(); }
Term system_limit(Process& p) { return p.raise<Fault::system_limit>(); }

// The two's complement limbs of an integer, from the lowest; beyond the magnitude the sign goes on for ever.
class TwosComplement {
 public:
  explicit TwosComplement(const IntegerView& x)
      : limbs_(x.limbs()), size_(x.size()), flip_(x.is_negative() ? ~Word{0} : 0), carry_(x.is_negative()) {}
  Word next() {
    const Word limb = (at_ < size_ ? limbs_[at_] : 0) ^ flip_;
    ++at_;
    const Word result = limb + carry_;
    carry_ = carry_ & (result == 0);
    return result;
  }

 private:
  const Word* limbs_;
  std::size_t size_;
  std::size_t at_ = 0;
  Word flip_;
  Word carry_;
};

template <class Operation>
Term bit_operation(Process& p, Term a, Term b, Operation operation) {
  if (Term::both_small(a, b)) return Term::small(operation(a.small_value(), b.small_value()));
  if (!is_integer(a) || !is_integer(b)) return badarith(p);
  const IntegerView x(a), y(b);
  const std::size_t n = std::max(x.size(), y.size()) + 1;
  HeapWriter w = p.reserve(bignum_words(n));
  Word* object = w.peek(bignum_words(n));
  Word* out = object + 1;
  TwosComplement xs(x), ys(y);
  for (std::size_t i = 0; i < n; ++i) out[i] = operation(xs.next(), ys.next());
  const bool negative = (out[n - 1] >> 63) != 0;
  if (negative) mpn_neg(out, out, static_cast<mp_size_t>(n));
  const Term result = finish_integer(w, object, n, negative);
  return result.is_none() ? system_limit(p) : result;
}

Term shift_left(Process& p, const IntegerView& x, std::size_t count) {
  const std::size_t limbs = count / 64;
  const unsigned bits = static_cast<unsigned>(count % 64);
  if (x.bit_length() + count > kBignumMaxLimbs * 64) return system_limit(p);
  const std::size_t n = x.size() + limbs + 1;
  HeapWriter w = p.reserve(bignum_words(n));
  Word* object = w.peek(bignum_words(n));
  Word* out = object + 1;
  for (std::size_t i = 0; i < limbs; ++i) out[i] = 0;
  if (bits == 0) {
    std::memcpy(out + limbs, x.limbs(), x.size() * sizeof(Word));
    out[n - 1] = 0;
  } else {
    out[n - 1] = mpn_lshift(out + limbs, x.limbs(), static_cast<mp_size_t>(x.size()), bits);
  }
  const Term result = finish_integer(w, object, n, x.is_negative());
  return result.is_none() ? system_limit(p) : result;
}

// Rounds towards minus infinity: a negative number that loses a one bit gets one more.
Term shift_right(Process& p, const IntegerView& x, std::size_t count) {
  if (count >= x.bit_length()) return Term::small(x.is_negative() ? -1 : 0);
  const std::size_t limbs = count / 64;
  const unsigned bits = static_cast<unsigned>(count % 64);
  const std::size_t n = x.size() - limbs;
  HeapWriter w = p.reserve(bignum_words(n + 1));
  Word* object = w.peek(bignum_words(n + 1));
  Word* out = object + 1;
  Word lost = 0;
  if (bits == 0) {
    std::memcpy(out, x.limbs() + limbs, n * sizeof(Word));
  } else {
    lost = mpn_rshift(out, x.limbs() + limbs, static_cast<mp_size_t>(n), bits);
  }
  out[n] = 0;
  if (x.is_negative()) {
    for (std::size_t i = 0; i < limbs && lost == 0; ++i) lost = x.limbs()[i];
    if (lost != 0) out[n] = mpn_add_1(out, out, static_cast<mp_size_t>(n), 1);
  }
  return finish_integer(w, object, n + 1, x.is_negative());
}

Term shift(Process& p, Term a, Term count, bool left) {
  if (!is_integer(a) || !is_integer(count)) return badarith(p);
  if (a == Term::small(0)) return a;
  const IntegerView x(a), by(count);
  if (by.is_zero()) return a;
  // More than any integer has bits: everything is shifted out, or nothing can hold the result.
  constexpr Word kTooFar = Word{1} << 40;
  const Word distance = by.size() > 1 || by.limbs()[0] > kTooFar ? kTooFar : by.limbs()[0];
  return left != by.is_negative() ? shift_left(p, x, distance) : shift_right(p, x, distance);
}

}  // namespace

Term band(Process& p, Term a, Term b) {
  return bit_operation(p, a, b, [](auto x, auto y) { return x & y; });
}
Term bor(Process& p, Term a, Term b) {
  return bit_operation(p, a, b, [](auto x, auto y) { return x | y; });
}
Term bxor(Process& p, Term a, Term b) {
  return bit_operation(p, a, b, [](auto x, auto y) { return x ^ y; });
}

Term bnot(Process& p, Term a) { return bxor(p, a, Term::small(-1)); }

Term bsl(Process& p, Term a, Term count) {
  // The common case: a small that stays one.
  if (Term::both_small(a, count)) {
    const std::int64_t v = a.small_value(), n = count.small_value();
    if (n >= 0 && n < 60) {
      const std::int64_t shifted = static_cast<std::int64_t>(static_cast<Word>(v) << n);
      if (Term::fits_small(shifted) && shifted >> n == v) return Term::small(shifted);
    } else if (n < 0) {
      return Term::small(v >> (n <= -63 ? 63 : -n));
    }
  }
  return shift(p, a, count, true);
}

Term bsr(Process& p, Term a, Term count) {
  if (Term::both_small(a, count) && count.small_value() >= 0) {
    const std::int64_t n = count.small_value();
    return Term::small(a.small_value() >> (n >= 63 ? 63 : n));
  }
  return shift(p, a, count, false);
}

}  // namespace rt
