// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/dictionary.hpp"

#include <doctest/doctest.h>

#include "runtime/term/compare.hpp"
#include "tests/support/native_cases.hpp"
#include "tests/support/parse_term.hpp"

namespace rt {
namespace {

struct Step {
  const char *operation, *key;
  int value;
  const char* contents;  // empty: not looked at
};
// dictionary_cases.escript
constexpr Step kSteps[] = {
#include "tests/runtime/process/dictionary.inc"
};

TEST_CASE_FIXTURE(test::VmFixture, "get/0 lists the dictionary in erl's order while it grows and shrinks") {
  for (const Step& s : kSteps) {
    CAPTURE(s.value);
    CAPTURE(s.contents);
    const Term key = test::parse_term(process, s.key), number = Term::small(s.value);
    if (std::string_view(s.operation) == "erase") {
      const Term before = process.dictionary.get(key);
      CHECK(process.dictionary.erase(key) == before);
      CHECK(process.dictionary.get(key).is_none());
    } else {
      const Term value = std::string_view(s.operation) == "put" ? number : tuple({number});
      process.dictionary.put(key, value);
      CHECK(process.dictionary.get(key) == value);
    }
    if (*s.contents == 0) continue;
    CHECK(exact_equal(test::call_native(*this, "erlang:get()"), test::parse_term(process, s.contents)));
  }
}

TEST_CASE_FIXTURE(test::VmFixture, "natives of the dictionary") {
  constexpr test::NativeCase kCases[] = {
      {"erlang:get(a)", "undefined"},     {"erlang:put(a,1)", "undefined"}, {"erlang:put(a,2)", "1"},
      {"erlang:put({b},2)", "undefined"}, {"erlang:get({b})", "2"},         {"erlang:get_keys(3)", "[]"},
      {"erlang:erase({b})", "2"},         {"erlang:get_keys(2)", "[a]"},    {"erlang:get_keys()", "[a]"},
      {"erlang:erase()", "[{a,2}]"},      {"erlang:get()", "[]"},           {"erlang:erase(a)", "undefined"},
  };
  test::check_native_cases(*this, kCases);
}

}  // namespace
}  // namespace rt
