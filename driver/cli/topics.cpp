// SPDX-License-Identifier: Apache-2.0
// The topics, each from the table that the program itself goes by where there is one.
#include "driver/cli/topics.hpp"

#include <algorithm>
#include <array>

#include "driver/cli/commands.hpp"
#include "driver/cli/exit_code.hpp"
#include "driver/test/filter.hpp"
#include "driver/test/reporter.hpp"

namespace driver::cli {
namespace {

std::string columns(std::string_view left, std::string_view right, std::size_t width) {
  std::string line = "  " + std::string(left);
  line.append(line.size() < width ? width - line.size() : 1, ' ');
  return line.append(right).append("\n");
}

std::string exit_codes() {
  std::string text = "The exit status of gleamr\n\n";
  for (const ExitMeaning& row : kExitMeanings) {
    text += columns(std::to_string(static_cast<int>(row.code)), row.meaning, 7);
  }
  text += "  Any other value is the program's own.\n\nWhat a program does, and the status:\n\n";
  std::size_t width = 0;
  for (const ExitEvent& row : kExitEvents) width = std::max(width, row.event.size() + 4);
  for (const ExitEvent& row : kExitEvents) text += columns(row.event, row.status, width);
  return text;
}

struct Variable {
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array kVariables{
    Variable{"GLEAMR_OTP", "an OTP tree to load Erlang's modules from (as --otp), in place of the packed one"},
    Variable{"GLEAMR_ERLANG_BIN", "the folder of another escript than gleamr to compile Erlang"},
    Variable{"GLEAMR_CACHE", "the folder of the cache of compiled modules, or off"},
    Variable{"GLEAMR_CACHE_SIZE", "how large it may become: 512M if not given"},
    Variable{"GLEAMR_COMPILER", "gleam or gleamc: use only that one"},
    Variable{"FORCE_COLOR", "colours wherever the output goes, unless it is empty"},
    Variable{"NO_COLOR", "no colours on a terminal"},
};

std::string environment() {
  std::string text = "Environment variables that gleamr reads\n\n";
  for (const Variable& row : kVariables) text += columns(row.name, row.meaning, 21);
  return text;
}

std::string config() {
  std::string text =
      "Defaults for options, in gleam.toml\n\n"
      "  [tools.gleamr]         # for every command that has the option\n"
      "  schedulers = 2\n\n"
      "  [tools.gleamr.run]     # for one command, which wins over the above\n"
      "  no-jit = true\n\n"
      "Keys are the names of options without their dashes. A flag takes true or false, an option that can\n"
      "be repeated a value or a list of them, one with numbers a number, every other one a string. What the\n"
      "command line says wins.\n\nCommands and their keys:\n\n";
  for (const Command& command : commands()) {
    if (!command.has_defaults) continue;
    std::string keys;
    for (const OptionSpec& option : command.options) {
      if (option.name != "help") keys += (keys.empty() ? "" : " ") + std::string(option.name);
    }
    text += columns(command.name, keys, 9);
  }
  return text;
}

std::string filters() {
  return "Which tests `gleamr test --filter EXPR` runs\n\n" + std::string(test::filter_help()) +
         "\n\nPlaces and names:\n\n" +
         columns("FILE[:LINE]",
                 "the tests of a file or folder; the test at the line, or the next one below it", 27) +
         columns("--test-filter NAME",
                 "the test function of this name, as editors send it; also --test-name-filter=NAME", 27) +
         "\nSeveral kinds together must all hold. Where nothing matches the status is 4.\n\nFor example:\n\n"
         "  gleamr test test/user_test.gleam:12\n  gleamr test --filter 'module:db/* and not slow'\n"
         "  gleamr test --filter '=user_test.insert_test or /parse_\\d+/'\n";
}

std::string reporters() {
  std::string text = "What `gleamr test --reporter NAME[=FILE]` writes; it may be given several times\n\n";
  for (const test::ReporterInfo& row : test::reporter_table()) text += columns(row.name, row.summary, 12);
  return text;
}

constexpr std::array kTopics{
    Topic{"exit-codes", "What the exit status means", &exit_codes},
    Topic{"config", "Defaults for options, in gleam.toml", &config},
    Topic{"environment", "Variables that gleamr reads", &environment},
    Topic{"filters", "How to say which tests run", &filters},
    Topic{"reporters", "What can tell of a test run, and in which form", &reporters},
};

}  // namespace

std::span<const Topic> topics() { return kTopics; }

const Topic* find_topic(std::string_view name) {
  const auto* found =
      std::find_if(kTopics.begin(), kTopics.end(), [&](const Topic& row) { return row.name == name; });
  return found == kTopics.end() ? nullptr : found;
}

}  // namespace driver::cli
