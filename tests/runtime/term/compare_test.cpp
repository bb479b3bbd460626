// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/compare.hpp"

#include <doctest/doctest.h>

#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct Case {
  std::string_view a, b;
  int order;
  bool equal, exactly_equal;
  int exact_order;
};
constexpr Case kCases[] = {
#include "tests/runtime/term/compare_cases.inc"
};

int sign(int order) { return order < 0 ? -1 : order > 0; }

TEST_CASE_FIXTURE(test::VmFixture, "terms compare as in erl") {
  for (const char* name : {"zz", "ab", "b", "a", "B", ""}) (void)atom(name);  // index order is not text order
  for (const Case& c : kCases) {
    CAPTURE(c.a);
    CAPTURE(c.b);
    const Term a = test::parse_term(process, c.a), b = test::parse_term(process, c.b);
    CHECK(sign(compare(vm.atoms, a, b)) == c.order);
    CHECK(sign(compare(vm.atoms, b, a)) == -c.order);
    CHECK(equal(vm.atoms, a, b) == c.equal);
    CHECK(exact_equal(a, b) == c.exactly_equal);
    CHECK((compare_exact(vm.atoms, a, b) == 0) == c.exactly_equal);
    // In maps OTP's exact order depends on the numbers its atoms have.
    if (c.a.find('#') == c.a.npos) CHECK(sign(compare_exact(vm.atoms, a, b)) == c.exact_order);
  }
}

TEST_CASE_FIXTURE(test::VmFixture, "types are ordered number < atom < reference < ... < bitstring") {
  Word reference[3] = {make_header(Kind::reference, 2), 1, 2};
  Export target{};
  target.module = target.function = atoms::ok;
  Word fun[2] = {make_header(Kind::fun_export, 1), reinterpret_cast<Word>(&target)};
  const Term terms[] = {Term::small(1),       atoms::ok,           Term::boxed(reference), Term::boxed(fun),
                        Term::local_port(1),  Term::local_pid(1),  tuple({}),              test::parse_term(process, "#{}"),
                        Term::nil(),          list({Term::nil()}), binary("")};
  for (std::size_t i = 0; i < std::size(terms); ++i) {
    for (std::size_t j = 0; j < std::size(terms); ++j) {
      CHECK(sign(compare(vm.atoms, terms[i], terms[j])) == (i < j ? -1 : i > j));
    }
  }
}

TEST_CASE_FIXTURE(test::VmFixture, "depth does not matter") {
  const auto deep = [&](Term t) {
    for (int i = 0; i < 300'000; ++i) t = i % 2 != 0 ? tuple({t}) : list({t});
    return t;
  };
  const Term a = deep(Term::small(1)), b = deep(Term::small(1)), c = deep(Term::zero_float(false));
  CHECK(exact_equal(a, b));
  CHECK(compare(vm.atoms, a, b) == 0);
  CHECK_FALSE(equal(vm.atoms, a, c));
  CHECK(compare(vm.atoms, a, c) > 0);
}

}  // namespace
}  // namespace rt
