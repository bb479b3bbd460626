// SPDX-License-Identifier: Apache-2.0
// `gleamr doctor --natives`: what OTP's modules import and nothing provides.
#pragma once

#include <string>

#include "driver/driver_error.hpp"

namespace driver {

// One line "module:function/arity  importer, importer .." per missing function, sorted, and a last line with the count.
// `modules_file` names the importing modules, one a line; "" for all of the tree.
Result<std::string> natives_report(const std::string& otp_root, const std::string& modules_file);

}  // namespace driver
