// SPDX-License-Identifier: Apache-2.0
// Follows the message loop of OTP's init.erl: {From, Request} -> {init, Answer}, and {stop, Reason}.
#include "driver/run/init_process.hpp"

#include <algorithm>

#include "driver/cli/exit_code.hpp"
#include "driver/run/chardata.hpp"
#include "driver/run/text_terms.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/heap/heap_writer.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

using rt::Term;

constexpr std::string_view kSettled = "settled";  // the tag of an answer to waits_for_reports()

constexpr std::int64_t kStopPatienceNs = 1'000'000'000;
constexpr std::int64_t kReportPatienceNs = 100'000'000;  // for what is on its way to the logger
constexpr std::int64_t kCrashPatienceNs = 500'000'000;  // for what is to be printed
constexpr std::int64_t kStartPatienceNs = 10'000'000'000;

Term atom(rt::Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term running(rt::Process& p, std::string_view name) { return p.vm().names->running(atom(p, name)); }

}  // namespace

rt::Outcome halted(int status) {
  rt::Outcome outcome;
  outcome.kind = rt::Outcome::Kind::halted;
  outcome.status = status;
  return outcome;
}

rt::Outcome dumped(std::string slogan) {
  rt::Outcome outcome;
  outcome.kind = rt::Outcome::Kind::dumped;
  outcome.text = std::move(slogan);
  return outcome;
}

std::string slogan_of(const rt::Vm& vm, const std::string& what, Term reason) {
  constexpr long kReasonLimit = 32768;
  return what + " (" + rt::print(vm.atoms, reason, kReasonLimit) + ")";
}

rt::RunResult InitProcess::run(rt::Process& p, rt::Worker&) {
  for (Term message = rt::mailbox::peek(p); message; message = rt::mailbox::peek(p)) {
    handle(p, message);
    rt::mailbox::remove(p);
  }
  rt::Scheduler& scheduler = *p.vm().scheduler;
  if (crash_) {
    if (scheduler.now_ns() < crash_at_ns_) return rt::RunResult::yielded;
    scheduler.halt(std::move(*crash_));
    crash_.reset();
  }
  if (!stop_.outcome) return rt::RunResult::waiting;
  const std::int64_t now = scheduler.now_ns();
  if (!start_deadline_ns_) start_deadline_ns_ = now + kStartPatienceNs;
  if (now < *start_deadline_ns_ && is_kernel_starting(p)) return rt::RunResult::yielded;
  if (!deadline_ns_) deadline_ns_ = now + kStopPatienceNs;
  if (!has_looked_ && now < *deadline_ns_ && (lets_others_report(p, now) || waits_for_reports(p))) return rt::RunResult::yielded;
  if (stops_applications(p)) return rt::RunResult::waiting;
  if (!stop_.is_urgent && !had_controller_ && scheduler.has_more_to_do() && now < *deadline_ns_) return rt::RunResult::yielded;
  scheduler.halt(std::move(*stop_.outcome));
  stop_.outcome.reset();
  return rt::RunResult::waiting;
}

// Its controller and what it starts wait for each other then: it cannot be stopped halfway. Nor while the logger still waits
// for it, which has reports to write.
bool InitProcess::is_kernel_starting(rt::Process& p) const {
  const rt::Vm& vm = p.vm();
  if (!running(p, "application_controller")) return false;
  const Term stand_in = vm.names->stand_in_of(atom(p, "application_controller"));
  return vm.names->is_any_starting() || (stand_in && vm.processes->find(stand_in) != nullptr);
}

// A process that crashed before the stop still makes up its report. In OTP it is faster than the controller's end; here that
// end is so fast that it would overtake it now and then. Who has nothing to do is not waited for.
bool InitProcess::lets_others_report(rt::Process& p, std::int64_t now_ns) const {
  return !stop_.is_urgent && !asked_ && running(p, "application_controller") && p.vm().scheduler->has_more_to_do() &&
         now_ns < *deadline_ns_ - kStopPatienceNs + kReportPatienceNs;
}

// What was to be logged before the stop is: in OTP the logger has run for long by then, here it may just have been started
// for these reports, and would find its handlers stopped. Each of the reporters is asked something, which it answers when it
// has done all that came before.
bool InitProcess::waits_for_reports(rt::Process& p) {
  const rt::Vm& vm = p.vm();
  if (asked_ && vm.processes->find(asked_) != nullptr) return true;
  if (asked_) ++settled_;
  for (asked_ = Term::none(); settled_ < std::size(kReporters); ++settled_) {
    asked_ = running(p, kReporters[settled_]);
    if (!asked_) continue;
    rt::ask_for_state(p, asked_, kSettled);
    return true;
  }
  return false;
}

// Applications are stopped in order by their controller, where there is one: it is told by the process that started it,
// as in OTP by init. True: it still runs.
bool InitProcess::stops_applications(rt::Process& p) {
  rt::Vm& vm = p.vm();
  if (!has_looked_) {
    has_looked_ = true;
    const Term controller = running(p, "application_controller");
    const Term starter = controller ? vm.processes->parent_of(controller) : Term::none();
    if (starter) {
      controller_ = controller;
      had_controller_ = true;
      p.trap_exit = true;
      rt::add_link(p, controller);
      rt::route_signal(vm, p.worker, rt::Signal::create(vm, rt::SignalKind::exit, starter, controller, atom(p, "shutdown")));
    }
  }
  return static_cast<bool>(controller_);
}

void InitProcess::handle(rt::Process& p, Term message) {
  const bool is_exit = rt::is_tuple(message, 3) && rt::tuple_element(message, 0) == rt::atoms::EXIT;
  if (is_exit && controller_ && rt::tuple_element(message, 1) == controller_) {
    controller_ = Term::none();
  } else if (is_exit && !stop_.outcome && !crash_) {
    const Term pid = rt::tuple_element(message, 1);
    for (const auto& [name, its_pid] : kernel_processes_) {
      if (its_pid == pid) return kernel_process_died(p, name, rt::tuple_element(message, 2));
    }
  }
  if (rt::is_tuple(message, 3) && rt::atom_text(p, rt::tuple_element(message, 1)) == "started") {
    const Term what = rt::tuple_element(message, 2);
    if (rt::is_tuple(what, 2)) add_kernel_process(p, rt::tuple_element(what, 0), rt::tuple_element(what, 1));
    return;
  }
  if (rt::is_tuple(message) && rt::tuple_arity(message) > 0 && rt::atom_text(p, rt::tuple_element(message, 0)) == "io_request") {
    if (const Term user = p.vm().names->find(atom(p, "user"))) rt::send_message(p.vm(), p.worker, user, message);
    return;
  }
  if (!rt::is_tuple(message, 2)) return;
  const Term first = rt::tuple_element(message, 0);
  const Term second = rt::tuple_element(message, 1);
  if (rt::atom_text(p, first) == kSettled) {
    if (asked_) ++settled_;
    asked_ = Term::none();
    return;
  }
  if (rt::atom_text(p, first) == "stop") return handle_stop(p, second);
  if (rt::is_pid(first)) answer(p, first, second);
}

// A process without which the system cannot go on: its end is the system's.
void InitProcess::add_kernel_process(rt::Process& p, Term name, Term pid) {
  if (!name.is_atom() || !pid.is_local_pid()) return;
  p.trap_exit = true;
  kernel_processes_.emplace_back(name, pid);
  rt::add_link(p, pid);
}

void InitProcess::kernel_process_died(rt::Process& p, Term name, Term reason) {
  crash_ = dumped(slogan_of(p.vm(), "Kernel pid terminated (" + rt::print(p.vm().atoms, name) + ")", reason));
  crash_at_ns_ = p.vm().scheduler->now_ns() + kCrashPatienceNs;
}

void InitProcess::handle_stop(rt::Process& p, Term reason) {
  if (stop_.outcome) return;  // the first one counts
  const std::string_view name = rt::atom_text(p, reason);
  stop_.is_stopping = true;
  if (name == "stop" || name == "reboot") {
    const int signal = stop_.signal;
    stop_.outcome = halted(signal != 0 ? kSignalStatus + signal : 0);
  } else if (name == "restart") {
    stop_.is_restart = true;
    stop_.outcome = halted(0);
  } else if (rt::is_tuple(reason, 2) && rt::atom_text(p, rt::tuple_element(reason, 0)) == "restart") {
    stop_.is_restart = true;
    stop_.restart_mode = rt::atom_text(p, rt::tuple_element(reason, 1));
    stop_.outcome = halted(0);
  } else if (rt::is_tuple(reason, 2)) {
    const Term status = rt::tuple_element(reason, 1);
    if (status.is_small()) {
      stop_.outcome = halted(static_cast<int>(status.small_value() & 0xff));
    } else if (status.is_list()) {
      stop_.outcome = dumped(bytes_of_string(status));  // init:stop("text") is halt("text")
    } else {
      stop_.outcome = halted(0);  // a bignum: its low bits, as of any status, are not looked at further
    }
  }
}

void InitProcess::answer(rt::Process& p, Term from, Term request) {
  const Term result = answer_to(p, request);
  if (!result) return;
  const Term message = p.reserve(3).tuple({atom(p, "init"), result});
  (void)rt::send(p, from, message);
}

Term InitProcess::answer_to(rt::Process& p, Term request) {
  const std::string_view name = rt::atom_text(p, request);
  if (name == "get_plain_arguments") return plain_arguments(p);
  if (name == "get_arguments") return all_flags(p);
  if (name == "get_status") {
    const char* const status = stop_.is_stopping ? "stopping" : stop_.is_starting ? "starting" : "started";
    return p.reserve(3).tuple({atom(p, status), atom(p, "started")});
  }
  if (name == "script_id") {
    const Term id = string_term(p, "Erlang/OTP");
    const Term release = string_term(p, "27");
    return p.reserve(3).tuple({id, release});
  }
  if (name == "get_script_name") return p.reserve(3).tuple({Term::nil(), Term::nil()});
  if (!rt::is_tuple(request)) return Term::none();
  const std::string_view kind = rt::atom_text(p, rt::tuple_element(request, 0));
  if (kind == "get_argument" && rt::is_tuple(request, 2)) {
    const Term values = flags_named(p, rt::tuple_element(request, 1));
    return values.is_nil() ? rt::atoms::error : p.reserve(3).tuple({rt::atoms::ok, values});
  }
  if (kind == "notify_when_started") return atom(p, "started");
  if (kind == "ensure_loaded" && rt::is_tuple(request, 2)) return ensure_loaded(p, rt::tuple_element(request, 1));
  if (kind == "get_configfd") return atom(p, "none");
  if (kind == "set_configfd" || kind == "set_script_name" || kind == "make_permanent") return rt::atoms::ok;
  return Term::none();
}

// While the system starts init loads modules itself, from where its loader finds them; code_server does not hear of that.
// Differs from OTP, where a module with an on_load function ends the system here: that one cannot be loaded.
Term InitProcess::ensure_loaded(rt::Process& p, Term module) const {
  rt::Vm& vm = p.vm();
  if (!stop_.is_starting || stop_.is_stopping) return atom(p, "not_allowed");
  if (!module.is_atom()) return rt::atoms::error;
  const std::string_view name = vm.atoms.text(module);
  if (vm.find_module(module) == nullptr && !rt::is_present_from_start(name)) {
    const std::string path = vm.source->path_of(name);
    const std::string folder = path.substr(0, path.find_last_of('/'));
    if (std::ranges::find(arguments_.loader_path, folder) == arguments_.loader_path.end()) return rt::atoms::error;
  }
  if (vm.ensure_loaded(module) == nullptr) return rt::atoms::error;
  return p.reserve(3).tuple({rt::atoms::module, module});
}

Term InitProcess::plain_arguments(rt::Process& p) {
  std::vector<Term> items;
  for (const std::string& text : arguments_.plain) items.push_back(rt::byte_binary(p, text));
  return p.reserve(2 * items.size()).list(items);
}

Term InitProcess::flags_named(rt::Process& p, Term name) {
  std::vector<Term> found;
  for (const auto& [flag, values] : arguments_.flags) {
    if (flag == rt::atom_text(p, name)) found.push_back(string_list(p, values));
  }
  return p.reserve(2 * found.size()).list(found);
}

Term InitProcess::all_flags(rt::Process& p) {
  std::vector<Term> items;
  for (const auto& [flag, values] : arguments_.flags) {
    const Term strings = string_list(p, values);
    items.push_back(p.reserve(3).tuple({atom(p, flag), strings}));
  }
  return p.reserve(2 * items.size()).list(items);
}

Term start_init(rt::Vm& vm, InitArguments arguments, StopState& stop) {
  rt::Process* init = rt::spawn_native(vm, std::make_unique<InitProcess>(std::move(arguments), stop));
  if (init == nullptr) return Term::none();
  init->address->is_system.store(true, std::memory_order_relaxed);
  init->initial_function = vm.exports.intern(vm.atoms.must_intern("erl_init"), rt::atoms::start, 2);
  (void)vm.names->add(vm.atoms.must_intern("init"), init->pid);
  return init->pid;
}

}  // namespace driver
