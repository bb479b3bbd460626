// SPDX-License-Identifier: Apache-2.0
// Drives the user's own `gleam`: argv, PATH with ourselves as `erl` in front, and the check of its version.
#include "driver/gleam/gleam_cli.hpp"

#include <unistd.h>

#include <cstdlib>

#include "driver/gleam/own_escript.hpp"
#include "driver/gleam/progress_lines.hpp"
#include "driver/gleam/start_handover.hpp"
#include "driver/project/gleam_toml.hpp"

namespace driver {
namespace {

constexpr const char* which_command(Which which) {
  switch (which) {
    case Which::src: return "run";
    case Which::test: return "test";
    case Which::dev: return "dev";
  }
  return "run";
}

std::string path_with(const std::vector<std::string>& folders) {
  std::string path;
  for (const std::string& folder : folders) {
    if (!folder.empty()) path += folder + ":";
  }
  const char* old = std::getenv("PATH");
  return path + (old == nullptr ? "" : old);
}

// `gleam test` cannot be quiet, but `gleam run` can, and runs the same module.
RunRequest quiet_test(const RunRequest& request) {
  RunRequest asked = request;
  if (request.which != Which::test || !request.no_print_progress || !request.module.empty()) return asked;
  std::error_code error;
  const auto root = find_project_root(std::filesystem::current_path(error));
  if (error || !root) return asked;
  if (const auto project = read_gleam_toml(*root)) {
    asked.which = Which::src;
    asked.module = project->name + "_test";
  }
  return asked;
}

// Gleam goes by whether its standard error is a terminal, which it is not when we read it.
bool wants_colours() { return isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

class GleamCli final : public Compiler {
 public:
  GleamCli(CommandRunner& runner, const ToolPaths& tools) : runner_(runner), tools_(tools) {}

  Result<RunOutcome> prepare_run(const RunRequest& request) override {
    Result<StartHandover> handover = StartHandover::create();
    if (!handover) return std::unexpected(handover.error());
    std::error_code error;
    std::filesystem::create_symlink(tools_.self, handover->folder() / "erl", error);
    if (error) return fail(ErrorCode::os, "File IO failure", "A link could not be made: " + error.message());
    ChildCommand command{tools_.gleam, gleam_run_arguments(quiet_test(request)), {}, false};
    command.meanwhile = request.meanwhile;
    const auto own = own_escript(tools_);
    if (!own) return std::unexpected(own.error());
    command.environment.emplace_back("PATH", path_with({handover->folder().string(), erlang_folder(*own, command)}));
    command.environment.emplace_back(kStartFileVariable, handover->file());
    return and_then(runner_.run(command),
                    [&](const ChildResult& child) { return handover->outcome(child.exit_status()); });
  }

  Result<Finished> build(const BuildRequest& request) override {
    ChildCommand command{tools_.gleam, gleam_build_arguments(request), {}, false};
    const auto own = own_escript(tools_);
    if (!own) return std::unexpected(own.error());
    command.environment.emplace_back("PATH", path_with({erlang_folder(*own, command)}));
    // `gleam check` cannot be quiet.
    if (request.check_only && request.no_print_progress) {
      command.drops_line = &is_progress_line;
      if (wants_colours()) command.environment.emplace_back("FORCE_COLOR", "1");
    }
    return and_then(runner_.run(command),
                    [](const ChildResult& child) -> Result<Finished> { return Finished{child.exit_status()}; });
  }

 private:
  // Where `escript` is; "" when PATH has it.
  std::string erlang_folder(const std::optional<StartHandover>& own, ChildCommand& command) const {
    if (!own) return tools_.erlang_bin;
    command.environment.emplace_back("GLEAMR_OTP", tools_.otp_root);
    return own->folder().string();
  }

  CommandRunner& runner_;
  const ToolPaths tools_;
};

Result<GleamVersion> version_of(CommandRunner& runner, const std::string& gleam) {
  ChildCommand command{gleam, {"--version"}, {}, true};
  Result<ChildResult> child = runner.run(command);
  if (!child) return std::unexpected(child.error());
  const auto version = parse_gleam_version(child->output);
  if (child->status == 0 && version) return *version;
  return fail(ErrorCode::no_compiler, "Unknown Gleam version",
              "`" + gleam + " --version` did not answer as Gleam does.");
}

}  // namespace

std::vector<std::string> gleam_run_arguments(const RunRequest& request) {
  std::vector<std::string> arguments{which_command(request.which)};
  if (!request.module.empty()) arguments.push_back("--module=" + request.module);
  if (!request.target.empty()) arguments.push_back("--target=" + request.target);
  if (!request.runtime.empty()) arguments.push_back("--runtime=" + request.runtime);
  // `gleam test` has no such flag.
  if (request.no_print_progress && request.which != Which::test) arguments.push_back("--no-print-progress");
  arguments.push_back("--");
  arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
  return arguments;
}

std::vector<std::string> gleam_build_arguments(const BuildRequest& request) {
  std::vector<std::string> arguments{request.check_only ? "check" : "build"};
  if (!request.target.empty()) {
    arguments.push_back("--target");
    arguments.push_back(request.target);
  }
  if (request.warnings_as_errors) arguments.push_back("--warnings-as-errors");
  // `gleam check` has no such flag.
  if (request.no_print_progress && !request.check_only) arguments.push_back("--no-print-progress");
  return arguments;
}

std::unique_ptr<Compiler> make_gleam_cli(CommandRunner& runner, const ToolPaths& tools) {
  return std::make_unique<GleamCli>(runner, tools);
}

Result<std::unique_ptr<Compiler>> choose_compiler(CommandRunner& runner, const ToolPaths& tools) {
  if (!tools.gleam.empty()) {
    Result<GleamVersion> version = version_of(runner, tools.gleam);
    if (version && is_supported(*version)) return make_gleam_cli(runner, tools);
    if (tools.gleamc.empty()) {
      if (!version) return std::unexpected(version.error());
      return fail(ErrorCode::compiler_too_old, "Unsupported Gleam version",
                  "`" + tools.gleam + "` is version " + std::to_string(version->major) + "." +
                      std::to_string(version->minor) + ", and gleamr needs a 1.x of at least 1.4.");
    }
  }
  if (!tools.gleamc.empty()) return make_gleamc_cli(runner, tools);
  return fail(ErrorCode::no_compiler, "Program not found",
              "The program `gleam` was not found. Is it installed?\n\n"
              "This gleamr was built without a Gleam compiler of its own.");
}

}  // namespace driver
