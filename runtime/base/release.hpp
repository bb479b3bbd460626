// SPDX-License-Identifier: Apache-2.0
// The release of Erlang/OTP whose machine this is.
#pragma once

#include <string_view>

namespace rt {

constexpr std::string_view kOtpRelease = "27";
constexpr std::string_view kErtsVersion = "15.2.7";

}  // namespace rt
