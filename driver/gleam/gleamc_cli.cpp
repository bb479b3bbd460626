// SPDX-License-Identifier: Apache-2.0
// Drives gleamc, the Gleam compiler that comes with gleamr (driver/gleamc).
#include "driver/gleam/gleam_cli.hpp"
#include "driver/gleam/start_handover.hpp"

namespace driver {
namespace {

constexpr const char* which_name(Which which) {
  switch (which) {
    case Which::src: return "src";
    case Which::test: return "test";
    case Which::dev: return "dev";
  }
  return "src";
}

class GleamcCli final : public Compiler {
 public:
  GleamcCli(CommandRunner& runner, const ToolPaths& tools) : runner_(runner), tools_(tools) {}

  Result<RunOutcome> prepare_run(const RunRequest& request) override {
    const Result<NamelessStartFile> start = NamelessStartFile::create();
    if (!start) return std::unexpected(start.error());
    return and_then(run(gleamc_run_arguments(request, start->path()), request.meanwhile),
                    [&](const ChildResult& child) { return start->outcome(child.exit_status()); });
  }

  Result<Finished> build(const BuildRequest& request) override {
    // Where the two have the same command they have the same flags, but for this one.
    std::vector<std::string> arguments = gleam_build_arguments(request);
    if (request.no_print_progress && request.check_only) arguments.emplace_back("--no-print-progress");
    return and_then(run(std::move(arguments), {}),
                    [](const ChildResult& child) -> Result<Finished> { return Finished{child.exit_status()}; });
  }

 private:
  Result<ChildResult> run(std::vector<std::string> arguments, std::function<void()> meanwhile) {
    ChildCommand command{tools_.gleamc, std::move(arguments), {}, false};
    command.meanwhile = std::move(meanwhile);
    command.environment.emplace_back("GLEAMR_ESCRIPT", tools_.uses_own_escript ? tools_.self : "");
    if (tools_.uses_own_escript) command.environment.emplace_back("GLEAMR_OTP", tools_.otp_root);
    else if (!tools_.erlang_bin.empty()) command.environment.emplace_back("GLEAMR_ERLANG_BIN", tools_.erlang_bin);
    return runner_.run(command);
  }

  CommandRunner& runner_;
  const ToolPaths tools_;
};

}  // namespace

std::vector<std::string> gleamc_run_arguments(const RunRequest& request, const std::string& start_file) {
  std::vector<std::string> arguments{"prepare-run", "--which", which_name(request.which)};
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    arguments.push_back(name);
    arguments.push_back(value);
  };
  add("--module", request.module);
  add("--target", request.target);
  add("--runtime", request.runtime);
  if (request.no_print_progress) arguments.push_back("--no-print-progress");
  add("--start-file", start_file);
  arguments.push_back("--");
  arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
  return arguments;
}

std::unique_ptr<Compiler> make_gleamc_cli(CommandRunner& runner, const ToolPaths& tools) {
  return std::make_unique<GleamcCli>(runner, tools);
}

}  // namespace driver
