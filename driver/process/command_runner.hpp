// SPDX-License-Identifier: Apache-2.0
// Running child programs. An interface, so that tests answer in the operating system's place.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/cli/exit_code.hpp"
#include "driver/driver_error.hpp"

namespace driver {

struct ChildCommand {
  std::string program;                                          // a path, or a name to look up in PATH
  std::vector<std::string> arguments;                           // without the program's name
  std::vector<std::pair<std::string, std::string>> environment;  // added to ours
  bool capture_output = false;                                  // else the child has our standard output
  // Lines of the child's standard error that we keep to ourselves; null: the child has ours.
  bool (*drops_line)(std::string_view line) = nullptr;
  std::function<void()> meanwhile = {};  // called once the child has been started, if it can be
};

struct ChildResult {
  int status = 0;       // the exit status; 0 when a signal ended it
  int signal = 0;       // the signal that ended it, or 0
  std::string output;   // its standard output, when captured

  int exit_status() const { return signal != 0 ? kSignalStatus + signal : status; }  // as shells tell it
};

class CommandRunner {
 public:
  virtual ~CommandRunner() = default;
  // Runs the child to its end, with our standard input and error. Fails with `no_program` when there is no such
  // program and with `os` when it cannot be started.
  virtual Result<ChildResult> run(const ChildCommand& command) = 0;
  // Where a program of that name is in PATH; "" when it is nowhere.
  virtual std::string find_program(const std::string& name) = 0;
};

std::unique_ptr<CommandRunner> make_command_runner();

}  // namespace driver
