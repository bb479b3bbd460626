// SPDX-License-Identifier: Apache-2.0
// The table, and the walk from argv to a handler.
#include "driver/cli/commands.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "driver/cli/handlers.hpp"
#include "driver/cli/help.hpp"
#include "driver/cli/version.hpp"
#include "driver/gleam/own_escript.hpp"
#include "driver/gleam/start_handover.hpp"

namespace driver::cli {
namespace {

constexpr OptionSpec kHelp{'h', "help", "", "Print help", "", ""};
constexpr OptionSpec kTarget{'t', "target", "TARGET", "The platform to target",
                             "erlang, javascript", "erl=erlang, js=javascript"};
constexpr OptionSpec kRuntime{0, "runtime", "RUNTIME",
                              "The JavaScript runtime to use; only for the JavaScript target",
                              "nodejs, deno, bun", "node=nodejs"};
constexpr OptionSpec kQuiet{0, "no-print-progress", "", "Don't print progress information", "", ""};
constexpr OptionSpec kOtp{0, "otp", "DIR", "The OTP tree to load Erlang's own modules from", "", ""};

constexpr OptionSpec kSchedulers{'j', "schedulers", "N", "How many threads run processes: one for each core if not given",
                                 "1..1024", ""};
constexpr OptionSpec kSeed{0, "seed", "N", "Run processes on one thread, in an order that is the same for the same N",
                          "0..18446744073709551615", ""};
constexpr OptionSpec kNoJit{0, "no-jit", "", "Interpret everything: make no native code", "", ""};

constexpr std::array kRunOptions{
    kTarget, kRuntime, OptionSpec{'m', "module", "MODULE", "The module to run", "", ""}, kQuiet, kOtp, kSchedulers,
    kSeed, kNoJit, kHelp};
constexpr std::array kTestOptions{kTarget, kRuntime, kQuiet, kOtp, kSchedulers, kSeed, kNoJit, kHelp};
constexpr std::array kExecOptions{
    OptionSpec{0, "pa", "DIR", "A folder with .beam files, searched first; may be repeated", "", "", true}, kOtp,
    kSchedulers, kSeed, kNoJit, kHelp};
constexpr std::array kBuildOptions{
    kTarget, OptionSpec{0, "warnings-as-errors", "", "Fail when there are warnings", "", ""}, kQuiet, kHelp};
constexpr std::array kCheckOptions{kTarget, kHelp};
constexpr std::array kCacheOptions{kHelp};
constexpr std::array kDoctorOptions{
    OptionSpec{0, "natives", "", "List the functions that OTP's modules import and that nothing provides", "", ""},
    OptionSpec{0, "modules", "FILE", "With --natives: only the modules named in FILE, one a line", "", ""}, kOtp,
    kHelp};

constexpr std::array kCommands{
    Command{"run", "Run the project", "This command runs the `main` function of the `<PROJECT_NAME>` module.",
            "[ARGUMENTS]...", true, kRunOptions, &run_src},
    Command{"test", "Run the project's tests",
            "This command runs the `main` function of the `<PROJECT_NAME>_test` module.", "[ARGUMENTS]...", true,
            kTestOptions, &run_test},
    Command{"dev", "Run the project's development entry point",
            "This command runs the `main` function of the `<PROJECT_NAME>_dev` module.", "[ARGUMENTS]...", true,
            kTestOptions, &run_dev},
    Command{"exec", "Run compiled modules, without a project",
            "This command runs `MODULE:main()` from .beam files.", "<MODULE> [ARGUMENTS]...", true, kExecOptions,
            &exec},
    Command{"build", "Build the project", "", "", false, kBuildOptions, &build},
    Command{"check", "Type check the project", "", "", false, kCheckOptions, &check},
    Command{"cache", "Look after the cache of compiled Erlang modules",
            "ACTION is `stats`, `clear` or `path`.", "<ACTION>", false, kCacheOptions, &cache},
    Command{"doctor", "Say what this gleamr is made of", "", "", false, kDoctorOptions, &doctor},
};

constexpr std::array kErlangTools{
    ErlangTool{"erl", "Start Erlang: -noshell -pa DIR -eval EXPR -s MODULE FUNCTION -extra ...", &erl},
    ErlangTool{"erlc", "Compile Erlang modules", &erlc},
    ErlangTool{"escript", "Run an Erlang script", &escript},
};

template <class Table>
auto find_named(const Table& table, std::string_view name) -> decltype(table.data()) {
  const auto* found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
  return found == table.end() ? nullptr : found;
}

const ErlangTool* find_tool(std::string_view name) { return find_named(kErlangTools, name); }

constexpr std::array<std::string_view, 13> kCommandsOfGleam{
    "add", "clean", "deps", "docs", "export", "fix", "format",
    "hex",  "lsp",   "new",  "publish", "remove", "update"};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ExitCode usage_error(const std::string& text, Context& context) {
  context.reporter.usage_error(text);
  return ExitCode::usage;
}

ExitCode run_command(const Command& command, const std::vector<std::string>& words, Context& context) {
  const auto options = parse(command, words);
  if (!options) return usage_error(options.error(), context);
  if (options->has("help")) {
    context.reporter.text(command_help(command));
    return ExitCode::ok;
  }
  if (command.positionals.starts_with('<') && options->positionals().empty()) {
    return usage_error(usage_text(command, "the following required arguments were not provided:\n  " +
                                               std::string(command.positionals.substr(0, 8))),
                       context);
  }
  return command.handler(*options, context);
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

std::span<const ErlangTool> erlang_tools() { return kErlangTools; }

std::span<const std::string_view> commands_of_gleam() { return kCommandsOfGleam; }

const Command* find_command(std::string_view name) { return find_named(kCommands, name); }

ExitCode run(const std::vector<std::string>& words) {
  const std::string own_name = words.empty() ? "" : std::filesystem::path(words[0]).filename().string();
  // Under the name `erl` we answer a compiler that we started ourselves (gleam/start_handover).
  const char* start_file = std::getenv(kStartFileVariable);
  if (start_file != nullptr && own_name == "erl") {
    return exit_code_of_status(answer_as_erl({words.begin() + 1, words.end()}, start_file));
  }
  const auto reporter = make_reporter();
  Context context{*reporter};
  if (const ErlangTool* tool = find_tool(own_name)) return tool->handler({words.begin() + 1, words.end()}, context);
  if (words.size() < 2) return usage_error(overview_help(), context);
  const std::string& name = words[1];
  const std::vector<std::string> rest(words.begin() + 2, words.end());
  if (is_one_of(name, {"--help", "-h", "help"})) {
    const Command* about = name == "help" && !rest.empty() ? find_command(rest.front()) : nullptr;
    reporter->text(about != nullptr ? command_help(*about) : overview_help());
    return ExitCode::ok;
  }
  if (is_one_of(name, {"--version", "-V"})) {
    reporter->text(version_text());
    return ExitCode::ok;
  }
  if (const ErlangTool* tool = find_tool(name)) return tool->handler(rest, context);
  if (const Command* command = find_command(name)) return run_command(*command, rest, context);
  if (std::find(kCommandsOfGleam.begin(), kCommandsOfGleam.end(), name) != kCommandsOfGleam.end()) {
    return hand_to_gleam({words.begin() + 1, words.end()}, context);
  }
  return usage_error(unknown_command_text(name), context);
}

}  // namespace driver::cli
