// SPDX-License-Identifier: Apache-2.0
// Texts in the manner of `gleam` (which are clap's), so that nobody has to learn another.
#include "driver/cli/help.hpp"

#include <algorithm>
#include <vector>

#include "driver/cli/commands.hpp"
#include "driver/cli/suggest.hpp"

namespace driver::cli {
namespace {

constexpr std::string_view kSeeHelp = "For more information, try '--help'.\n";

std::string usage_line(const Command& command) {
  std::string line = "Usage: gleamr " + std::string(command.name) + " [OPTIONS]";
  if (!command.positionals.empty()) line += " " + std::string(command.positionals);
  return line + "\n";
}

std::string spelled(const OptionSpec& option) {
  std::string text = "  ";
  if (option.short_name != 0) {
    text += std::string("-") + option.short_name + ", ";
  } else {
    text += "    ";
  }
  text += "--" + std::string(option.name);
  if (!option.value_name.empty()) text += " <" + std::string(option.value_name) + ">";
  return text;
}

std::string padded(std::string text, std::size_t width) {
  text.append(width > text.size() ? width - text.size() : 0, ' ');
  return text;
}

}  // namespace

std::string overview_help() {
  std::string text =
      "Run Gleam programs on a virtual machine of its own\n\nUsage: gleamr <COMMAND>\n\nCommands:\n";
  for (const Command& command : commands()) {
    text += "  " + padded(std::string(command.name), 8) + std::string(command.summary) + "\n";
  }
  text += "\nErlang's tools, also by their own names:\n";
  for (const ErlangTool& tool : erlang_tools()) {
    text += "  " + padded(std::string(tool.name), 8) + std::string(tool.summary) + "\n";
  }
  text +=
      "\nOptions:\n  -h, --help     Print help\n  -V, --version  Print version\n"
      "\nExit status:\n";
  for (const ExitMeaning& row : kExitMeanings) {
    text += "  " + padded(std::to_string(static_cast<int>(row.code)), 5) + std::string(row.meaning) + "\n";
  }
  return text + "  Any other value is the program's own.\n";
}

std::string command_help(const Command& command) {
  std::string text(command.summary);
  if (!command.description.empty()) text += "\n\n" + std::string(command.description);
  text += "\n\n" + usage_line(command) + "\nOptions:\n";
  std::size_t width = 0;
  for (const OptionSpec& option : command.options) width = std::max(width, spelled(option).size());
  for (const OptionSpec& option : command.options) {
    text += padded(spelled(option), width + 2) + std::string(option.help);
    if (!option.values.empty()) text += " [possible values: " + std::string(option.values) + "]";
    text += "\n";
  }
  return text;
}

std::string short_usage_text(std::string_view message) {
  return "error: " + std::string(message) + "\n\n" + std::string(kSeeHelp);
}

std::string usage_text(const Command& command, std::string_view message) {
  return "error: " + std::string(message) + "\n\n" + usage_line(command) + "\n" + std::string(kSeeHelp);
}

std::string unexpected_argument_text(const Command& command, std::string_view word) {
  const std::string name(word.substr(0, word.find('=')));
  std::string message = "unexpected argument '" + name + "' found\n\n";
  std::vector<std::string> spellings;
  for (const OptionSpec& option : command.options) spellings.push_back("--" + std::string(option.name));
  const std::vector<std::string_view> candidates(spellings.begin(), spellings.end());
  if (const std::string_view near = nearest(name, candidates); !near.empty()) {
    message += "  tip: a similar argument exists: '" + std::string(near) + "'";
  } else if (command.takes_arguments) {
    message += "  tip: to pass '" + name + "' as a value, use '-- " + name + "'";
  } else {
    message.resize(message.size() - 2);
  }
  return usage_text(command, message);
}

std::string unknown_command_text(std::string_view word) {
  std::string message = "unrecognized subcommand '" + std::string(word) + "'";
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  names.insert(names.end(), commands_of_gleam().begin(), commands_of_gleam().end());
  if (const std::string_view near = nearest(word, names); !near.empty()) {
    message += "\n\n  tip: a similar subcommand exists: '" + std::string(near) + "'";
  }
  return "error: " + message + "\n\nUsage: gleamr <COMMAND>\n\n" + std::string(kSeeHelp);
}

}  // namespace driver::cli
