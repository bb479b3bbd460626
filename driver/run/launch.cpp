// SPDX-License-Identifier: Apache-2.0
// Starts a machine for a plan and its first processes, runs it to the end and says with which status the shell is told.
//
//   init           what OTP's init answers, and the end of the machine
//   user           the group leader of everything, standard input and output; standard_error. Below `user` is a process that
//                  goes on as OTP's user_drv when somebody asks for that
//   logger, application_controller, code_server ...  OTP's own, when somebody asks for them
//   root process   starts the program, reports its crash, stops
//
// Or OTP's own init, which starts all of that itself (erl/whole_boot.hpp).
#include "driver/run/launch.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <vector>

#include "driver/cli/exit_code.hpp"
#include "driver/erl/boot_process.hpp"
#include "driver/erl/whole_boot.hpp"
#include "driver/process/terminal_mode.hpp"
#include "driver/run/init_process.hpp"
#include "driver/run/machine.hpp"
#include "driver/run/machine_words.hpp"
#include "driver/run/main_call.hpp"
#include "driver/run/otp_servers.hpp"
#include "driver/run/root_process.hpp"
#include "driver/run/stop_signals.hpp"
#include "driver/test/runner_modules.hpp"
#include "runtime/base/release.hpp"
#include "runtime/io/character_width.hpp"
#include "runtime/io/error_server.hpp"
#include "runtime/io/event_logger.hpp"
#include "runtime/io/output.hpp"
#include "runtime/io/terminal_driver.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

// What a machine leaves behind that was stopped with a text. There is no more to tell yet than the text itself.
void write_crash_dump(const std::string& slogan, std::string_view behind_slogan) {
  const char* chosen = std::getenv("ERL_CRASH_DUMP");
  const std::string path = chosen != nullptr ? chosen : "erl_crash.dump";
  (void)rt::write_all(2, slogan + std::string(behind_slogan) + "Crash dump is being written to: " + path + "...");
  std::ofstream(path) << "=erl_crash_dump:0.5\nSlogan: " << slogan << "\n=end\n";
  (void)rt::write_all(2, "done\r\n");
}

// As the shell sees one that a signal ends. Returns if that one does not.
void end_by(int signal) {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

int status_of(const StartPlan& plan, const rt::Outcome& outcome, int signal) {
  switch (outcome.kind) {
    case rt::Outcome::Kind::halted: return signal != 0 ? kSignalStatus + signal : outcome.status;
    case rt::Outcome::Kind::aborted:
      // The tool that starts a project's program takes the death of its machine by a signal for 0.
      if (!plan.application.empty()) return 0;
      end_by(SIGABRT);
      return 1;
    case rt::Outcome::Kind::dumped:
      write_crash_dump(outcome.text, outcome.status != 0 ? "\r\n" : "\r\n\r\n");
      if (outcome.status != 0 || signal != 0) end_by(outcome.status != 0 ? outcome.status : signal);
      return 1;
    case rt::Outcome::Kind::root_exited: return 1;
  }
  return 1;
}

bool needs_runner(const StartPlan& plan, const test::TestRun* tests) { return tests != nullptr || plan.has_rich_report; }

// What a Gleam program writes and reads is UTF-8 wherever gleamr is started; `erl` asks the user's locale.
bool is_io_unicode(const StartPlan& plan) { return !plan.erl || rt::character_width::is_utf8(); }

// The first processes of a lean start. Null: the process limit is reached.
Root* start_lean(rt::Vm& vm, const StartPlan& plan, const OtpTree& otp, StopState& stop) {
  InitArguments arguments = init_arguments(plan);
  arguments.loader_path = loader_path(plan, otp);
  arguments.loader_path.insert(arguments.loader_path.end(), plan.ebin_folders_behind.begin(), plan.ebin_folders_behind.end());
  const rt::Term init = start_init(vm, std::move(arguments), stop);
  rt::WritesPlain writes_plain;
  if (!plan.erl && is_colour_unwanted()) {
    writes_plain = [&vm, &stop](rt::Term pid, std::string_view text) { return is_report_of(vm, stop.reporter, pid, text); };
  }
  const bool is_unicode = is_io_unicode(plan);
  const rt::Term error = rt::start_standard_error(vm, std::move(writes_plain), is_unicode);
  const rt::Term user = rt::start_user(vm, is_unicode);
  std::unique_ptr<Root> owned;
  if (plan.erl) owned = std::make_unique<erl::BootProcess>(*plan.erl, stop.is_starting);
  else owned = std::make_unique<RootProcess>(plan, stop);
  Root* const root = owned.get();
  rt::Process* root_process = rt::spawn_native(vm, std::move(owned));
  const bool has_servers = add_otp_servers(vm, loader_path(plan, otp), plan);
  if (!init || !error || !user || !has_servers || root_process == nullptr) return nullptr;
  root_process->group_leader = user;
  vm.names->hide(root_process->pid);
  if (!plan.application.empty()) vm.start_frame = start_frame_of(vm, plan.application + "@@main");
  rt::send_message(vm, &vm.scheduler->worker(), root_process->pid, rt::atoms::ok);
  return root;
}

// At rest, but not taken apart: that takes time, and this process is about to end.
void keep_till_end(std::unique_ptr<Machine> machine) {
  machine->vm().stop();
  static std::vector<std::unique_ptr<Machine>>& kept = *new std::vector<std::unique_ptr<Machine>>;
  kept.push_back(std::move(machine));
}

// One machine from its start to its end. init:restart/0 ends it and wants another: that is in `stop`.
Result<int> run_machine(const StartPlan& plan, Ready& ready, test::TestRun* tests, StopState& stop) {
  const TerminalMode terminal;
  if (ready.machine == nullptr) ready.machine = std::make_unique<Machine>(plan, ready.otp);
  std::unique_ptr<Machine> machine = std::move(ready.machine);
  machine->follow(plan, ready.otp);
  rt::Vm& vm = machine->vm();
  const bool is_whole = plan.erl && erl::wants_whole_boot(*plan.erl);
  Root* const root = is_whole ? nullptr : start_lean(vm, plan, ready.otp, stop);
  const bool has_runner = !needs_runner(plan, tests) || machine->load_runner(*ready.runner);
  if (!has_runner || (tests != nullptr && !test::take_over_eunit(vm, *tests))) {
    return fail(ErrorCode::start, "No process", "The test runner cannot be started.");
  }
  if (is_whole ? !erl::start_whole(vm, boot_words(plan)) : root == nullptr) {
    return fail(ErrorCode::start, "No process", "The process limit is reached.");
  }
  vm.scheduler->on_crash = [&](rt::Process& dying) {
    const bool is_told = root != nullptr && root->take_exception(dying);
    if (!is_told && dying.exit_class != rt::ErrorClass::exit) rt::log_crash(dying);
  };
  if (!take_signals(vm, plan, stop, terminal)) return fail(ErrorCode::start, "No signals", "The thread that waits for signals cannot be started.");
  const rt::Outcome outcome = vm.scheduler->run_until_root_exits();
  terminal.restore();
  const int status = status_of(plan, outcome, signal_that_ended(vm, outcome, stop));
  if (!stop.is_restart) keep_till_end(std::move(machine));
  return status;
}

}  // namespace

Result<int> launch(const StartPlan& plan, test::TestRun* tests, std::optional<Ready> ready) {
  std::signal(SIGPIPE, SIG_IGN);
  if (!ready) {
    auto opened = Ready::open(plan.otp_root, needs_runner(plan, tests));
    if (!opened) return std::unexpected(opened.error());
    ready = *std::move(opened);
  }
  for (StartPlan now = plan;;) {
    StopState stop;
    const Result<int> status = run_machine(now, *ready, tests, stop);
    if (!status) return status;
    if (!stop.is_restart) return tests == nullptr ? *status : tests->finish(*status);
    if (now.erl && !stop.restart_mode.empty()) now.erl->set_mode(stop.restart_mode);
  }
}

}  // namespace driver
