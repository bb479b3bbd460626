// SPDX-License-Identifier: Apache-2.0
// Where no Erlang is installed, gleamr itself is the `escript` that the Gleam compilers start to compile Erlang: under that
// name it runs an Erlang script, with OTP's module escript.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/gleam/start_handover.hpp"

namespace driver {

inline constexpr const char* kEscriptName = "escript";

// A folder, for as long as it lives, in which `escript` is gleamr; nothing when there is another. Fails with `os`.
Result<std::optional<StartHandover>> own_escript(const ToolPaths& tools);

}  // namespace driver
