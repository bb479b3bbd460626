// SPDX-License-Identifier: Apache-2.0
// BootProcess: what a machine started as `erl` does: the actions of its command line (-eval, -s, -run), in one process,
// by OTP's own init:start_em/1. When that process ends well the machine goes on until somebody stops it. When it crashes
// the machine stops with a text, as OTP does: "Runtime terminating during boot (..)".
//
// Differs from OTP: the system is not started before the first action but piece by piece, when it is asked for.
#pragma once

#include <atomic>
#include <vector>

#include "driver/erl/command_line.hpp"
#include "driver/run/root.hpp"
#include "runtime/term/term.hpp"

namespace driver::erl {

class BootProcess final : public Root {
 public:
  // `is_starting` becomes false when all actions are done.
  BootProcess(const CommandLine& line, std::atomic<bool>& is_starting) : line_(line), is_starting_(is_starting) {}
  rt::RunResult run(rt::Process& p, rt::Worker& worker) override;
  bool take_exception(rt::Process& dying) override;  // of the process with the actions

 private:
  void start(rt::Process& p);
  void boot_ended(rt::Process& p, rt::Term reason);
  void halt(rt::Process& p, std::string slogan);

  const CommandLine& line_;
  std::atomic<bool>& is_starting_;
  std::atomic<rt::Word> boot_{0};  // pid of the process with the actions; a process that dies may look, on another thread
};

}  // namespace driver::erl
