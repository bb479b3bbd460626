// SPDX-License-Identifier: Apache-2.0
// The four operations, div and rem, on smalls, bignums (GMP's mpn on the process heap) and floats. Bit
// operations are in arith_bits.cpp. Order of the tests in every operator: two smalls, two integers, floats.
#include "runtime/ops/arith.hpp"

#include <gmp.h>

#include <cmath>
#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"

namespace rt {

namespace {

Term badarith(Process& p) { return p.raise<Fault::badarith>(); }

Term finish(Process& p, HeapWriter& w, Word* object, std::size_t limbs, bool negative) {
  const Term result = finish_integer(w, object, limbs, negative);
  return result.is_none() ? p.raise<Fault::system_limit>() : result;
}

mp_size_t mp_size(std::size_t n) { return static_cast<mp_size_t>(n); }

// a + b, or a - b when `flip`.
Term add_integers(Process& p, Term a, Term b, bool flip) {
  IntegerView x(a), y(b);
  bool x_negative = x.is_negative(), y_negative = y.is_negative() != flip;
  const IntegerView* big = &x;
  const IntegerView* little = &y;
  bool negative = x_negative;
  if (x.size() < y.size()) {
    std::swap(big, little);
    negative = y_negative;
  }
  const std::size_t n = big->size();
  HeapWriter w = p.reserve(bignum_words(n + 1));
  Word* object = w.peek(bignum_words(n + 1));
  Word* out = object + 1;
  if (little->is_zero()) {
    std::memcpy(out, big->limbs(), n * sizeof(Word));
    return finish(p, w, object, n, negative);
  }
  if (x_negative == y_negative) {
    out[n] = mpn_add(out, big->limbs(), mp_size(n), little->limbs(), mp_size(little->size()));
    return finish(p, w, object, n + 1, negative);
  }
  if (n == little->size() && mpn_cmp(big->limbs(), little->limbs(), mp_size(n)) < 0) {
    std::swap(big, little);
    negative = !negative;
  }
  mpn_sub(out, big->limbs(), mp_size(n), little->limbs(), mp_size(little->size()));
  return finish(p, w, object, n, negative);
}

Term multiply_integers(Process& p, Term a, Term b) {
  if (Term::both_small(a, b)) {
    const __int128 product = static_cast<__int128>(a.small_value()) * b.small_value();
    if (product >= Term::kSmallMin && product <= Term::kSmallMax) {
      return Term::small(static_cast<std::int64_t>(product));
    }
    const bool negative = product < 0;
    const auto magnitude = static_cast<unsigned __int128>(negative ? -product : product);
    HeapWriter w = p.reserve(bignum_words(2));
    const Word limbs[2] = {static_cast<Word>(magnitude), static_cast<Word>(magnitude >> 64)};
    return make_integer(w, negative, limbs);
  }
  const IntegerView x(a), y(b);
  if (x.is_zero() || y.is_zero()) return Term::small(0);
  const std::size_t n = x.size() + y.size();
  // The product of n limbs has n or n - 1: do not start what cannot be represented.
  if (n - 1 > kBignumMaxLimbs) return p.raise<Fault::system_limit>();
  const bool x_longer = x.size() >= y.size();
  const IntegerView& big = x_longer ? x : y;
  const IntegerView& little = x_longer ? y : x;
  HeapWriter w = p.reserve(bignum_words(n));
  Word* object = w.peek(bignum_words(n));
  Word* out = object + 1;
  if (little.size() == 1) {
    out[n - 1] = mpn_mul_1(out, big.limbs(), mp_size(big.size()), little.limbs()[0]);
  } else if (a == b) {
    mpn_sqr(out, big.limbs(), mp_size(big.size()));
  } else {
    mpn_mul(out, big.limbs(), mp_size(big.size()), little.limbs(), mp_size(little.size()));
  }
  if (n > 64) p.charge(static_cast<std::int64_t>(little.size() * big.size() / 4096));
  return finish(p, w, object, n, x.is_negative() != y.is_negative());
}

enum class Part { quotient, remainder };

Term divide_integers(Process& p, Term a, Term b, Part part) {
  const IntegerView x(a), y(b);
  if (x.size() < y.size()) return part == Part::quotient ? Term::small(0) : a;
  const std::size_t quotient_limbs = x.size() - y.size() + 1;
  const std::size_t result_limbs = part == Part::quotient ? quotient_limbs : y.size();
  const bool negative = part == Part::quotient ? x.is_negative() != y.is_negative() : x.is_negative();
  HeapWriter w = p.reserve(bignum_words(result_limbs));
  Word* object = w.peek(bignum_words(result_limbs));
  Word* out = object + 1;
  if (y.size() == 1) {
    if (part == Part::quotient) {
      (void)mpn_divrem_1(out, 0, x.limbs(), mp_size(x.size()), y.limbs()[0]);
    } else {
      out[0] = mpn_mod_1(x.limbs(), mp_size(x.size()), y.limbs()[0]);
    }
    return finish(p, w, object, result_limbs, negative);
  }
  std::vector<Word> other(part == Part::quotient ? y.size() : quotient_limbs);
  Word* quotient = part == Part::quotient ? out : other.data();
  Word* remainder = part == Part::quotient ? other.data() : out;
  mpn_tdiv_qr(quotient, remainder, 0, x.limbs(), mp_size(x.size()), y.limbs(), mp_size(y.size()));
  if (x.size() > 64) p.charge(static_cast<std::int64_t>(x.size() * y.size() / 4096));
  return finish(p, w, object, result_limbs, negative);
}

// Operands of a float operation: at least one is a float, or the operator makes floats of both.
bool to_double(Term t, double* out) {
  if (is_float(t)) {
    *out = float_value(t);
    return true;
  }
  if (!is_integer(t)) return false;
  const std::optional<double> d = integer_to_double(t);
  if (!d) return false;
  *out = *d;
  return true;
}

template <class Operation>
Term float_operation(Process& p, Term a, Term b, Operation operation) {
  double x, y;
  if (!to_double(a, &x) || !to_double(b, &y)) return badarith(p);
  const double result = operation(x, y);
  if (!std::isfinite(result)) return badarith(p);
  if (Term::fits_tagged_float(result)) return Term::tagged_float(result);
  return p.reserve(2).floating(result);
}

}  // namespace

Term add(Process& p, Term a, Term b) {
  if (Term::both_small(a, b)) {
    const std::int64_t sum = a.small_value() + b.small_value();
    if (Term::fits_small(sum)) return Term::small(sum);
    return p.reserve(2).integer(sum);
  }
  if (is_integer(a) && is_integer(b)) return add_integers(p, a, b, false);
  return float_operation(p, a, b, [](double x, double y) { return x + y; });
}

Term subtract(Process& p, Term a, Term b) {
  if (Term::both_small(a, b)) {
    const std::int64_t difference = a.small_value() - b.small_value();
    if (Term::fits_small(difference)) return Term::small(difference);
    return p.reserve(2).integer(difference);
  }
  if (is_integer(a) && is_integer(b)) return add_integers(p, a, b, true);
  return float_operation(p, a, b, [](double x, double y) { return x - y; });
}

Term multiply(Process& p, Term a, Term b) {
  if (is_integer(a) && is_integer(b)) return multiply_integers(p, a, b);
  return float_operation(p, a, b, [](double x, double y) { return x * y; });
}

Term divide(Process& p, Term a, Term b) {
  return float_operation(p, a, b, [](double x, double y) { return x / y; });
}

Term negate(Process& p, Term a) {
  if (is_integer(a)) return subtract(p, Term::small(0), a);
  if (is_float(a)) return p.reserve(2).floating(-float_value(a));
  return badarith(p);
}

Term unary_plus(Process& p, Term a) { return is_number(a) ? a : badarith(p); }

Term int_div(Process& p, Term a, Term b) {
  if (b == Term::small(0)) return badarith(p);
  if (Term::both_small(a, b)) return p.reserve(2).integer(a.small_value() / b.small_value());
  if (is_integer(a) && is_integer(b)) return divide_integers(p, a, b, Part::quotient);
  return badarith(p);
}

Term int_rem(Process& p, Term a, Term b) {
  if (b == Term::small(0)) return badarith(p);
  if (Term::both_small(a, b)) return Term::small(a.small_value() % b.small_value());
  if (is_integer(a) && is_integer(b)) return divide_integers(p, a, b, Part::remainder);
  return badarith(p);
}

}  // namespace rt
