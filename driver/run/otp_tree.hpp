// SPDX-License-Identifier: Apache-2.0
// The tree of Erlang/OTP's own .beam files: a folder, or the archive in this executable.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "driver/driver_error.hpp"
#include "runtime/archive/archive.hpp"

namespace driver {

// `option` (--otp) if given, else GLEAMR_OTP, else the root of our own archive, else `otp27` beside the executable. ""
// when none of them is there. Not checked further.
std::string find_otp_root(const std::string& option);

struct OtpTree {
  std::vector<std::string> ebin_folders;       // ROOT/lib/*/ebin, kernel and stdlib first, then by name
  std::unique_ptr<const rt::Archive> archive;  // where they are, unless in a file system
};

// Fails with `no_otp`.
Result<OtpTree> open_otp_tree(const std::string& root);

// For `gleamr doctor`: which tools and trees are used.
Result<std::string> toolchain_report(const std::string& otp_root);

}  // namespace driver
