// SPDX-License-Identifier: Apache-2.0
// One loop over poll(2): signals, changed files, keys.
#include "driver/watch/watch.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>

#include "driver/cli/exit_code.hpp"
#include "driver/process/signal_pipe.hpp"
#include "driver/watch/file_watch.hpp"
#include "driver/watch/keys.hpp"
#include "runtime/io/output.hpp"

namespace driver::watch {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Changes that come together are one: until so long nothing has changed, but not for ever.
constexpr milliseconds kQuiet{15};
constexpr milliseconds kLongestWait{250};
// A program that is told to stop: then it need not do so in order, then it is killed.
constexpr std::array kPatience{milliseconds{3000}, milliseconds{1000}};

void say(const std::string& line) { (void)rt::write_all(STDERR_FILENO, "[gleamr] " + line + "\n"); }

class Loop {
 public:
  Loop(Watched& watched, Reporter& reporter, FileWatch files)
      : watched_(watched), reporter_(reporter), files_(std::move(files)) {}

  // What there is to watch now; it may be more after each compilation.
  Result<void> look() {
    const Sources sources = watched_.sources();
    for (const auto& tree : sources.trees) {
      if (auto added = files_.add_tree(tree); !added) return added;
    }
    for (const auto& file : sources.files) {
      if (auto added = files_.add_file(file); !added) return added;
    }
    return {};
  }

  int run() {
    if (keys_.descriptor() >= 0) say(watched_.is_test() ? "keys: r again, a all, f failed, q quit" : "keys: r restart, q quit");
    turn(Scope::all);
    while (!status_) wait_for_something();
    stop_program();
    return *status_;
  }

 private:
  void wait_for_something() {
    std::array<pollfd, 3> fds{{{signals_.descriptor(), POLLIN, 0}, {files_.descriptor(), POLLIN, 0}, {keys_.descriptor(), POLLIN, 0}}};
    if (::poll(fds.data(), fds.size(), -1) < 0) return;  // EINTR: the signal is in its pipe
    if (fds[0].revents != 0) take_signals();
    if (fds[2].revents != 0) take_key();
    if (fds[1].revents != 0 && !status_ && has_changed()) turn(Scope::changed);
  }

  bool has_changed() {
    bool has = !files_.take().empty();
    const auto limit = Clock::now() + kLongestWait;
    pollfd fd{files_.descriptor(), POLLIN, 0};
    while (has && Clock::now() < limit && ::poll(&fd, 1, static_cast<int>(kQuiet.count())) > 0) (void)files_.take();
    return has;
  }

  void take_signals() {
    while (const auto number = signals_.take()) {
      if (*number == SIGCHLD) {
        reap();
      } else {
        status_ = kSignalStatus + *number;
      }
    }
  }

  void take_key() {
    const auto key = keys_.take();
    if (!key) return;
    if (*key == 'q') status_ = 0;
    if (*key == 'r') turn(Scope::same);
    if (*key == 'a' && watched_.is_test()) turn(Scope::all);
    if (*key == 'f' && watched_.is_test()) turn(Scope::failed);
  }

  // Compiled first; what runs is stopped only for something that can run.
  void turn(Scope scope) {
    say("run started");
    const int compiled = watched_.compile();
    if (const auto looked = look(); !looked) reporter_.error(looked.error());
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
      if (compiled == kSignalStatus + number) {
        status_ = compiled;
        return;
      }
    }
    if (compiled != 0) return say("run finished: does not compile");
    stop_program();
    const auto started = watched_.start(scope);
    if (!started) {
      reporter_.error(started.error());
      return say("run finished: not started");
    }
    program_ = *started;
    if (!program_) return say("run finished: " + watched_.verdict(0));
    if (!watched_.is_test()) say("program started");
  }

  // Takes the status of the program if it has ended.
  void reap() {
    int status = 0;
    if (!program_ || ::waitpid(*program_, &status, WNOHANG) != *program_) return;
    program_.reset();
    say("run finished: " + watched_.verdict(WIFSIGNALED(status) ? kSignalStatus + WTERMSIG(status) : WEXITSTATUS(status)));
  }

  void stop_program() {
    reap();
    for (const milliseconds patience : kPatience) {
      if (!program_) return;
      (void)::kill(*program_, SIGINT);
      if (has_ended_within(patience)) return;
    }
    if (!program_) return;
    (void)::kill(*program_, SIGKILL);
    (void)::waitpid(*program_, nullptr, 0);
    ended_by_us();
  }

  // A signal that comes meanwhile is one to quit, and to wait no longer.
  bool has_ended_within(milliseconds patience) {
    const auto limit = Clock::now() + patience;
    for (;;) {
      if (::waitpid(*program_, nullptr, WNOHANG) == *program_) {
        ended_by_us();
        return true;
      }
      const auto left = std::chrono::ceil<milliseconds>(limit - Clock::now());
      pollfd fd{signals_.descriptor(), POLLIN, 0};
      if (left.count() <= 0) return false;
      (void)::poll(&fd, 1, static_cast<int>(left.count()));
      while (const auto number = signals_.take()) {
        if (*number == SIGCHLD) continue;
        status_ = kSignalStatus + *number;
        return false;
      }
    }
  }

  void ended_by_us() {
    program_.reset();
    say("run finished: stopped");
  }

  Watched& watched_;
  Reporter& reporter_;
  FileWatch files_;
  SignalPipe signals_;
  Keys keys_;
  std::optional<pid_t> program_;
  std::optional<int> status_;  // the loop is to end
};

}  // namespace

int watch(Watched& watched, Reporter& reporter) {
  Result<FileWatch> files = FileWatch::create();
  const auto give_up = [&](const DriverError& error) {
    reporter.error(error);
    return static_cast<int>(exit_code_for(error.code));
  };
  if (!files) return give_up(files.error());
  Loop loop(watched, reporter, std::move(*files));
  if (const auto looked = loop.look(); !looked) return give_up(looked.error());
  return loop.run();
}

}  // namespace driver::watch
