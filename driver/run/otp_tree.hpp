// SPDX-License-Identifier: Apache-2.0
// The tree of Erlang/OTP's own .beam files.
#pragma once

#include <string>
#include <vector>

#include "driver/driver_error.hpp"

namespace driver {

// `option` (--otp) if given, else GLEAMR_OTP, else the tree that the build was made with, else `otp27` beside the
// executable. "" when none of them is there. Not checked further.
std::string find_otp_root(const std::string& option);

// OTP_ROOT/lib/*/ebin, kernel and stdlib first, then by name. Fails with `no_otp`.
Result<std::vector<std::string>> otp_ebin_folders(const std::string& otp_root);

// For `gleamr doctor`: which tools and trees are used.
Result<std::string> toolchain_report(const std::string& otp_root);

}  // namespace driver
