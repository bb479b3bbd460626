// SPDX-License-Identifier: Apache-2.0
#include "runtime/ops/arith.hpp"

#include <doctest/doctest.h>

#include "runtime/term/bignum.hpp"
#include "runtime/term/compare.hpp"
#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct ArithFixture : test::VmFixture {
  Term t(std::string_view text) { return test::parse_term(process, text); }
};

struct Case {
  std::string_view op, a, b, expected;
};
const Case kCases[] = {  // constexpr is too many steps for clang
#include "tests/runtime/ops/arith_cases.inc"
};

using Operator = Term (*)(Process&, Term, Term);
Operator operator_of(std::string_view name) {
  constexpr std::pair<std::string_view, Operator> kOperators[] = {
      {"+", &add},        {"-", &subtract}, {"*", &multiply}, {"/", &divide}, {"div", &int_div}, {"rem", &int_rem},
      {"band", &band},    {"bor", &bor},    {"bxor", &bxor},  {"bsl", &bsl},  {"bsr", &bsr},
  };
  for (const auto& [text, f] : kOperators) {
    if (text == name) return f;
  }
  return nullptr;
}

bool is_normal(Term t) {
  if (!is_bignum(t)) return true;
  const IntegerView v(t);
  return v.limbs()[v.size() - 1] != 0 && (v.size() > 1 || v.bit_length() > 60);
}

TEST_CASE_FIXTURE(ArithFixture, "operators give what erl gives") {
  for (const Case& c : kCases) {
    CAPTURE(c.op);
    CAPTURE(c.a);
    CAPTURE(c.b);
    CAPTURE(c.expected);
    const Term a = t(c.a), b = t(c.b), expected = t(c.expected);
    Term result;
    if (c.op == "<") {
      result = boolean(compare(vm.atoms, a, b) < 0);
    } else if (c.op == ">") {
      result = boolean(compare(vm.atoms, a, b) > 0);
    } else if (c.op == "==") {
      result = boolean(equal(vm.atoms, a, b));
      CHECK((compare(vm.atoms, a, b) == 0) == equal(vm.atoms, a, b));
    } else if (c.op == "=:=") {
      result = boolean(exact_equal(a, b));
      CHECK((compare_exact(vm.atoms, a, b) == 0) == exact_equal(a, b));
    } else if (c.op == "neg") {
      result = negate(process, a);
    } else if (c.op == "bnot") {
      result = bnot(process, a);
    } else {
      result = operator_of(c.op)(process, a, b);
    }
    if (result.is_none()) result = process.exception.reason;
    CHECK(exact_equal(result, expected));
    CHECK(is_normal(result));
  }
}

TEST_CASE_FIXTURE(ArithFixture, "the largest integer has 65535 limbs") {
  const Term one = Term::small(1);
  const Term top = bsl(process, one, Term::small(4194239));
  REQUIRE_FALSE(top.is_none());
  const Term largest = add(process, top, subtract(process, top, one));
  REQUIRE_FALSE(largest.is_none());
  CHECK(IntegerView(largest).size() == kBignumMaxLimbs);
  CHECK(IntegerView(largest).bit_length() == kBignumMaxLimbs * 64);
  CHECK(bsl(process, one, Term::small(4194240)).is_none());
  CHECK(process.exception.reason == atoms::system_limit);
  CHECK(add(process, largest, one).is_none());
  CHECK(process.exception.reason == atoms::system_limit);
  const Term least = negate(process, largest);
  CHECK_FALSE(least.is_none());
  CHECK(bnot(process, largest).is_none());
  CHECK(process.exception.reason == atoms::system_limit);
  CHECK_FALSE(bnot(process, least).is_none());
  CHECK(multiply(process, top, Term::small(2)).is_none());
  CHECK(multiply(process, largest, largest).is_none());
  CHECK(process.exception.reason == atoms::system_limit);
  CHECK(exact_equal(int_div(process, largest, largest), one));
  CHECK(exact_equal(bsr(process, least, Term::small(4194239)), Term::small(-2)));
}

TEST_CASE_FIXTURE(ArithFixture, "shifts by more than there is memory for") {
  const Term far = t("1180591620717411303424");
  const Term back = t("-1180591620717411303424");
  const Term least_small = Term::small(Term::kSmallMin);
  CHECK(bsl(process, Term::small(0), far) == Term::small(0));
  CHECK(bsr(process, Term::small(0), back) == Term::small(0));
  CHECK(bsl(process, Term::small(1), back) == Term::small(0));
  CHECK(bsl(process, Term::small(-1), back) == Term::small(-1));
  CHECK(bsr(process, t("-1237940039285380274899124224"), far) == Term::small(-1));
  CHECK(bsr(process, Term::small(-1), least_small).is_none());
  CHECK(process.exception.reason == atoms::system_limit);
  CHECK(bsl(process, Term::small(1), least_small) == Term::small(0));
  CHECK(bsl(process, Term::small(1), far).is_none());
  CHECK(process.exception.reason == atoms::system_limit);
}

}  // namespace
}  // namespace rt
