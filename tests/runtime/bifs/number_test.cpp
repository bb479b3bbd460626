// SPDX-License-Identifier: Apache-2.0
// Natives over numbers and floats as text, against a table that a real erl has written.
#include <doctest/doctest.h>

#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/term/compare.hpp"
#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct Case {
  std::string_view module, function, arguments, expected;
};
constexpr Case kCases[] = {
#include "tests/runtime/bifs/number_cases.inc"
};

struct NumberFixture : test::VmFixture {
  Term call(std::string_view module, std::string_view function, std::string_view argument_list) {
    std::vector<Term> arguments;
    for (Term t = test::parse_term(process, argument_list); t.is_cons(); t = t.tail()) arguments.push_back(t.head());
    const Bif* native = vm.native_of(atom(module), atom(function), static_cast<unsigned>(arguments.size()));
    REQUIRE(native != nullptr);
    const Term result = native->function(process, arguments.data());
    return result.is_none() ? tuple({atoms::error, process.exception.reason}) : result;
  }
};

TEST_CASE_FIXTURE(NumberFixture, "natives over numbers give what erl gives") {
  for (const Case& c : kCases) {
    CAPTURE(c.module);
    CAPTURE(c.function);
    CAPTURE(c.arguments);
    CAPTURE(c.expected);
    CHECK(exact_equal(call(c.module, c.function, c.arguments), test::parse_term(process, c.expected)));
  }
}

TEST_CASE_FIXTURE(NumberFixture, "numbers of a million digits are read and written") {
  const std::string digits(1'000'000, '7');
  const Term list = call("erts_internal", "list_to_integer", "[\"" + digits + "\", 10]");
  REQUIRE(is_tuple(list, 2));
  const Bif* to_binary = vm.native_of(atoms::erlang, atom("integer_to_binary"), 1);
  const Term integer = tuple_element(list, 0);
  const Term text = to_binary->function(process, &integer);
  CHECK(exact_equal(text, binary(digits)));
  CHECK(call("erts_internal", "list_to_integer", "[\"" + std::string(1'262'700, '9') + "\", 10]") == atom("big"));
}

}  // namespace
}  // namespace rt
