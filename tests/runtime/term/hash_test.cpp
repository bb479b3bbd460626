// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/hash.hpp"

#include <doctest/doctest.h>

#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct Case {
  std::string_view term;
  std::uint32_t portable2, portable;
  std::uint64_t internal;  // 0: it has an atom, whose number differs from machine to machine
};
constexpr Case kCases[] = {
#include "tests/runtime/term/hash_cases.inc"
};

TEST_CASE_FIXTURE(test::VmFixture, "hashes are OTP's") {
  for (const Case& c : kCases) {
    CAPTURE(c.term);
    const Term t = test::parse_term(process, c.term);
    CHECK(portable_hash2(vm.atoms, t) == c.portable2);
    CHECK(portable_hash(vm.atoms, t) == c.portable);
    if (c.internal != 0) CHECK(internal_hash(t) == c.internal);
  }
}

TEST_CASE_FIXTURE(test::VmFixture, "a bitstring hashes alike wherever its bits lie") {
  const Term whole = test::parse_term(process, "<<18,52,86,120,154,188,222,240,18,52,86,120,154,188,222,240,18,52,86>>");
  const Term shifted = bit_slice(whole, 4, 16 * 8 + 3);
  const Term same = test::parse_term(
      process, "<<35,69,103,137,171,205,239,1,35,69,103,137,171,205,239,1,1:3>>");
  CHECK(portable_hash2(vm.atoms, shifted) == portable_hash2(vm.atoms, same));
  CHECK(portable_hash(vm.atoms, shifted) == portable_hash(vm.atoms, same));
  CHECK(internal_hash(shifted) == internal_hash(same));
}

TEST_CASE_FIXTURE(test::VmFixture, "deep terms hash without recursion") {
  Term t = Term::nil();
  for (int i = 0; i < 300'000; ++i) t = i % 2 != 0 ? tuple({t}) : list({t});
  CHECK(internal_hash(t) == internal_hash(t));
  CHECK(portable_hash2(vm.atoms, t) != portable_hash2(vm.atoms, list({t})));
  CHECK(portable_hash(vm.atoms, t) != portable_hash(vm.atoms, list({t})));
}

}  // namespace
}  // namespace rt
