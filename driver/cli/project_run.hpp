// SPDX-License-Identifier: Apache-2.0
// What `run`, `test` and `dev` do with a project: build it, plan its start, start it in this process.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "driver/cli/commands.hpp"
#include "driver/cli/exit_code.hpp"
#include "driver/cli/test_options.hpp"
#include "driver/gleam/compiler.hpp"
#include "driver/run/machine.hpp"
#include "driver/run/start_plan.hpp"

namespace driver::cli {

// Tells the user; the exit code of such an error.
ExitCode report(const DriverError& error, Context& context);

Result<std::filesystem::path> current_folder();
Result<std::filesystem::path> project_root();  // from the current folder upwards

void set_machine_options(StartPlan& plan, const ParsedOptions& options);

// What is made of its machine while the compiler runs: for a program, or for tests if there are any.
struct Ahead {
  bool makes_machine = false;
  const TestRequest* tests = nullptr;
};

struct BuiltProject {
  StartPlan plan;
  std::optional<Ready> ready;
};
// There may be nothing left to do: it does not compile, or was run by another machine.
using Prepared = std::variant<BuiltProject, Finished>;
Result<Prepared> prepare_project(Which which, const ParsedOptions& options, const std::string& otp_root, const Ahead& ahead);

ExitCode start_program(BuiltProject project, const std::string& otp_root, Context& context);

// EUnit's tests in our own hands, where EUnit is what the project uses.
struct TestEnd {
  ExitCode code;
  std::optional<test::Counts> counts;  // if it was
};
TestEnd start_tests(BuiltProject project, const TestRequest& request, std::unique_ptr<test::TestReporter> reporter,
                    const std::string& otp_root, Context& context);

}  // namespace driver::cli
