// SPDX-License-Identifier: Apache-2.0
// THE command table: parser, help, completions, suggestions and the keys of [tools.gleamr] all come from it.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/cli/exit_code.hpp"
#include "driver/cli/options.hpp"
#include "driver/report/reporter.hpp"

namespace driver::cli {

struct OptionSpec {
  char short_name;  // 0 for none
  std::string_view name;
  std::string_view value_name;  // "" for a flag; DIR, FILE and MODULE are completed from what is there
  std::string_view help;
  std::string_view values;          // "a, b": the possible values, in the order of help; "1..9": whole numbers; "" for any
  std::string_view aliases;         // "short=long, ..": other spellings of those values
  bool repeatable = false;
  bool value_is_optional = false;  // `--NAME` or `--NAME=VALUE`
  // What is wrong with a value, where `values` cannot tell; nothing when it is right. For those in gleam.toml, whose place is
  // known before they are used.
  std::optional<std::string> (*problem)(const std::string& value) = nullptr;
};

struct Context {
  Reporter& reporter;
  bool is_called_as_tool = false;  // the name of this program is that of one of Erlang's
};

using Handler = ExitCode (*)(const ParsedOptions& options, Context& context);

// Rows whose names share their first word are sub-commands of it: "init ide".
struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view description;  // a further paragraph of its help, or ""
  std::string_view positionals;  // as shown in the usage line: "<SHELL>" is required, "[EDITOR]..." may be repeated; or ""
  bool takes_arguments;          // Gleam's rule: options end at the first positional, and the rest is the program's
  std::span<const OptionSpec> options;
  Handler handler;
  std::string_view positional_values = "";  // "a, b": all that a positional can be; "" for anything
  bool has_defaults = false;                // [tools.gleamr] in gleam.toml sets its options
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
const ErlangTool* find_tool(std::string_view name);

// The row that `words` begin with, and how many of them are its name; a null row when there is none.
struct FoundCommand {
  const Command* command;
  std::size_t words;
};
FoundCommand find_command(std::span<const std::string> words);
// "init" is a group: there are rows "init ...", and none of that name alone.
bool is_group(std::string_view word);

// The first word of each command and tool, each once: what a command line can begin with. Without Gleam's.
std::vector<std::string_view> first_words();

// What Gleam 1.18 can do and we leave to it. Whatever else is no command of ours is handed to `gleam` too.
std::span<const std::string_view> commands_of_gleam();

// The whole program. `words` includes the program's name.
ExitCode run(const std::vector<std::string>& words);

}  // namespace driver::cli
