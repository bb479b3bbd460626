// SPDX-License-Identifier: Apache-2.0
// From a built project to the plan of its start.
#pragma once

#include <vector>

#include "driver/project/project.hpp"
#include "driver/run/start_plan.hpp"

namespace driver {

// Requires: the project was built for Erlang. The ebin folders are the root package's, then those of the locked
// packages, then whatever else lies in build/dev/erlang (Elixir's libraries), by name.
// `module` may be written with `/` or with `@`. Leaves `arguments` and `otp_root` empty.
Result<StartPlan> plan_start(const Project& project, const std::vector<LockedPackage>& packages,
                             const std::string& module);

}  // namespace driver
