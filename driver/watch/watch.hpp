// SPDX-License-Identifier: Apache-2.0
// `--watch`: compile, run, and again when a source changes. The program runs in a child process. It goes on while the
// change is compiled, and if that fails; else it is stopped in order and the new one starts.
//
// On standard error, for whoever reads along, each on a line of its own:
//   [gleamr] run started             a change is about to be compiled
//   [gleamr] program started         it compiles; printed where the program may run on and on (Watched::is_test false)
//   [gleamr] run finished: WORDS     "0 failed", "3 failed" of tests, "exit code 1", "does not compile", "stopped"
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "driver/driver_error.hpp"
#include "driver/report/reporter.hpp"

namespace driver::watch {

// What a turn is to run, where there is a choice (tests).
enum class Scope : std::uint8_t {
  all,
  changed,  // what depends on what has been compiled anew since the last turn that ran
  failed,   // what failed last
  same,     // as the last time
};

struct Sources {
  std::vector<std::filesystem::path> trees;  // folders
  std::vector<std::filesystem::path> files;  // single ones
};

class Watched {
 public:
  virtual ~Watched() = default;
  virtual bool is_test() const = 0;
  virtual Sources sources() const = 0;
  // Compiles and says what is wrong. 0: it can be started; else the status that `gleamr run` would have ended with.
  virtual int compile() = 0;
  // Starts what was compiled in a child of its own process group; nothing when there is nothing to run. Requires: compile
  // answered 0.
  virtual Result<std::optional<pid_t>> start(Scope scope) = 0;
  // The words after "run finished: " for an exit status of the child.
  virtual std::string verdict(int status) = 0;
};

// Until q, SIGINT, SIGTERM or SIGHUP: the exit status.
int watch(Watched& watched, Reporter& reporter);

}  // namespace driver::watch
