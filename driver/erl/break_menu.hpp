// SPDX-License-Identifier: Apache-2.0
// BreakMenu: what SIGINT (Ctrl-C) does to a machine started as `erl`: everything stands still, a menu is shown, and keys from
// standard input are obeyed, until one of them lets the machine go on or ends it (do_break in break.c of OTP 27). A second
// SIGINT meanwhile ends the program at once, with exit code 0, as does the end of the input.
//
// Differs from OTP: (i)nfo tells no allocators and no depths of hash tables, (l)oaded is sorted.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "driver/process/terminal_mode.hpp"
#include "runtime/sched/task.hpp"

namespace rt {
class Vm;
}

namespace driver::erl {

class BreakMenu final : public rt::Task {
 public:
  BreakMenu(rt::Vm& vm, const TerminalMode& terminal) : vm_(vm), terminal_(terminal) {}

  // SIGINT has come. The thread that dispatches signals.
  void request();

  void run(rt::Worker& worker) override;  // between two slices

 private:
  enum class Next { goes_on, ask_again, ends };
  void ask();
  void print(std::string_view text);
  void flush();
  Next obey(char key);
  void kill_processes();
  // What was printed is written; the first byte of what is read then. Without one the program ends.
  char read_key();
  [[noreturn]] void leave();

  rt::Vm& vm_;
  const TerminalMode& terminal_;
  std::atomic<bool> is_open_{false};
  std::string unwritten_;
};

}  // namespace driver::erl
