// SPDX-License-Identifier: Apache-2.0
#include "tests/runtime/bifs/native_cases.hpp"

namespace rt {
namespace {

using test::RecordedCall;

constexpr RecordedCall kConvert[] = {
#include "tests/runtime/bifs/erlang_convert.inc"
};
constexpr RecordedCall kExternal[] = {
#include "tests/runtime/bifs/erlang_external.inc"
};

TEST_CASE_FIXTURE(test::NativeFixture, "natives that convert answer as Erlang's") { run(kConvert); }
TEST_CASE_FIXTURE(test::NativeFixture, "natives of the external term format answer as Erlang's") {
  run(kExternal);
}

}  // namespace
}  // namespace rt
