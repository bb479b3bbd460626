// SPDX-License-Identifier: Apache-2.0
// ERL_LIBS: folders with applications of the user's own, each in a folder NAME or NAME-VERSION with an `ebin`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace driver {

// The `ebin` folders that OTP's code server puts into its path for these folders (separated by colons): of each application the
// newest version, in OTP's order. Not those in archives (.ez).
std::vector<std::string> user_library_folders(std::string_view erl_libs);

}  // namespace driver
