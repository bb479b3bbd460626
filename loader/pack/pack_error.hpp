// SPDX-License-Identifier: Apache-2.0
// Why an OTP tree could not be packed.
#pragma once

#include <expected>
#include <string>

namespace loader {

enum class PackErrorCode {
  no_otp_tree,   // lib/kernel-*/ebin or lib/stdlib-*/ebin is not there
  unreadable,    // the system's words are in the text
  bad_module,    // a .beam that the loader refuses, or that holds another module than its name says
  bad_path,      // absolute, empty, twice, or a file where another path needs a folder
  too_large,
};

struct PackError {
  PackErrorCode code;
  std::string path;  // of the file or folder
  std::string text;
};

template <typename T>
using PackResult = std::expected<T, PackError>;

}  // namespace loader
