// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/native_cases.hpp"

namespace rt {
namespace {

// native_cases.escript lists_tuples.calls
constexpr test::NativeCase kCases[] = {
#include "tests/runtime/bifs/lists_tuples.inc"
};

TEST_CASE_FIXTURE(test::VmFixture, "natives on lists and tuples give what erl gives") {
  test::check_native_cases(*this, kCases);
}

}  // namespace
}  // namespace rt
