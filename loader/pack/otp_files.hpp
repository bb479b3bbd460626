// SPDX-License-Identifier: Apache-2.0
// Which files of an OTP tree travel in the executable.
#pragma once

#include <string>
#include <vector>

#include "loader/pack/archive_writer.hpp"

namespace loader {

struct OtpFiles {
  std::vector<InputFile> files;
  std::vector<std::string> search;   // folders of the code path, in its order
  std::vector<std::string> sources;  // where each was read, for whoever watches them
};

// `root` has lib/NAME-VERSION/ebin.
PackResult<OtpFiles> read_otp_files(const std::string& root);

}  // namespace loader
