// SPDX-License-Identifier: Apache-2.0
// Texts in the manner of `gleam` (which are clap's), so that nobody has to learn another.
#include "driver/cli/help.hpp"

#include <algorithm>
#include <vector>

#include "driver/cli/commands.hpp"
#include "driver/cli/suggest.hpp"
#include "driver/cli/topics.hpp"

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
  if (option.value_is_optional) return text + "[=<" + std::string(option.value_name) + ">]";
  if (!option.value_name.empty()) text += " <" + std::string(option.value_name) + ">";
  return text;
}

std::string padded(std::string text, std::size_t width) {
  text.append(width > text.size() ? width - text.size() : 0, ' ');
  return text;
}

}  // namespace

std::string overview_help() {
  std::size_t width = 0;
  for (const Command& command : commands()) width = std::max(width, command.name.size() + 2);
  const auto row = [&](std::string_view name, std::string_view summary) {
    return "  " + padded(std::string(name), width) + std::string(summary) + "\n";
  };
  std::string text =
      "Run Gleam programs on a virtual machine of its own\n\nUsage: gleamr <COMMAND>\n\nCommands:\n";
  for (const Command& command : commands()) text += row(command.name, command.summary);
  text += "\nErlang's tools, also by their own names:\n";
  for (const ErlangTool& tool : erlang_tools()) text += row(tool.name, tool.summary);
  text += "\nPassed on to gleam, as is every other word:\n ";
  for (std::string_view name : commands_of_gleam()) text += " " + std::string(name);
  text += "\n\nFurther help, with `gleamr help TOPIC`:\n";
  for (const Topic& topic : topics()) text += row(topic.name, topic.summary);
  text +=
      "\nOptions:\n  -h, --help     Print help\n  -V, --version  Print version\n"
      "\nExit status:\n";
  for (const ExitMeaning& row : kExitMeanings) {
    text += "  " + padded(std::to_string(static_cast<int>(row.code)), 5) + std::string(row.meaning) + "\n";
  }
  return text + "  Any other value is the program's own.\n";
}

std::string tool_help(const ErlangTool& tool) {
  return std::string(tool.summary) + "\n\nUsage: gleamr " + std::string(tool.name) +
         " [ARGUMENTS]...\n\nIts options are those of Erlang/OTP's `" + std::string(tool.name) + "`.\n";
}

std::string group_help(std::string_view word) {
  std::string text = "Usage: gleamr " + std::string(word) + " <COMMAND>\n\nCommands:\n";
  for (const Command& command : commands()) {
    if (!command.name.starts_with(std::string(word) + " ")) continue;
    text += "  " + padded(std::string(command.name.substr(word.size() + 1)), 8) + std::string(command.summary) + "\n";
  }
  return text;
}

std::string command_help(const Command& command) {
  std::string text(command.summary);
  if (!command.description.empty()) text += "\n\n" + std::string(command.description);
  text += "\n\n" + usage_line(command) + "\n";
  if (!command.positional_values.empty()) {
    text += "Arguments:\n  " + std::string(command.positionals) + "  [possible values: " +
            std::string(command.positional_values) + "]\n\n";
  }
  text += "Options:\n";
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

std::string similar_command_tip(std::string_view word) {
  std::vector<std::string_view> names = first_words();
  names.insert(names.end(), commands_of_gleam().begin(), commands_of_gleam().end());
  const std::string_view near = nearest(word, names);
  return near.empty() ? "" : "  tip: a similar subcommand exists: '" + std::string(near) + "'";
}

std::string unknown_command_text(std::string_view word) {
  const bool is_option = word.starts_with('-');
  std::string text = is_option ? "error: unexpected argument '" + std::string(word) + "' found"
                               : "error: unrecognized subcommand '" + std::string(word) + "'";
  if (const std::string tip = similar_command_tip(word); !tip.empty()) text += "\n\n" + tip;
  return text + "\n\nUsage: gleamr <COMMAND>\n\n" + std::string(kSeeHelp);
}

std::string unknown_subcommand_text(std::string_view group, std::string_view word) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    if (command.name.starts_with(std::string(group) + " ")) names.push_back(command.name.substr(group.size() + 1));
  }
  std::string text = "error: unrecognized subcommand '" + std::string(word) + "'";
  if (const std::string_view near = nearest(word, names); !near.empty()) {
    text += "\n\n  tip: a similar subcommand exists: '" + std::string(near) + "'";
  }
  return text + "\n\nUsage: gleamr " + std::string(group) + " <COMMAND>\n\n" + std::string(kSeeHelp);
}

}  // namespace driver::cli
