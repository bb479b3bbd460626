// SPDX-License-Identifier: Apache-2.0
// THE command table: the parser, the help texts and the suggestions all walk it.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "driver/cli/exit_code.hpp"
#include "driver/cli/options.hpp"
#include "driver/report/reporter.hpp"

namespace driver::cli {

struct OptionSpec {
  char short_name;  // 0 for none
  std::string_view name;
  std::string_view value_name;  // "" for a flag
  std::string_view help;
  std::string_view values;          // "a, b": the possible values, in the order of help; "1..9": whole numbers; "" for any
  std::string_view aliases;         // "short=long, ..": other spellings of those values
  bool repeatable = false;
};

struct Context {
  Reporter& reporter;
};

using Handler = ExitCode (*)(const ParsedOptions& options, Context& context);

struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view description;  // a further paragraph of its help, or ""
  std::string_view positionals;  // as shown in the usage line, or ""
  bool takes_arguments;          // words after the first positional belong to the program
  std::span<const OptionSpec> options;
  Handler handler;
};

// A tool of Erlang that gleamr also is: by its name as a command, and when gleamr is called by it. The words behind it are
// its own, and follow its own rules.
struct ErlangTool {
  std::string_view name;
  std::string_view summary;
  ExitCode (*handler)(const std::vector<std::string>& words, Context& context);
};

std::span<const Command> commands();
std::span<const ErlangTool> erlang_tools();
const Command* find_command(std::string_view name);

// What only Gleam itself can do: such a command line is handed to `gleam` as it is.
std::span<const std::string_view> commands_of_gleam();

// The whole program. `words` includes the program's name.
ExitCode run(const std::vector<std::string>& words);

}  // namespace driver::cli
