// SPDX-License-Identifier: Apache-2.0
// The process that starts the program and watches it: what `ROOT@@main:run/1` of Gleam's compiler does, natively.
//
//   start -> spawn_link main -> wait for its end
//     returned            -> stop(0)
//     raised (any class)  -> report with stack trace -> stop(1)
//     died of a signal    -> report with its reason  -> stop(1)
//
// A report may need to show a value, which is Gleam's or OTP's code: a helper process computes the text and exits with it.
#pragma once

#include <string>

#include "driver/run/crash_report.hpp"
#include "driver/run/init_process.hpp"
#include "driver/run/root.hpp"
#include "driver/run/start_plan.hpp"
#include "runtime/heap/fragment.hpp"

namespace rt {
class Vm;
}

namespace driver {

// NO_COLOR is set, and FORCE_COLOR is not.
bool is_colour_unwanted();

class RootProcess final : public Root {
 public:
  RootProcess(const StartPlan& plan, StopState& stop) : plan_(plan), stop_(stop) {}
  rt::RunResult run(rt::Process& p, rt::Worker& worker) override;

  bool take_exception(rt::Process& dying) override;  // main's

 private:
  enum class Printer { none, rich, inspect, format };

  void set_up_input(rt::Process& p);
  // The compiler's ROOT@@main calls main then, reports its crash and stops.
  bool is_run_by_compiler() const { return plan_.starts_code && !plan_.has_rich_report; }
  bool start_main(rt::Process& p);
  void handle_exit(rt::Process& p, rt::Term pid, rt::Term reason);
  void main_ended(rt::Process& p, rt::Term reason);
  void begin_report(rt::Process& p);
  void start_printer(rt::Process& p, Printer printer);
  void call_printer(rt::Process& p, std::string_view module, std::string_view function, rt::Term arguments);
  void printed(rt::Process& p, rt::Term reason);
  void finish_report(rt::Process& p, const std::string& printed);
  void stop(rt::Process& p, int status);
  std::string render(rt::Process& p, const PrintTerm& print) const;
  // Keeps copies of terms that another heap owns.
  void keep(rt::Process& p, rt::Term error_class, rt::Term reason, rt::Term stacktrace);

  const StartPlan& plan_;
  StopState& stop_;
  std::atomic<rt::Word> main_{0};  // pid; a process that dies may look, on another thread
  rt::Term printer_pid_;
  bool has_crash_ = false;
  Crash crash_;              // points into storage_
  rt::FragmentPtr storage_;
  rt::Term to_print_;
  Printer printer_ = Printer::none;
};

}  // namespace driver
