// SPDX-License-Identifier: Apache-2.0
// The operators of module erlang as functions: arithmetic, bits, comparison, boolean; abs, min, max and the
// conversions between integers and floats that may stand in guards. Semantics are ops/arith and term/compare.
#include <cmath>

#include "runtime/bifs/bif.hpp"
#include "runtime/ops/arith.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/vm.hpp"

namespace rt {

namespace {

Term less_2(Process& p, Term a, Term b) { return boolean(compare(p.vm().atoms, a, b) < 0); }
Term less_equal_2(Process& p, Term a, Term b) { return boolean(compare(p.vm().atoms, a, b) <= 0); }
Term greater_2(Process& p, Term a, Term b) { return boolean(compare(p.vm().atoms, a, b) > 0); }
Term greater_equal_2(Process& p, Term a, Term b) { return boolean(compare(p.vm().atoms, a, b) >= 0); }
Term equal_2(Process& p, Term a, Term b) { return boolean(equal(p.vm().atoms, a, b)); }
Term not_equal_2(Process& p, Term a, Term b) { return boolean(!equal(p.vm().atoms, a, b)); }
Term exact_equal_2(Process&, Term a, Term b) { return boolean(exact_equal(a, b)); }
Term not_exact_equal_2(Process&, Term a, Term b) { return boolean(!exact_equal(a, b)); }

// Of two that compare equal (1 and 1.0) the first.
Term max_2(Process& p, Term a, Term b) { return compare(p.vm().atoms, a, b) < 0 ? b : a; }
Term min_2(Process& p, Term a, Term b) { return compare(p.vm().atoms, a, b) > 0 ? b : a; }

Term cmp_term_2(Process& p, Term a, Term b) {  // the order of keys in maps
  const int order = compare_exact(p.vm().atoms, a, b);
  return Term::small((order > 0) - (order < 0));
}

bool is_boolean(Term t) { return t == atoms::true_ || t == atoms::false_; }

Term and_2(Process& p, Term a, Term b) {
  if (!is_boolean(a) || !is_boolean(b)) return p.raise<Fault::badarg>();
  return boolean(a == atoms::true_ && b == atoms::true_);
}
Term or_2(Process& p, Term a, Term b) {
  if (!is_boolean(a) || !is_boolean(b)) return p.raise<Fault::badarg>();
  return boolean(a == atoms::true_ || b == atoms::true_);
}
Term xor_2(Process& p, Term a, Term b) {
  if (!is_boolean(a) || !is_boolean(b)) return p.raise<Fault::badarg>();
  return boolean(a != b);
}
Term not_1(Process& p, Term a) {
  if (!is_boolean(a)) return p.raise<Fault::badarg>();
  return boolean(a == atoms::false_);
}

Term abs_1(Process& p, Term a) {
  if (is_integer(a)) return IntegerView(a).is_negative() ? negate(p, a) : a;
  if (is_float(a)) return p.reserve(2).floating(std::fabs(float_value(a)));
  return p.raise<Fault::badarg>();
}

Term float_1(Process& p, Term a) {
  if (is_float(a)) return a;
  if (!is_integer(a)) return p.raise<Fault::badarg>();
  const std::optional<double> d = integer_to_double(a);
  if (!d) return p.raise<Fault::badarg>();
  return p.reserve(2).floating(*d);
}

template <class Rounding>
Term to_integer(Process& p, Term a, Rounding rounding) {
  if (is_integer(a)) return a;
  if (!is_float(a)) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(kDoubleIntegerWords);
  return double_to_integer(w, rounding(float_value(a)));
}
Term round_1(Process& p, Term a) {  // halves away from zero
  return to_integer(p, a, [](double d) { return std::round(d); });
}
Term trunc_1(Process& p, Term a) {
  return to_integer(p, a, [](double d) { return std::trunc(d); });
}
Term floor_1(Process& p, Term a) {
  return to_integer(p, a, [](double d) { return std::floor(d); });
}
Term ceil_1(Process& p, Term a) {
  return to_integer(p, a, [](double d) { return std::ceil(d); });
}

constexpr Bif kRows[] = {
    guard_bif<&add>("+"),
    guard_bif<&subtract>("-"),
    guard_bif<&multiply>("*"),
    guard_bif<&divide>("/"),
    guard_bif<&int_div>("div"),
    guard_bif<&int_rem>("rem"),
    guard_bif<&unary_plus>("+"),
    guard_bif<&negate>("-"),
    guard_bif<&band>("band"),
    guard_bif<&bor>("bor"),
    guard_bif<&bxor>("bxor"),
    guard_bif<&bnot>("bnot"),
    guard_bif<&bsl>("bsl"),
    guard_bif<&bsr>("bsr"),
    guard_bif<&less_2>("<"),
    guard_bif<&less_equal_2>("=<"),
    guard_bif<&greater_2>(">"),
    guard_bif<&greater_equal_2>(">="),
    guard_bif<&equal_2>("=="),
    guard_bif<&not_equal_2>("/="),
    guard_bif<&exact_equal_2>("=:="),
    guard_bif<&not_exact_equal_2>("=/="),
    guard_bif<&max_2>("max"),
    guard_bif<&min_2>("min"),
    guard_bif<&and_2>("and"),
    guard_bif<&or_2>("or"),
    guard_bif<&xor_2>("xor"),
    guard_bif<&not_1>("not"),
    guard_bif<&abs_1>("abs"),
    guard_bif<&float_1>("float"),
    guard_bif<&round_1>("round"),
    guard_bif<&trunc_1>("trunc"),
    guard_bif<&floor_1>("floor"),
    guard_bif<&ceil_1>("ceil"),
};

constexpr Bif kErtsInternalRows[] = {
    bif<&cmp_term_2>("cmp_term"),
};

}  // namespace

extern constinit const BifModule kErlangArith, kErtsInternalCompare;
constinit const BifModule kErtsInternalCompare{"erts_internal", kErtsInternalRows};
constinit const BifModule kErlangArith{"erlang", kRows};

}  // namespace rt
