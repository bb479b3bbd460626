// SPDX-License-Identifier: Apache-2.0
// Functions that only the start of OTP's servers calls (driver/run/otp_servers.cpp), by their names.
#pragma once

#include <string_view>

namespace rt {

// user_drv:'$read_what_there_is'(DeadlineNs), by the scheduler's clock.
constexpr std::string_view kReadWhatThereIs = "$read_what_there_is";

}  // namespace rt
