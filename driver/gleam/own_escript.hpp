// SPDX-License-Identifier: Apache-2.0
// gleamr itself is the `escript` that the Gleam compilers start to compile Erlang, unless GLEAMR_ERLANG_BIN names another one
// or there are no modules of OTP: it does what their script is for, with a cache (driver/compile). Any other script it runs, with
// OTP's module escript.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/gleam/start_handover.hpp"

namespace driver {

inline constexpr const char* kEscriptName = "escript";

// A folder, for as long as it lives, in which `escript` is gleamr; nothing when another one is used. Fails with `os`. Our own
// compiler needs none: it starts the program in GLEAMR_ESCRIPT under that name.
Result<std::optional<StartHandover>> own_escript(const ToolPaths& tools);

}  // namespace driver
