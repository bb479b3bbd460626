// SPDX-License-Identifier: Apache-2.0
// Tables of calls of natives: {"lists:member(a,[a])", "true"}, made by native_cases.escript with a real erl. A result
// that was an exception is "!Class:Reason".
#pragma once

#include <span>
#include <string_view>

#include "tests/support/vm_fixture.hpp"

namespace rt::test {

struct NativeCase {
  const char* call;  // no string_view: the compiler would measure every text, which takes minutes
  const char* result;
};

// Makes every call in `fixture`'s process and compares by =:=. Fails a doctest CHECK for each that differs.
void check_native_cases(VmFixture& fixture, std::span<const NativeCase> cases);

// The result of one call, or none with an exception in the process. Requires: the native exists.
Term call_native(VmFixture& fixture, std::string_view call);

}  // namespace rt::test
