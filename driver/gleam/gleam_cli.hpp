// SPDX-License-Identifier: Apache-2.0
// The two kinds of compiler process.
#pragma once

#include "driver/gleam/compiler.hpp"
#include "driver/gleam/version.hpp"

namespace driver {

// The user's `gleam`. Requires: `tools.gleam` is one of a supported version.
std::unique_ptr<Compiler> make_gleam_cli(CommandRunner& runner, const ToolPaths& tools);

// Our `gleamc`. Requires: `tools.gleamc` is not empty.
std::unique_ptr<Compiler> make_gleamc_cli(CommandRunner& runner, const ToolPaths& tools);

// argv of `gleam` for a request, without its name.
std::vector<std::string> gleam_run_arguments(const RunRequest& request);
std::vector<std::string> gleam_build_arguments(const BuildRequest& request);
// The same for `gleamc`.
std::vector<std::string> gleamc_run_arguments(const RunRequest& request, const std::string& start_file);

}  // namespace driver
