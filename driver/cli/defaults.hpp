// SPDX-License-Identifier: Apache-2.0
// [tools.gleamr] in gleam.toml: defaults for the options of the commands that have them (Command::has_defaults).
//
//   [tools.gleamr]            keys are names of options; they count for every command that has such an option
//   schedulers = 2
//   [tools.gleamr.run]        the same for one command, which wins over the above
//   no-jit = true
//
// The command line wins over both.
#pragma once

#include "driver/cli/options.hpp"
#include "driver/driver_error.hpp"

namespace driver::cli {

// Reads the gleam.toml of the project around the current folder, checks all of [tools.gleamr], and adds to `options` what it
// says for `command`. Fails with `bad_config` and the place. Without a project there are no defaults, and a file that is not
// TOML is left to the compiler, which says so in Gleam's words.
Result<void> apply_defaults(const Command& command, ParsedOptions& options);

// The same for a file's text.
Result<void> apply_defaults(std::string_view toml, const std::string& file, const Command& command, ParsedOptions& options);

}  // namespace driver::cli
