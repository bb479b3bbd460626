// SPDX-License-Identifier: Apache-2.0
// A plan -> a virtual machine -> an exit status.
#pragma once

#include <optional>

#include "driver/driver_error.hpp"
#include "driver/run/machine.hpp"
#include "driver/run/start_plan.hpp"

namespace driver::test {
class TestRun;
}

namespace driver {

// Runs the program to its end. The status is the program's (0..255). Fails only when nothing could be started.
// `tests`: who serves eunit:test/2 instead of EUnit, and has the last word on the status; or nobody.
// `ready`: of the same OTP tree, with the runner if there are tests; or it is made now.
Result<int> launch(const StartPlan& plan, test::TestRun* tests = nullptr, std::optional<Ready> ready = std::nullopt);

}  // namespace driver
