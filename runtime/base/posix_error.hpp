// SPDX-License-Identifier: Apache-2.0
// Names of the operating system's errors as Erlang has them: ENOENT is enoent.
#pragma once

#include <string>

namespace rt {

std::string posix_error_name(int error);  // "unknown" when it has none

}  // namespace rt
