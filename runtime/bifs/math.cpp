// SPDX-License-Identifier: Apache-2.0
// Module math: C's functions of double. badarg for what is no number; badarith for an integer that no double can
// hold and for a result that is not finite.
#include <cmath>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"

namespace rt {

namespace {

// False after raising.
bool to_double(Process& p, Term t, double* out) {
  if (is_float(t)) {
    *out = float_value(t);
    return true;
  }
  if (!is_integer(t)) {
    (void)p.raise<Fault::badarg>();
    return false;
  }
  const std::optional<double> d = integer_to_double(t);
  if (!d) {
    (void)p.raise<Fault::badarith>();
    return false;
  }
  *out = *d;
  return true;
}

Term finish(Process& p, double result) {
  if (!std::isfinite(result)) return p.raise<Fault::badarith>();
  return p.reserve(2).floating(result);
}

template <double (*Function)(double)>
Term of_one(Process& p, Term a) {
  double x;
  return to_double(p, a, &x) ? finish(p, Function(x)) : Term::none();
}

template <double (*Function)(double, double)>
Term of_two(Process& p, Term a, Term b) {
  double x, y;
  return to_double(p, a, &x) && to_double(p, b, &y) ? finish(p, Function(x, y)) : Term::none();
}

constexpr Bif kRows[] = {
    bif<&of_one<&::acos>>("acos"),
    bif<&of_one<&::acosh>>("acosh"),
    bif<&of_one<&::asin>>("asin"),
    bif<&of_one<&::asinh>>("asinh"),
    bif<&of_one<&::atan>>("atan"),
    bif<&of_two<&::atan2>>("atan2"),
    bif<&of_one<&::atanh>>("atanh"),
    bif<&of_one<&::ceil>>("ceil"),
    bif<&of_one<&::cos>>("cos"),
    bif<&of_one<&::cosh>>("cosh"),
    bif<&of_one<&::erf>>("erf"),
    bif<&of_one<&::erfc>>("erfc"),
    bif<&of_one<&::exp>>("exp"),
    bif<&of_one<&::floor>>("floor"),
    bif<&of_two<&::fmod>>("fmod"),
    bif<&of_one<&::log>>("log"),
    bif<&of_one<&::log10>>("log10"),
    bif<&of_one<&::log2>>("log2"),
    bif<&of_two<&::pow>>("pow"),
    bif<&of_one<&::sin>>("sin"),
    bif<&of_one<&::sinh>>("sinh"),
    bif<&of_one<&::sqrt>>("sqrt"),
    bif<&of_one<&::tan>>("tan"),
    bif<&of_one<&::tanh>>("tanh"),
};

}  // namespace

extern constinit const BifModule kMath;
constinit const BifModule kMath{"math", kRows};

}  // namespace rt
