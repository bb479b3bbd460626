// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace driver::cli {

// "gleamr 0.1.0" and a newline.
std::string version_text();

}  // namespace driver::cli
