// SPDX-License-Identifier: Apache-2.0
// OTP's own processes that start when somebody first asks for them: those of files and of code.
#pragma once

#include <string>
#include <vector>

#include "driver/run/start_plan.hpp"

namespace rt {
class Vm;
}

namespace driver {

// `path`: what the loader's path is before code_server adds the folders of the whole tree. The application of the
// plan is started with the application_controller, unless that runs code; the plan outlives the machine. False: no process.
bool add_otp_servers(rt::Vm& vm, std::vector<std::string> path, const StartPlan& plan);

}  // namespace driver
