// SPDX-License-Identifier: Apache-2.0
// Help and usage texts, made from the command table.
#pragma once

#include <string>
#include <string_view>

namespace driver::cli {

struct Command;

std::string overview_help();
std::string command_help(const Command& command);

// "error: MESSAGE", the usage line, and where to find help.
std::string usage_text(const Command& command, std::string_view message);
// The same without the usage line.
std::string short_usage_text(std::string_view message);
// `word` looks like an option and is none.
std::string unexpected_argument_text(const Command& command, std::string_view word);
std::string unknown_command_text(std::string_view word);

}  // namespace driver::cli
