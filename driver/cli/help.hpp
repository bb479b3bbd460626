// SPDX-License-Identifier: Apache-2.0
// Help and usage texts, made from the command table.
#pragma once

#include <string>
#include <string_view>

namespace driver::cli {

struct Command;
struct ErlangTool;

std::string overview_help();
std::string command_help(const Command& command);
std::string tool_help(const ErlangTool& tool);
// Of a word that begins several commands' names.
std::string group_help(std::string_view word);

// "error: MESSAGE", the usage line, and where to find help.
std::string usage_text(const Command& command, std::string_view message);
// The same without the usage line.
std::string short_usage_text(std::string_view message);
// `word` looks like an option and is none.
std::string unexpected_argument_text(const Command& command, std::string_view word);
// `word` is no command of ours, nor one that we know of Gleam.
std::string unknown_command_text(std::string_view word);
// `word` is none behind `group`.
std::string unknown_subcommand_text(std::string_view group, std::string_view word);
// "tip: a similar subcommand exists: 'run'", or "" when none is near.
std::string similar_command_tip(std::string_view word);

}  // namespace driver::cli
