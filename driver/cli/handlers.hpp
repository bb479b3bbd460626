// SPDX-License-Identifier: Apache-2.0
// What the commands do. The table is in commands.cpp.
#pragma once

#include <string>
#include <vector>

#include "driver/cli/commands.hpp"

namespace driver::cli {

ExitCode run_src(const ParsedOptions& options, Context& context);
ExitCode run_test(const ParsedOptions& options, Context& context);
ExitCode run_dev(const ParsedOptions& options, Context& context);
// Erlang's own tools. `words`: without the tool's name.
ExitCode erl(const std::vector<std::string>& words, Context& context);
ExitCode erlc(const std::vector<std::string>& words, Context& context);
ExitCode escript(const std::vector<std::string>& words, Context& context);
ExitCode exec(const ParsedOptions& options, Context& context);
ExitCode build(const ParsedOptions& options, Context& context);
ExitCode check(const ParsedOptions& options, Context& context);
ExitCode cache(const ParsedOptions& options, Context& context);
ExitCode doctor(const ParsedOptions& options, Context& context);
ExitCode init_ide(const ParsedOptions& options, Context& context);
ExitCode completions(const ParsedOptions& options, Context& context);
ExitCode help(const ParsedOptions& options, Context& context);
ExitCode version(const ParsedOptions& options, Context& context);

// A command that is not ours: this process becomes `gleam`, where there is one. Else gleamc gets what it can do
// (`clean`), and for the rest the answer is an error.
ExitCode hand_to_gleam(const std::vector<std::string>& words, Context& context);

}  // namespace driver::cli
