// SPDX-License-Identifier: Apache-2.0
// Each handler is a short chain: options -> request -> compiler -> plan -> virtual machine. An error anywhere ends it
// in `report`.
#include "driver/cli/handlers.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "driver/cli/complete.hpp"
#include "driver/cli/help.hpp"
#include "driver/cli/project_run.hpp"
#include "driver/cli/test_options.hpp"
#include "driver/cli/topics.hpp"
#include "driver/cli/version.hpp"
#include "driver/cli/watched_project.hpp"
#include "driver/compile/erlc.hpp"
#include "driver/compile/server.hpp"
#include "driver/erl/start.hpp"
#include "driver/gleam/compiler.hpp"
#include "driver/gleam/own_escript.hpp"
#include "driver/manifest/bridge.hpp"
#include "driver/process/become.hpp"
#include "driver/process/signal_shield.hpp"
#include "driver/project/gleam_toml.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/module_name.hpp"
#include "driver/run/natives_report.hpp"
#include "driver/run/otp_tree.hpp"
#include "loader/bytes/whole_file.hpp"
#include "runtime/io/output.hpp"

namespace fs = std::filesystem;

namespace driver::cli {
namespace {

// Either way to run a project: once, or again and again.
ExitCode run_project(Which which, const ParsedOptions& options, const TestRequest* tests, Context& context) {
  if (options.has("watch")) return watch_project(which, options, tests, context);
  const std::string otp_root = find_otp_root(options.value("otp"));
  std::unique_ptr<test::TestReporter> reporter;
  if (tests != nullptr) {  // a report that cannot be written is said before anything is compiled
    auto made = test::make_reporters(tests->reporters, test::surface_of(STDOUT_FILENO));
    if (!made) return report(made.error(), context);
    reporter = *std::move(made);
  }
  auto prepared = prepare_project(which, options, otp_root, {.makes_machine = true, .tests = tests});
  if (!prepared) return report(prepared.error(), context);
  if (const auto* finished = std::get_if<Finished>(&*prepared)) return exit_code_of_status(finished->status);
  BuiltProject project = std::get<BuiltProject>(*std::move(prepared));
  if (tests == nullptr) return start_program(std::move(project), otp_root, context);
  return start_tests(std::move(project), *tests, std::move(reporter), otp_root, context).code;
}

// Whether the key can be in that text, as it is or spelled with escapes. A look takes a tenth of what reading all of it does,
// and the compiler waits for it.
bool may_name_target(std::string_view gleam_toml) { return gleam_toml.contains("target") || gleam_toml.contains('\\'); }

// Of what is about to run; "" where gleam.toml names none, or cannot be read, which the compiler says.
std::string target_of(const ParsedOptions& options, const fs::path& root) {
  if (options.has("target")) return options.value("target");
  if (!may_name_target(loader::text_of_file(layout::config(root)).value_or(""))) return "";
  const Result<Project> project = read_gleam_toml(root);
  return project ? project->target : "";
}

ExitCode compile_only(const BuildRequest& request, Context& context) {
  const SignalShield shield;
  const auto runner = make_command_runner();
  const auto compiler = choose_compiler(*runner, find_tools(*runner, find_otp_root("")));
  if (!compiler) return report(compiler.error(), context);
  const Result<Finished> finished = (*compiler)->build(request);
  return finished ? exit_code_of_status(finished->status) : report(finished.error(), context);
}

// Whether this `gleam` lists a command of that name.
bool knows_command(CommandRunner& runner, const std::string& gleam, const std::string& name) {
  const Result<ChildResult> child = runner.run({gleam, {"help"}, {}, true});
  return child && child->output.find("\n  " + name + " ") != std::string::npos;
}

}  // namespace

ExitCode run_src(const ParsedOptions& options, Context& context) {
  return run_project(Which::src, options, nullptr, context);
}

ExitCode run_test(const ParsedOptions& options, Context& context) {
  const Result<fs::path> here = current_folder();
  const Result<fs::path> root = project_root();
  if (!root) return run_project(Which::test, options, nullptr, context);  // which says so
  const auto request = test_request(options, root->string(), here->string());
  if (!request) {
    context.reporter.usage_error(request.error());
    return ExitCode::usage;
  }
  if (!request->is_ours() && !options.has("watch")) return run_project(Which::test, options, nullptr, context);
  if (request->has_options && target_of(options, *root) == "javascript") {
    context.reporter.usage_error(short_usage_text("these options are for tests on the Erlang target"));
    return ExitCode::usage;
  }
  return run_project(Which::test, options, &*request, context);
}

ExitCode run_dev(const ParsedOptions& options, Context& context) {
  return run_project(Which::dev, options, nullptr, context);
}

ExitCode exec(const ParsedOptions& options, Context& context) {
  const std::vector<std::string>& words = options.positionals();
  StartPlan plan;
  plan.ebin_folders = options.values("pa");
  plan.module = erlang_module_name(words.front());
  plan.arguments.assign(words.begin() + 1, words.end());
  set_machine_options(plan, options);
  return start_program({std::move(plan), std::nullopt}, find_otp_root(options.value("otp")), context);
}

ExitCode erl(const std::vector<std::string>& words, Context& context) {
  auto started = erl::start(words);
  if (!started && started.error().code == ErrorCode::usage) {  // as there, in one line
    (void)rt::write_all(STDERR_FILENO, started.error().text + "\n");
    return ExitCode::failure;
  }
  if (!started) return report(started.error(), context);
  if (const auto* said = std::get_if<erl::Said>(&*started)) {
    (void)rt::write_all(STDERR_FILENO, said->text);
    return ExitCode::ok;
  }
  StartPlan& plan = std::get<StartPlan>(*started);
  if (!context.is_called_as_tool) plan.program_name = own_path() + " erl";
  return start_program({std::move(plan), std::nullopt}, find_otp_root(""), context);
}

ExitCode erlc(const std::vector<std::string>& words, Context& context) {
  const auto runner = make_command_runner();
  if (const auto status = compile::compile_by_cache(words, own_path(), find_otp_root(""), *runner)) {
    return *status ? exit_code_of_status(**status) : report(status->error(), context);
  }
  return erl(erl::words_for_erlc(words), context);
}

ExitCode escript(const std::vector<std::string>& words, Context& context) {
  if (const auto dialect = compile::asked_to_compile(words)) {
    const std::string otp_root = find_otp_root("");
    const Result<int> status = compile::serve(*dialect, words, own_path(), otp_root);
    return status ? exit_code_of_status(*status) : report(status.error(), context);
  }
  const auto as_erl = erl::words_of_escript(words);
  if (!as_erl) {
    (void)rt::write_all(STDERR_FILENO, "escript: " + as_erl.error().text + "\n");
    return ExitCode::failure;
  }
  return erl(*as_erl, context);
}

ExitCode build(const ParsedOptions& options, Context& context) {
  return compile_only({false, options.value("target"), options.has("warnings-as-errors"),
                       options.has("no-print-progress")},
                      context);
}

ExitCode check(const ParsedOptions& options, Context& context) {
  return compile_only({true, options.value("target"), false, options.has("no-print-progress")}, context);
}

ExitCode doctor(const ParsedOptions& options, Context& context) {
  const std::string otp_root = find_otp_root(options.value("otp"));
  const Result<std::string> text =
      options.has("natives") ? natives_report(otp_root, options.value("modules")) : toolchain_report(otp_root);
  if (!text) return report(text.error(), context);
  context.reporter.text(*text);
  return ExitCode::ok;
}

ExitCode completions(const ParsedOptions& options, Context& context) {
  context.reporter.text(completion_script(options.positionals().front()));
  return ExitCode::ok;
}

ExitCode help(const ParsedOptions& options, Context& context) {
  const std::vector<std::string>& words = options.positionals();
  if (words.empty()) {
    context.reporter.text(overview_help());
  } else if (const Command* command = find_command(std::span(words)).command) {
    context.reporter.text(command_help(*command));
  } else if (const ErlangTool* tool = find_tool(words[0])) {
    context.reporter.text(tool_help(*tool));
  } else if (const Topic* topic = find_topic(words[0])) {
    context.reporter.text(topic->text());
  } else if (is_group(words[0])) {
    context.reporter.text(group_help(words[0]));
  } else {
    std::vector<std::string> as_gleams = words;
    as_gleams.insert(as_gleams.begin(), "help");
    return hand_to_gleam(as_gleams, context);
  }
  return ExitCode::ok;
}

ExitCode version(const ParsedOptions&, Context& context) {
  context.reporter.text(version_text());
  return ExitCode::ok;
}

ExitCode hand_to_gleam(const std::vector<std::string>& words, Context& context) {
  const std::string& about = words[0] == "help" && words.size() > 1 ? words[1] : words[0];
  const auto known = commands_of_gleam();
  const bool is_gleams = std::find(known.begin(), known.end(), about) != known.end();
  const auto runner = make_command_runner();
  const ToolPaths tools = find_tools(*runner, find_otp_root(""));
  if (!tools.gleam.empty() && (is_gleams || similar_command_tip(about).empty() || knows_command(*runner, tools.gleam, about))) {
    return report(become(tools.gleam, words), context);
  }
  if (words[0] == "clean" && !tools.gleamc.empty()) return report(become(tools.gleamc, words), context);
  if (is_gleams) {
    return report({ErrorCode::no_compiler, "`" + about + "` needs Gleam itself",
                   "The compiler that comes with gleamr can build, check and run projects, but it cannot do `" + about +
                       "`.\n\nHint: Install Gleam, and `gleamr " + about + "` will pass this on to it."},
                  context);
  }
  context.reporter.usage_error(unknown_command_text(about));
  return ExitCode::usage;
}

}  // namespace driver::cli
