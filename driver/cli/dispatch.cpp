// SPDX-License-Identifier: Apache-2.0
// The walk from argv to a handler: by the name that we were called by, by the first words, by the options.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "driver/cli/commands.hpp"
#include "driver/cli/complete.hpp"
#include "driver/cli/defaults.hpp"
#include "driver/cli/handlers.hpp"
#include "driver/cli/help.hpp"
#include "driver/cli/version.hpp"
#include "driver/gleam/own_escript.hpp"
#include "driver/gleam/start_handover.hpp"

namespace driver::cli {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ExitCode usage_error(const std::string& text, Context& context) {
  context.reporter.usage_error(text);
  return ExitCode::usage;
}

ExitCode run_command(const Command& command, const std::vector<std::string>& words, Context& context) {
  auto options = parse(command, words);
  if (!options) return usage_error(options.error(), context);
  if (options->has("help")) {
    context.reporter.text(command_help(command));
    return ExitCode::ok;
  }
  if (command.has_defaults) {
    if (const auto applied = apply_defaults(command, *options); !applied) {
      context.reporter.error(applied.error());
      return exit_code_for(applied.error().code);
    }
  }
  return command.handler(*options, context);
}

// `gleamr init`, `gleamr init frob`, `gleamr init --help`.
ExitCode run_group(const std::vector<std::string>& words, Context& context) {
  if (words.size() == 1) return usage_error(group_help(words[0]), context);
  if (is_one_of(words[1], {"--help", "-h"})) {
    context.reporter.text(group_help(words[0]));
    return ExitCode::ok;
  }
  return usage_error(unknown_subcommand_text(words[0], words[1]), context);
}

}  // namespace

ExitCode run(const std::vector<std::string>& argv) {
  const std::string own_name = argv.empty() ? "" : std::filesystem::path(argv[0]).filename().string();
  const std::vector<std::string> words(argv.begin() + (argv.empty() ? 0 : 1), argv.end());
  // Under the name `erl` we answer a compiler that we started ourselves (gleam/start_handover).
  const char* start_file = std::getenv(kStartFileVariable);
  if (start_file != nullptr && own_name == "erl") return exit_code_of_status(answer_as_erl(words, start_file));
  const auto reporter = make_reporter();
  Context context{*reporter};
  if (const ErlangTool* tool = find_tool(own_name)) {
    context.is_called_as_tool = true;
    return tool->handler(words, context);
  }
  if (words.empty()) return usage_error(overview_help(), context);
  const std::string& name = words[0];
  const auto after = [&](std::size_t count) { return std::vector<std::string>(words.begin() + count, words.end()); };
  if (is_one_of(name, {"--help", "-h"})) {
    reporter->text(overview_help());
    return ExitCode::ok;
  }
  if (is_one_of(name, {"--version", "-V"})) {
    reporter->text(version_text());
    return ExitCode::ok;
  }
  if (name == kCompleteWord) {
    reporter->text(completion_lines(after(1)));
    return ExitCode::ok;
  }
  if (const ErlangTool* tool = find_tool(name)) return tool->handler(after(1), context);
  if (const auto [command, count] = find_command(words); command != nullptr) {
    return run_command(*command, after(count), context);
  }
  if (is_group(name)) return run_group(words, context);
  return hand_to_gleam(words, context);
}

}  // namespace driver::cli
