// SPDX-License-Identifier: Apache-2.0
#include "driver/run/natives_report.hpp"

namespace driver {

Result<std::string> natives_report(const std::string&, const std::string&) {
  return fail(ErrorCode::start, "Nothing to report on", "This build has no loader yet.");
}

}  // namespace driver
