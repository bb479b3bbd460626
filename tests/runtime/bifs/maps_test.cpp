// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/native_cases.hpp"

namespace rt {
namespace {

// native_cases.escript maps.calls
constexpr test::NativeCase kCases[] = {
#include "tests/runtime/bifs/maps.inc"
};

TEST_CASE_FIXTURE(test::VmFixture, "natives on maps give what erl gives, in its order") {
  test::check_native_cases(*this, kCases);
}

}  // namespace
}  // namespace rt
