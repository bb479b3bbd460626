// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/bifs/bif.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/list.hpp"
#include "tests/support/native_cases.hpp"
#include "tests/support/parse_term.hpp"

namespace rt {
namespace {

struct Step {
  const char* flavour;
  int number;
  const char *function, *arguments, *result;
};
// atomics_cases.escript
constexpr Step kSteps[] = {
#include "tests/runtime/bifs/atomics.inc"
};

TEST_CASE_FIXTURE(test::VmFixture, "atomics and counters wrap, refuse and answer as in erl") {
  Term array;
  for (const Step& s : kSteps) {
    CAPTURE(s.flavour);
    CAPTURE(s.number);
    CAPTURE(s.function);
    CAPTURE(s.arguments);
    CAPTURE(s.result);
    const std::string_view flavour = s.flavour;
    const bool counters = flavour == "counters";
    if (s.number == 1) {
      array = test::call_native(*this, counters                ? "erts_internal:counters_new(2)"
                                       : flavour == "signed" ? "erts_internal:atomics_new(2,1)"
                                                               : "erts_internal:atomics_new(2,0)");
    }
    std::vector<Term> arguments{array};
    for (Term rest = test::parse_term(process, s.arguments); rest.is_cons(); rest = rest.tail()) {
      arguments.push_back(rest.head());
    }
    const Bif* native = vm.native_of(counters ? atom("erts_internal") : atom("atomics"), atom(s.function),
                                     static_cast<unsigned>(arguments.size()));
    REQUIRE(native != nullptr);
    Term result = native->function(process, arguments.data());
    if (result.is_none()) result = tuple({atom("!"), process.exception.reason});
    CHECK(exact_equal(result, test::parse_term(process, s.result)));
  }
}

TEST_CASE_FIXTURE(test::VmFixture, "an array lives as long as its last reference, and says what it is") {
  const Term array = test::call_native(*this, "erts_internal:atomics_new(2,1)");
  const Bif* info = vm.native_of(atom("atomics"), atom("info"), 1);
  CHECK(exact_equal(info->function(process, &array),
                    test::parse_term(process, "#{max=>9223372036854775807,min=>-9223372036854775808,size=>2,memory=>56}")));
}

}  // namespace
}  // namespace rt
