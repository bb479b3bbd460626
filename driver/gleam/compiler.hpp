// SPDX-License-Identifier: Apache-2.0
// The Gleam compiler, whichever it is. It works on the project of the current folder, tells the user itself how it goes
// (progress and diagnostics on standard error, the Erlang compiler's on standard output), and waits for locks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "driver/driver_error.hpp"
#include "driver/process/command_runner.hpp"

namespace driver {

enum class Which { src, test, dev };  // which default module: NAME, NAME_test, NAME_dev

struct RunRequest {
  Which which = Which::src;
  std::string module;   // "" is the default module
  std::string target;   // "" is the project's
  std::string runtime;  // "" is the project's; JavaScript only
  bool no_print_progress = false;
  std::vector<std::string> arguments;
  std::function<void()> meanwhile = {};  // what we can do while it compiles
};

struct BuildRequest {
  bool check_only = false;
  std::string target;
  bool warnings_as_errors = false;
  bool no_print_progress = false;
};

// The project is built, the module has a main function, and it is our turn.
struct ReadyToStart {
  std::string root;    // the root package's name
  std::string module;  // with `/` or `@`
};
// Nothing is left to do: it did not compile, or the program was of the JavaScript target and has run.
struct Finished {
  int status;
};
using RunOutcome = std::variant<ReadyToStart, Finished>;

class Compiler {
 public:
  virtual ~Compiler() = default;
  virtual Result<RunOutcome> prepare_run(const RunRequest& request) = 0;
  virtual Result<Finished> build(const BuildRequest& request) = 0;
};

// Where the parts of the toolchain are.
struct ToolPaths {
  std::string gleam;       // the user's Gleam, or ""
  std::string gleamc;      // the compiler that came with us, or ""
  std::string erlang_bin;  // a folder with escript, or "" to go by PATH
  std::string self;        // our own executable
  std::string otp_root = {};  // the OTP tree that our own escript uses
  bool uses_own_escript = false;  // own_escript.hpp
};

// "" when the operating system does not tell.
std::string own_path();

ToolPaths find_tools(CommandRunner& runner, const std::string& otp_root);

// The user's Gleam if there is one (1.4 or newer), else ours. `runner` must outlive it.
// Fails with `no_compiler` or `compiler_too_old`.
Result<std::unique_ptr<Compiler>> choose_compiler(CommandRunner& runner, const ToolPaths& tools);

}  // namespace driver
