// SPDX-License-Identifier: Apache-2.0
// The table itself, and looking things up in it.
#include "driver/cli/commands.hpp"

#include <algorithm>

#include "driver/cli/handlers.hpp"
#include "driver/cli/test_options.hpp"

namespace driver::cli {
namespace {

constexpr OptionSpec kHelp{'h', "help", "", "Print help", "", ""};
constexpr OptionSpec kTarget{'t', "target", "TARGET", "The platform to target",
                             "erlang, javascript", "erl=erlang, js=javascript"};
constexpr OptionSpec kRuntime{0, "runtime", "RUNTIME",
                              "The JavaScript runtime to use; only for the JavaScript target",
                              "nodejs, deno, bun", "node=nodejs"};
constexpr OptionSpec kQuiet{'q', "no-print-progress", "", "Don't print progress information", "", ""};
constexpr OptionSpec kOtp{0, "otp", "DIR", "The OTP tree to load Erlang's own modules from", "", ""};

constexpr OptionSpec kSchedulers{'j', "schedulers", "N", "How many threads run processes: one for each core if not given",
                                 "1..1024", ""};
constexpr OptionSpec kSeed{0, "seed", "N", "Run processes on one thread, in an order that is the same for the same N",
                          "0..18446744073709551615", ""};
constexpr OptionSpec kNoJit{0, "no-jit", "", "Interpret everything: make no native code", "", ""};

constexpr OptionSpec kBoot{0, "boot", "", "Start all of OTP's processes first, not each when it is needed", "", ""};

constexpr OptionSpec kReport{0, "report", "FORM", "How a crash is reported: as by `gleam`, or with source and values",
                             "gleam, rich", ""};
constexpr OptionSpec kWatch{0, "watch", "", "Run again whenever a source changes", "", ""};

constexpr std::array kRunOptions{
    kTarget, kRuntime, OptionSpec{'m', "module", "MODULE", "The module to run", "", ""}, kQuiet, kOtp, kSchedulers,
    kSeed, kNoJit, kBoot, kReport, kWatch, kHelp};
constexpr std::array kDevOptions{kTarget, kRuntime, kQuiet, kOtp, kSchedulers, kSeed, kNoJit, kBoot, kReport, kWatch, kHelp};

// -j is for modules there.
constexpr OptionSpec kTestSchedulers{0, kSchedulers.name, kSchedulers.value_name, kSchedulers.help, kSchedulers.values, ""};
constexpr auto kTestOptions = [] {
  constexpr std::array kFirst{kTarget, kRuntime, kQuiet};
  constexpr std::array kLast{kOtp, kTestSchedulers, kSeed, kNoJit, kBoot, kWatch, kHelp};
  std::array<OptionSpec, kFirst.size() + kTestRunOptions.size() + kLast.size()> all{};
  auto end = std::copy(kFirst.begin(), kFirst.end(), all.begin());
  end = std::copy(kTestRunOptions.begin(), kTestRunOptions.end(), end);
  std::copy(kLast.begin(), kLast.end(), end);
  return all;
}();
constexpr std::array kExecOptions{
    OptionSpec{0, "pa", "DIR", "A folder with .beam files, searched first; may be repeated", "", "", true}, kOtp,
    kSchedulers, kSeed, kNoJit, kBoot, kHelp};
constexpr std::array kBuildOptions{
    kTarget, OptionSpec{0, "warnings-as-errors", "", "Fail when there are warnings", "", ""}, kQuiet, kHelp};
constexpr std::array kCheckOptions{kTarget, kQuiet, kHelp};
constexpr std::array kOnlyHelp{kHelp};
constexpr std::array kInitIdeOptions{
    OptionSpec{0, "print", "", "Print what the files would become, and write nothing", "", ""},
    OptionSpec{0, "force", "", "Replace entries of ours that have been changed", "", ""}, kHelp};
constexpr std::array kDoctorOptions{
    OptionSpec{0, "natives", "", "List the functions that OTP's modules import and that nothing provides", "", ""},
    OptionSpec{0, "modules", "FILE", "With --natives: only the modules named in FILE, one a line", "", ""}, kOtp,
    kHelp};

constexpr std::array kCommands{
    Command{"run", "Run the project", "This command runs the `main` function of the `<PROJECT_NAME>` module.",
            "[ARGUMENTS]...", true, kRunOptions, &run_src, "", true},
    Command{"test", "Run the project's tests",
            "This command runs the `main` function of the `<PROJECT_NAME>_test` module. Where that runs the tests with EUnit\n"
            "(as gleeunit does), the options from --filter to --shard, and the words FILE, FILE:LINE and\n"
            "--test-filter NAME among the arguments, say which tests run, and how.",
            "[ARGUMENTS]...", true, kTestOptions, &run_test, "", true},
    Command{"dev", "Run the project's development entry point",
            "This command runs the `main` function of the `<PROJECT_NAME>_dev` module.", "[ARGUMENTS]...", true,
            kDevOptions, &run_dev, "", true},
    Command{"exec", "Run compiled modules, without a project",
            "This command runs `MODULE:main()` from .beam files.", "<MODULE> [ARGUMENTS]...", true, kExecOptions,
            &exec},
    Command{"build", "Build the project", "", "", false, kBuildOptions, &build, "", true},
    Command{"check", "Type check the project", "", "", false, kCheckOptions, &check, "", true},
    Command{"cache", "Look after the cache of compiled Erlang modules", "", "<ACTION>", false, kOnlyHelp, &cache,
            "stats, clear, path"},
    Command{"init ide", "Set editors up to run and test the project",
            "Writes tasks, run configurations and problem matchers into the project's folder. What is in such files already\n"
            "stays: comments, other entries, layout. Without EDITOR: for those that the project has files of, or else for\n"
            "vscode, zed and jetbrains.",
            "[EDITOR]...", false, kInitIdeOptions, &init_ide, "vscode, zed, jetbrains, vim, helix, emacs"},
    Command{"doctor", "Say what this gleamr is made of", "", "", false, kDoctorOptions, &doctor},
    Command{"completions", "Print a script that completes gleamr's command lines",
            "bash: eval \"$(gleamr completions bash)\" in ~/.bashrc\n"
            "zsh:  eval \"$(gleamr completions zsh)\" in ~/.zshrc, after compinit\n"
            "fish: gleamr completions fish > ~/.config/fish/completions/gleamr.fish",
            "<SHELL>", false, kOnlyHelp, &completions, "bash, zsh, fish"},
    Command{"help", "Explain a command or a topic", "", "[COMMAND]...", false, kOnlyHelp, &help},
    Command{"version", "Print the version", "", "", false, kOnlyHelp, &version},
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

constexpr std::array<std::string_view, 15> kCommandsOfGleam{
    "add", "clean", "compile-package", "deps",   "docs",  "export", "fix",   "format",
    "hex", "lsp",   "new",             "publish", "remove", "shell", "update"};

std::string_view first_word(std::string_view name) { return name.substr(0, name.find(' ')); }

}  // namespace

std::span<const Command> commands() { return kCommands; }

std::span<const ErlangTool> erlang_tools() { return kErlangTools; }

std::span<const std::string_view> commands_of_gleam() { return kCommandsOfGleam; }

const Command* find_command(std::string_view name) { return find_named(kCommands, name); }

const ErlangTool* find_tool(std::string_view name) { return find_named(kErlangTools, name); }

FoundCommand find_command(std::span<const std::string> words) {
  if (words.size() > 1) {
    if (const Command* row = find_command(words[0] + " " + words[1])) return {row, 2};
  }
  return {words.empty() ? nullptr : find_command(words[0]), 1};
}

bool is_group(std::string_view word) {
  return find_command(word) == nullptr && std::any_of(kCommands.begin(), kCommands.end(), [&](const Command& row) {
           return row.name != word && first_word(row.name) == word;
         });
}

std::vector<std::string_view> first_words() {
  std::vector<std::string_view> words;
  for (const Command& row : kCommands) {
    const std::string_view word = first_word(row.name);
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  for (const ErlangTool& row : kErlangTools) words.push_back(row.name);
  return words;
}

}  // namespace driver::cli
