// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/project_run.hpp"

#include <algorithm>

#include "driver/manifest/bridge.hpp"
#include "driver/process/signal_shield.hpp"
#include "driver/project/gleam_toml.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/manifest_toml.hpp"
#include "driver/project/module_name.hpp"
#include "driver/run/launch.hpp"
#include "driver/run/otp_tree.hpp"
#include "driver/test/eunit_use.hpp"

namespace fs = std::filesystem;

namespace driver::cli {
namespace {

// The plan of a project that the compiler has just built.
Result<StartPlan> plan_for(const ReadyToStart& ready, const std::vector<std::string>& arguments) {
  const Result<fs::path> root = project_root();
  if (!root) return std::unexpected(root.error());
  const Result<Project> project = read_gleam_toml(*root);
  if (!project) return std::unexpected(project.error());
  const auto packages = read_manifest_toml(*root);
  if (!packages) return std::unexpected(packages.error());
  Result<StartPlan> plan = plan_start(*project, *packages, ready.module);
  if (!plan) return plan;
  plan->arguments = arguments;
  plan->root = root->string();
  return plan;
}

// Everything up to the moment when the virtual machine takes over, under the shield.
Result<RunOutcome> compile_for_run(const RunRequest& request, const std::string& otp_root) {
  const SignalShield shield;
  const auto runner = make_command_runner();
  const auto compiler = choose_compiler(*runner, find_tools(*runner, otp_root));
  if (!compiler) return std::unexpected(compiler.error());
  Result<RunOutcome> outcome = (*compiler)->prepare_run(request);
  // A compiler that does not mind signals, as `gleam`, would have the program run all the same.
  if (shield.caught() != 0 && outcome && std::holds_alternative<ReadyToStart>(*outcome)) return Finished{kSignalStatus + shield.caught()};
  return outcome;
}

// Modules of tests are long: where those were compiled to that will be asked for. `main`: as Gleam spells it, "" for the usual one.
std::vector<std::string> compiled_tests(const std::string& main, const TestRequest& tests) {
  constexpr std::string_view kFolder = "test/", kExtension = ".gleam";
  const Result<Project> project = and_then(project_root(), read_gleam_toml);
  if (!project) return {};
  std::vector<std::string> modules{main.empty() ? project->name + "_test" : main};
  for (const test::Place& place : tests.settings.selection.selectors.places) {
    if (!place.file.starts_with(kFolder) || !place.file.ends_with(kExtension)) continue;
    std::string module = place.file.substr(kFolder.size(), place.file.size() - kFolder.size() - kExtension.size());
    if (std::ranges::find(modules, module) == modules.end()) modules.push_back(std::move(module));
  }
  const fs::path ebin = layout::ebin(layout::erlang_build(project->root) / project->name);
  for (std::string& module : modules) module = ebin / (erlang_module_name(module) + ".beam");
  return modules;
}

// What cannot be made yet is made, or told of, when it is needed.
std::optional<Ready> ready_for(const StartPlan& plan, const std::string& otp_root, const std::string& main, const TestRequest* tests) {
  auto ready = Ready::open(otp_root, tests != nullptr || plan.has_rich_report);
  if (!ready) return std::nullopt;
  ready->make_machine(plan, tests == nullptr ? std::vector<std::string>() : compiled_tests(main, *tests));
  return *std::move(ready);
}

ExitCode start(BuiltProject project, const std::string& otp_root, Context& context, test::TestRun* tests) {
  project.plan.otp_root = otp_root;
  const Result<int> status = launch(project.plan, tests, std::move(project.ready));
  return status ? exit_code_of_status(*status) : report(status.error(), context);
}

}  // namespace

ExitCode report(const DriverError& error, Context& context) {
  context.reporter.error(error);
  return exit_code_for(error.code);
}

Result<fs::path> current_folder() {
  std::error_code error;
  fs::path here = fs::current_path(error);
  if (error) return fail(ErrorCode::os, "File IO failure", "The current folder cannot be read: " + error.message());
  return here;
}

Result<fs::path> project_root() {
  return and_then(current_folder(), [](const fs::path& folder) { return find_project_root(folder); });
}

void set_machine_options(StartPlan& plan, const ParsedOptions& options) {
  plan.native_code = !options.has("no-jit");
  plan.starts_all = options.has("boot");
  if (options.has("schedulers")) plan.schedulers = static_cast<unsigned>(std::stoul(options.value("schedulers")));
  if (options.has("seed")) {
    plan.seed = std::stoull(options.value("seed"));
    plan.schedulers = 1;
  }
}

Result<Prepared> prepare_project(Which which, const ParsedOptions& options, const std::string& otp_root, const Ahead& ahead) {
  RunRequest request{which,
                     options.value("module"),
                     options.value("target"),
                     options.value("runtime"),
                     options.has("no-print-progress"),
                     options.positionals()};
  StartPlan known;
  set_machine_options(known, options);
  known.has_rich_report = options.has("report") && options.value("report") == "rich";
  std::optional<Ready> ready;
  if (ahead.makes_machine) request.meanwhile = [&] { ready = ready_for(known, otp_root, request.module, ahead.tests); };
  const Result<RunOutcome> outcome = compile_for_run(request, otp_root);
  if (!outcome) return std::unexpected(outcome.error());
  if (const auto* finished = std::get_if<Finished>(&*outcome)) return *finished;
  Result<StartPlan> plan = plan_for(std::get<ReadyToStart>(*outcome), request.arguments);
  if (!plan) return std::unexpected(plan.error());
  set_machine_options(*plan, options);
  plan->has_rich_report = known.has_rich_report;
  return BuiltProject{*std::move(plan), std::move(ready)};
}

ExitCode start_program(BuiltProject project, const std::string& otp_root, Context& context) {
  return start(std::move(project), otp_root, context, nullptr);
}

TestEnd start_tests(BuiltProject project, const TestRequest& request, std::unique_ptr<test::TestReporter> reporter,
                    const std::string& otp_root, Context& context) {
  const StartPlan& plan = project.plan;
  if (!test::leads_to_eunit(plan.module, plan.ebin_folders)) {
    project.ready.reset();  // its machine has the runner's modules
    if (!request.has_options) return {start_program(std::move(project), otp_root, context), std::nullopt};
    const DriverError error{ErrorCode::start, "These tests are not run by EUnit",
                            "The project has a test runner of its own, which the options of `gleamr test` know nothing of.\n\n"
                            "Hint: Its own options stand behind `--`: gleamr test -- ..."};
    return {report(error, context), std::nullopt};
  }
  test::TestRun run(request.settings, std::move(reporter));
  run.set_place({plan.root, plan.application, plan.module});
  const ExitCode code = start(std::move(project), otp_root, context, &run);
  return {code, run.counts()};
}

}  // namespace driver::cli
