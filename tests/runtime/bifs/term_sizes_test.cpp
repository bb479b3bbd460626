// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/native_cases.hpp"

namespace rt {
namespace {

// native_cases.escript term_sizes.calls
constexpr test::NativeCase kCases[] = {
#include "tests/runtime/bifs/term_sizes.inc"
};

TEST_CASE_FIXTURE(test::VmFixture, "sizes and types of terms, and what persistent terms and atomics refuse are as in erl") {
  test::check_native_cases(*this, kCases);
}

}  // namespace
}  // namespace rt
