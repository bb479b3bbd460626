// SPDX-License-Identifier: Apache-2.0
// The version that the build files give.
#include "driver/cli/version.hpp"

namespace driver::cli {

std::string version_text() { return "gleamr " GLEAMR_VERSION "\n"; }

}  // namespace driver::cli
