// SPDX-License-Identifier: Apache-2.0
// Children through Boost.Process (v1 as of 1.74), in this one file. Output is read to its end before the wait:
// the other order blocks when the child fills the pipe.
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/io.hpp>
#include <boost/process/pipe.hpp>
#include <cstdio>
#include <filesystem>
#include <istream>
#include <iterator>
#include <ranges>
#include <system_error>

#include <sys/wait.h>
#include <unistd.h>

#include "driver/process/command_runner.hpp"
#include "driver/process/signal_shield.hpp"
#include "driver/process/variable.hpp"

namespace bp = boost::process;

namespace driver {
namespace {

DriverError no_such_program(const std::string& program) {
  return {ErrorCode::no_program, "Program not found",
          "The program `" + program + "` was not found. Is it installed?"};
}

class BoostCommandRunner final : public CommandRunner {
 public:
  Result<ChildResult> run(const ChildCommand& command) override {
    std::string program = command.program;
    if (program.find('/') == std::string::npos) program = find_program(program);
    if (program.empty()) return std::unexpected(no_such_program(command.program));
    try {
      return start_and_wait(program, command);
    } catch (const std::system_error& error) {
      if (error.code() == std::errc::no_such_file_or_directory) {
        return std::unexpected(no_such_program(command.program));
      }
      return fail(ErrorCode::os, "Shell command failure",
                  "The program `" + command.program + "` could not be started: " + error.code().message());
    }
  }

  std::string find_program(const std::string& name) override {
    // Not Boost's search_path, which sets up a locale first: that takes as long as all else before a compiler starts.
    for (const auto folder : std::views::split(variable("PATH"), ':')) {
      const std::string path = (folder.empty() ? "." : std::string(folder.begin(), folder.end())) + "/" + name;
      std::error_code error;
      if (std::filesystem::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0) return path;
    }
    return "";
  }

 private:
  static ChildResult start_and_wait(const std::string& program, const ChildCommand& command) {
    bp::environment environment = boost::this_process::environment();
    for (const auto& [name, value] : command.environment) environment[name] = value;
    ChildResult result;
    if (command.capture_output) {
      bp::ipstream output;
      bp::child child(bp::exe = program, bp::args = command.arguments, environment, bp::std_out > output);
      started(child, command);
      result.output.assign(std::istreambuf_iterator<char>(output), {});
      wait_for(child, result);
    } else if (command.drops_line != nullptr) {
      bp::ipstream errors;
      bp::child child(bp::exe = program, bp::args = command.arguments, environment, bp::std_err > errors);
      started(child, command);
      pass_lines(errors, command.drops_line);
      wait_for(child, result);
    } else {
      bp::child child(bp::exe = program, bp::args = command.arguments, environment);
      started(child, command);
      wait_for(child, result);
    }
    return result;
  }

  static void started(const bp::child& child, const ChildCommand& command) {
    SignalShield::pass_on_to(child.id());
    if (command.meanwhile) command.meanwhile();
  }

  static void pass_lines(std::istream& lines, bool (*drops_line)(std::string_view)) {
    for (std::string line; std::getline(lines, line);) {
      if (drops_line(line)) continue;
      if (!lines.eof()) line += '\n';
      std::fwrite(line.data(), 1, line.size(), stderr);
    }
  }

  static void wait_for(bp::child& child, ChildResult& result) {
    child.wait();
    SignalShield::pass_on_to(0);
    set_status(result, child.native_exit_code());
  }

  static void set_status(ChildResult& result, int native) {
    if (WIFSIGNALED(native)) {
      result.signal = WTERMSIG(native);
    } else {
      result.status = WEXITSTATUS(native);
    }
  }
};

}  // namespace

std::unique_ptr<CommandRunner> make_command_runner() { return std::make_unique<BoostCommandRunner>(); }

}  // namespace driver
