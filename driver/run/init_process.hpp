// SPDX-License-Identifier: Apache-2.0
// The process registered as `init`, for the lean boot: answers what OTP's init module asks of it (arguments, flags,
// status) and stops the machine. As in OTP a stop is no sudden death: whoever is runnable goes on for a while, and the first
// stop that was asked for counts. Differs from OTP: we stop as soon as nothing is runnable, OTP after a second or so.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/process/native_process.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/term.hpp"

namespace driver {

// What init knows of the command line, as bytes.
struct InitArguments {
  std::vector<std::pair<std::string, std::vector<std::string>>> flags;  // {root, [..]}, {progname, ["erl"]} ...
  std::vector<std::string> plain;
  std::vector<std::string> loader_path = {};  // the folders that modules come from while the system starts
};

// How the machine was asked to end. Lives as long as the Vm.
struct StopState {
  std::optional<rt::Outcome> outcome;  // the first that was asked for; of init's thread
  bool is_restart = false;
  std::string restart_mode;            // embedded, interactive; "": as before
  // The program is one of the actions at the end of the boot, as Erlang's start of it is. init:get_status/0 tells.
  std::atomic<bool> is_starting{true};
  std::atomic<bool> is_stopping{false};
  std::atomic<bool> is_urgent{false};  // do not wait for others
  // The process that called run/1 of the compiler's ROOT@@main, which reports main's crash then. Its pid's word, or 0.
  std::atomic<rt::Word> reporter{0};
  std::atomic<int> signal{0};          // the last one that asked for an end (run/stop_signals.hpp)
};

class InitProcess final : public rt::NativeProcess {
 public:
  InitProcess(InitArguments arguments, StopState& stop) : arguments_(std::move(arguments)), stop_(stop) {}
  rt::RunResult run(rt::Process& p, rt::Worker& worker) override;

 private:
  void handle(rt::Process& p, rt::Term message);
  bool is_kernel_starting(rt::Process& p) const;
  bool lets_others_report(rt::Process& p, std::int64_t now_ns) const;
  bool waits_for_reports(rt::Process& p);
  bool stops_applications(rt::Process& p);
  void add_kernel_process(rt::Process& p, rt::Term name, rt::Term pid);
  void kernel_process_died(rt::Process& p, rt::Term name, rt::Term reason);
  void handle_stop(rt::Process& p, rt::Term reason);
  void answer(rt::Process& p, rt::Term from, rt::Term request);
  // The answer to a request, or none when there is no such request.
  rt::Term answer_to(rt::Process& p, rt::Term request);
  rt::Term ensure_loaded(rt::Process& p, rt::Term module) const;
  rt::Term plain_arguments(rt::Process& p);
  rt::Term flags_named(rt::Process& p, rt::Term name);  // [Values] of each
  rt::Term all_flags(rt::Process& p);

  static constexpr std::string_view kReporters[] = {"logger", "logger_proxy"};  // in the order that reports take

  const InitArguments arguments_;
  StopState& stop_;
  bool has_looked_ = false;
  bool had_controller_ = false;  // when that has stopped OTP kills what still runs: nobody is waited for
  rt::Term controller_ = rt::Term::none();  // application_controller, while it stops
  std::vector<std::pair<rt::Term, rt::Term>> kernel_processes_;  // names and pids
  std::size_t settled_ = 0;               // of kReporters
  rt::Term asked_ = rt::Term::none();     // the next one of them, which has not answered yet
  std::optional<rt::Outcome> crash_;  // one of them has died
  std::int64_t crash_at_ns_ = 0;
  std::optional<std::int64_t> start_deadline_ns_, deadline_ns_;
};

// An end with this exit code.
rt::Outcome halted(int status);
// An end with exit code 1 and these words: as of halt("text").
rt::Outcome dumped(std::string slogan);
// The words of OTP's init when it gives up: "What (Reason)".
std::string slogan_of(const rt::Vm& vm, const std::string& what, rt::Term reason);

// Makes the process and registers it. Its pid.
rt::Term start_init(rt::Vm& vm, InitArguments arguments, StopState& stop);

}  // namespace driver
