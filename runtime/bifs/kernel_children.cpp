// SPDX-License-Identifier: Apache-2.0
// What kernel_sup calls to start its children, for those that run before it does: the machine's own servers of standard
// input, output and error, and OTP's servers of code and files when a program has asked for them already. They are
// adopted. The others start as they always do.
#include "runtime/bifs/kernel_children.hpp"

#include <poll.h>
#include <unistd.h>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/own_function.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/sched/dirty_threads.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/signal/signal.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term running(Process& p, std::string_view name) { return p.vm().names->running(p.vm().atoms.must_intern(name)); }

// It writes through the kernel from now on. (The caller may also be the stand-in's own step, late.)
void adopt(Process& p, Term child, Term server) {
  add_link(p, child);
  if (p.group_leader == p.vm().names->find(p.vm().atoms.must_intern("init"))) return;
  route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::group_leader, server, p.pid, p.group_leader));
}

// Somebody else starts the server, or just has: on another scheduler, or while this process waited for its turn.
bool is_started_by_another(Process& p, std::string_view name) {
  const Term atom = p.vm().atoms.must_intern(name);
  Term starter = p.vm().names->claim_start(atom, p.pid, Term::none());
  while (starter && starter != p.pid && p.vm().processes->find_alive(starter) == nullptr) {
    starter = p.vm().names->claim_start(atom, p.pid, starter);
  }
  return starter != p.pid;
}

// A server listens to the process that started it, which has stayed: that one becomes the supervisor's child, ends when it
// is told to, and the server with it.
Term start_link(Process& p, std::string_view name, std::string_view module) {
  const Term pid = running(p, name);
  if (!pid && is_started_by_another(p, name)) {
    p.end_slice();
    return p.trap(p.vm().exports.intern(p.vm().atoms.must_intern(module), p.vm().atoms.must_intern("start_link"), 0), {});
  }
  const Term parent = pid ? p.vm().processes->parent_of(pid) : Term::none();
  if (!parent) return call_own_function(p, module, "start_link", {});
  adopt(p, parent, pid);
  return p.reserve(3).tuple({atoms::ok, parent});
}
Term code_start_link_0(Process& p) { return start_link(p, "code_server", "code"); }
Term file_server_start_link_0(Process& p) { return start_link(p, "file_server_2", "file_server"); }

// Of a supervisor_bridge: {ok, Pid, State}.
Term standard_error_init_1(Process& p, Term argument) {
  const Term pid = running(p, "standard_error");
  if (!pid) return call_own_function(p, "standard_error", "init", {argument});
  adopt(p, pid, pid);
  return p.reserve(4).tuple({atoms::ok, pid, pid});
}
// With a lean start `user` runs from the start: where there is none it has ended, as it does when nobody reads standard
// output any more. In OTP its supervisor has ended with it then.
Term user_sup_init_1(Process& p, Term argument) {
  const auto atom = [&p](std::string_view name) { return p.vm().atoms.must_intern(name); };
  const bool has_ended = !p.vm().names->find(atom("user")) && p.vm().names->stand_in_of(atom("application_controller"));
  return has_ended ? atoms::ignore : call_own_function(p, "user_sup", "init", {argument});
}
// What runs below `user` with a lean start hears under which supervisor it is now: user_sup, which is the only one that calls
// this while the kernel starts, and waits for `user` by itself.
Term user_drv_start_1(Process& p, Term options) {
  Vm& vm = p.vm();
  const Term pid = running(p, "user"), kernel = vm.atoms.must_intern("application_controller");
  if (!pid || !vm.terminal_driver || !vm.names->stand_in_of(kernel) || must_wait_for_server(p, kernel)) {
    return call_own_function(p, "user_drv", "start", {options});
  }
  const Term kept = p.dictionary.get(vm.atoms.must_intern("$ancestors"));
  const Term ancestors = kept && kept.is_list() ? kept : Term::nil();
  const Term news = p.reserve(5).tuple({p.pid, vm.atoms.must_intern("user_sup"), ancestors, p.group_leader});
  send_message(vm, p.worker, vm.terminal_driver, news);
  route_signal(vm, p.worker, Signal::create(vm, SignalKind::group_leader, pid, p.pid, p.group_leader));
  return pid;
}

// OTP waits a second here, for what is still to be written. Our driver has written what it was given; user_drv, which passes
// it on, is waited for as long as anything runs, up to that second.
constexpr std::string_view kWaitForOutput = "$wait_for_output";
Term wait_for_output_2(Process& p, Term user, Term deadline_ns) {
  Scheduler& scheduler = *p.vm().scheduler;
  const bool is_busy = scheduler.has_more_to_do() || scheduler.dirty().running(DirtyKind::io) > 0;
  if (is_busy && scheduler.now_ns() < deadline_ns.small_value()) {
    p.end_slice();
    const Export* again = p.vm().exports.intern(p.vm().atoms.must_intern("user_sup"), p.vm().atoms.must_intern(kWaitForOutput), 2);
    return p.trap(again, {user, deadline_ns});
  }
  if (user.is_local_pid()) {
    route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::exit, user, p.pid, p.vm().atoms.must_intern("kill")));
  }
  return atoms::ok;
}
Term user_sup_terminate_2(Process& p, Term, Term user) {
  constexpr std::int64_t kPatienceNs = 1'000'000'000;
  const bool passes_on = static_cast<bool>(running(p, "user_drv"));
  return wait_for_output_2(p, user, Term::small(passes_on ? p.vm().scheduler->now_ns() + kPatienceNs : 0));
}

constexpr Bif kCodeRows[] = {bif<&code_start_link_0>("start_link", BifKind::library)};
constexpr Bif kFileServerRows[] = {bif<&file_server_start_link_0>("start_link", BifKind::library)};
constexpr Bif kStandardErrorRows[] = {bif<&standard_error_init_1>("init", BifKind::library)};
constexpr Bif kUserSupRows[] = {bif<&user_sup_init_1>("init", BifKind::library), bif<&user_sup_terminate_2>("terminate", BifKind::library),
                                bif<&wait_for_output_2>(kWaitForOutput, BifKind::library)};
// In OTP user_drv has run for long when a program asks for it, and `user` got what there was to read: here it just starts.
// Waits until it has read that, but for a stream without end not for ever.
Term read_what_there_is_1(Process& p, Term deadline_ns) {
  Scheduler& scheduler = *p.vm().scheduler;
  pollfd input{STDIN_FILENO, POLLIN, 0};
  const bool has_more = running(p, "user_drv_reader") && ::poll(&input, 1, 0) > 0;
  if (!has_more || scheduler.now_ns() >= deadline_ns.small_value()) return atoms::ok;
  p.end_slice();
  return p.trap(p.vm().exports.intern(p.vm().atoms.must_intern("user_drv"), p.vm().atoms.must_intern(kReadWhatThereIs), 1), {deadline_ns});
}

constexpr Bif kUserDrvRows[] = {bif<&user_drv_start_1>("start", BifKind::library),
                                bif<&read_what_there_is_1>(kReadWhatThereIs, BifKind::library)};

}  // namespace

extern const BifModule kCodeStart;
extern const BifModule kFileServer;
extern const BifModule kStandardError;
extern const BifModule kUserDrv;
extern const BifModule kUserSup;
constinit const BifModule kCodeStart{"code", kCodeRows};
constinit const BifModule kFileServer{"file_server", kFileServerRows};
constinit const BifModule kStandardError{"standard_error", kStandardErrorRows};
constinit const BifModule kUserSup{"user_sup", kUserSupRows};
constinit const BifModule kUserDrv{"user_drv", kUserDrvRows};

}  // namespace rt
