// SPDX-License-Identifier: Apache-2.0
#include "driver/run/launch.hpp"

#include "driver/run/otp_tree.hpp"

namespace driver {

Result<int> launch(const StartPlan& plan) {
  const auto otp = otp_ebin_folders(plan.otp_root);
  if (!otp) return std::unexpected(otp.error());
  return fail(ErrorCode::start, "Nothing to run it with", "This build has no virtual machine yet.");
}

}  // namespace driver
