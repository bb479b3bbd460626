// SPDX-License-Identifier: Apache-2.0
// Terminal: standard input and output as module prim_tty of OTP sees them: how the terminal is set, its size, the signals that
// are about it (SIGWINCH, SIGCONT). Behind a magic reference; any thread, but one process uses it at a time. When the process that
// has set the terminal dies it is put back as begin() found it.
#pragma once

#include <sys/types.h>
#include <termios.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "runtime/heap/shared_binary.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;

class Terminal final : public MagicObject {
 public:
  // What begin() asks for; nothing: as it is.
  struct Wishes {
    std::optional<bool> is_canonical, has_echo, has_signals;
  };
  // How it will be set. The error is errno.
  [[nodiscard]] int begin(int descriptor, const Wishes& wishes);
  [[nodiscard]] int set(Process& p);  // so, if begin() succeeded, as long as the process lives
  std::optional<std::pair<int, int>> size() const;  // columns, rows; -1: unknown

  // From now on the process gets {select, TERMINAL, Reference, ready_input}: once with `signals` when a signal has come
  // and once with `input` when there is input; and once more after each next_signal and read_input. Errno.
  [[nodiscard]] int select(Process& p, Term terminal, Term signals, Term input);
  // 'w' or 'c'; nothing: there is none.
  std::optional<char> next_signal(Process& p, Term terminal, Term signals);
  struct Input {
    std::string bytes;
    bool is_at_end = false;
    int error = 0;
  };
  // Without waiting: nothing is read when somebody else has read it.
  Input read_input(Process& p, Term terminal, Term input);

  struct SignalPipe {
    ~SignalPipe();
    int ends[2] = {-1, -1};
  };

 private:
  mutable std::mutex mutex_;
  bool is_begun_ = false;
  termios mode_{};
  termios first_{};  // as begin() found it
  Term owner_ = Term::none();        // the pid of who has set it
  std::shared_ptr<SignalPipe> signals_;
};

}  // namespace rt
