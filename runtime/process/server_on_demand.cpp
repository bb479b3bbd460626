// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/server_on_demand.hpp"

#include <algorithm>

#include "runtime/io/output.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// A message that only makes the stand-in start. No program knows it.
constexpr std::string_view kWanted = "$server_on_demand";
constexpr std::string_view kSettled = "$settled";  // the tag of the answer of who has handled what was passed on
constexpr long kReasonLimit = 2000;
constexpr std::int64_t kSettlePatienceNs = 1'000'000'000;  // should the receiver wait for one who waits for the server

void send_empty(Process& from, SignalKind kind, Term to) {
  route_signal(from.vm(), from.worker, Signal::create_empty(kind, to, from.pid, 0));
}

class ServerOnDemand final : public NativeProcess {
 public:
  explicit ServerOnDemand(ServerStart start) : start_(std::move(start)) {}

  RunResult run(Process& p, Worker&) override {
    mailbox::reset(p);
    if (receiver_ && !has_settled(p) && p.vm().scheduler->now_ns() < settle_deadline_ns_) return RunResult::yielded;
    if (receiver_) end_settling(p);
    if (!mailbox::peek(p)) return RunResult::waiting;
    if (is_done_) {
      (void)pass_on(p);
      return RunResult::waiting;
    }
    if (next_step_ == 0) (void)p.vm().names->begin_start(name(p));  // also when it was a plain message that woke it
    if (next_step_ == 0 && !is_ready_to_start(p)) return RunResult::waiting;
    if (next_step_ == 0 || is_step_done(p)) take_next_step(p);
    if (is_done_) {  // whoever has waited may have sent something before
      const Term receiver = pass_on(p);
      if (receiver && !start_.passes_on_to.empty()) return settle(p, receiver);
      finish(p);
      return RunResult::waiting;
    }
    if (!p.exit_reason) return RunResult::waiting;  // for what makes the step done
    p.vm().names->remove_pid(p.pid);
    finish(p);
    (void)write_all(2, "gleamr: " + std::string(start_.name) + " could not be started: " +
                           print(p.vm().atoms, p.exit_reason, kReasonLimit) + "\n");
    return RunResult::exited;
  }

 private:
  Term atom(Process& p, std::string_view text) const { return p.vm().atoms.must_intern(text); }
  Term name(Process& p) const { return atom(p, start_.name); }
  const ServerStep& step() const { return start_.steps[next_step_ - 1]; }  // that is being taken

  bool is_ready_to_start(Process& p) const {
    const Term required = start_.requires_name.empty() ? Term::none() : atom(p, start_.requires_name);
    return !required || !must_wait_for_server(p, required) || !p.vm().names->wait_for_start(required, p.pid);
  }

  void finish(Process& p) {
    for (const Term waiting : p.vm().names->finish_start(name(p))) send_empty(p, SignalKind::resume, waiting);
  }

  void tell_init(Process& p) const {
    for (const std::string_view kernel_process : start_.kernel_processes) {
      const Term its_name = atom(p, kernel_process), pid = p.vm().names->find(its_name);
      if (!pid) continue;
      HeapWriter w = p.reserve(7);
      const Term started = w.tuple({p.pid, atom(p, "started"), w.tuple({its_name, pid})});
      send_message(p.vm(), p.worker, p.vm().names->find(atom(p, "init")), started);
    }
  }

  void take_next_step(Process& p) {
    for (; next_step_ < start_.steps.size() && start_.steps[next_step_].kind == ServerStep::Kind::idles; ++next_step_) {
      start_idle(p, start_.steps[next_step_]);
    }
    if (next_step_ == start_.steps.size()) return end_steps(p);
    ++next_step_;
    const Term previous = roots.empty() ? Term::none() : roots[0];
    const Term arguments = step().arguments ? step().arguments(p, previous) : Term::nil();
    if (step().kind == ServerStep::Kind::asks) return ask(p, arguments);
    call(p, arguments);
  }

  void start_idle(Process& p, const ServerStep& idle) {
    SpawnRequest request;
    request.function = p.vm().exports.intern(atom(p, idle.module), atom(p, idle.function), 0);
    request.parent = &p;
    request.is_system = true;
    if (!spawn(p.vm(), request)) p.exit_reason = atoms::system_limit;
  }

  void end_steps(Process& p) {
    is_done_ = true;
    if (p.vm().names->find(name(p)) == p.pid) p.vm().names->remove_pid(p.pid);  // what it stands in for was not wanted
    tell_init(p);
    if (start_.first_message) send_message(p.vm(), p.worker, p.vm().names->find(name(p)), start_.first_message(p));
  }

  void ask(Process& p, Term arguments) {
    monitor_ = begin_monitoring(p, step().asked);
    send_message(p.vm(), p.worker, step().asked, p.reserve(3).tuple({p.pid, arguments}));
  }

  // Who was asked has the name, has said no, or is dead: then there is no server, and no further step.
  bool has_answer(Process& p) {
    const bool is_answered = p.vm().names->find(name(p)) != p.pid || take_message(p, [&](Term m) {
      return m == atom(p, kStepTaken) || is_down(m, step().asked);
    });
    if (!is_answered) return false;
    if (p.vm().names->find(name(p)) == p.pid) next_step_ = start_.steps.size();
    end_monitor(p);
    return true;
  }

  void call(Process& p, Term arguments) {
    Term module = atom(p, step().module), function = atom(p, step().function);
    if (step().kind == ServerStep::Kind::returns) {  // erpc:execute_call(ok, M, F, A) exits with {ok, return, Result}
      HeapWriter w = p.reserve(8);
      arguments = w.list({atoms::ok, module, function, arguments});
      module = atom(p, "erpc");
      function = atom(p, "execute_call");
    }
    unsigned arity = 0;
    for (Term rest = arguments; rest.is_cons(); rest = rest.tail()) ++arity;
    SpawnRequest request;
    request.function = p.vm().exports.intern(module, function, arity);
    request.arguments = arguments;
    request.parent = &p;
    request.link = true;
    request.is_system = step().kind == ServerStep::Kind::serves;
    request.stays = step().kind == ServerStep::Kind::stays;
    taker_ = spawn(p.vm(), request);
    if (!taker_) p.exit_reason = atoms::system_limit;
    else if (step().kind != ServerStep::Kind::serves) p.vm().names->hide(taker_);
  }

  // A step that went wrong leaves exit_reason.
  bool is_step_done(Process& p) {
    if (step().kind == ServerStep::Kind::asks) return has_answer(p);
    if (const Term reason = take_exit(p)) {
      const bool has_result = step().kind == ServerStep::Kind::returns && is_tuple(reason, 3) &&
                              tuple_element(reason, 0) == atoms::ok && tuple_element(reason, 1) == atom(p, "return");
      if (!has_result) {
        p.exit_reason = reason;
        return false;
      }
      roots.assign(1, tuple_element(reason, 2));
      return true;
    }
    if (step().kind == ServerStep::Kind::serves) return p.vm().names->find(name(p)) != p.pid;
    if (step().kind == ServerStep::Kind::returns) return false;
    return static_cast<bool>(take_message(p, [&](Term message) { return message == atom(p, kStepTaken); }));
  }

  // The reason of {'EXIT', Taker, Reason}, which leaves the mailbox, or none.
  Term take_exit(Process& p) {
    const Term message = take_message(p, [&](Term m) {
      return is_tuple(m, 3) && tuple_element(m, 0) == atoms::EXIT && tuple_element(m, 1) == taker_;
    });
    return message ? tuple_element(message, 2) : Term::none();
  }

  // The first such message, which leaves the mailbox; none if there is none.
  template <class Predicate>
  static Term take_message(Process& p, Predicate is_wanted) {
    mailbox::reset(p);
    for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
      if (is_wanted(message)) {
        mailbox::remove(p);
        return message;
      }
      mailbox::advance(p);
    }
    mailbox::reset(p);
    return Term::none();
  }

  // To whom, if there was something.
  Term pass_on(Process& p) {
    Term receiver = Term::none();
    const Term real = p.vm().names->find(start_.passes_on_to.empty() ? name(p) : atom(p, start_.passes_on_to));
    const Term wanted = atom(p, kWanted);
    for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
      const bool is_exit = is_tuple(message, 3) && tuple_element(message, 0) == atoms::EXIT;
      if (real && real != p.pid && message != wanted && !is_exit) {
        send_message(p.vm(), p.worker, real, message);
        receiver = real;
      }
      mailbox::remove(p);
    }
    return receiver;
  }

  // In OTP the receiver has run for long and is at work on what it got. Here it begins when those go on who have waited for
  // the server, and what it does, as loading modules, would be later than there: so it is asked something, as by sys.
  RunResult settle(Process& p, Term receiver) {
    receiver_ = receiver;
    settle_deadline_ns_ = p.vm().scheduler->now_ns() + kSettlePatienceNs;
    p.vm().names->begin_settling(name(p));
    monitor_ = begin_monitoring(p, receiver);
    ask_for_state(p, receiver, kSettled);
    return RunResult::yielded;
  }

  bool has_settled(Process& p) {
    return static_cast<bool>(take_message(p, [&](Term m) {
      return (is_tuple(m, 2) && tuple_element(m, 0) == atom(p, kSettled)) || is_down(m, receiver_);
    }));
  }

  void end_settling(Process& p) {
    receiver_ = Term::none();
    end_monitor(p);
    (void)pass_on(p);  // what came meanwhile
    finish(p);
  }

  static bool is_down(Term message, Term pid) {
    return is_tuple(message, 5) && tuple_element(message, 0) == atoms::DOWN && tuple_element(message, 3) == pid;
  }

  void end_monitor(Process& p) {
    if (const auto found = p.relations().monitoring.find(monitor_); found != p.relations().monitoring.end()) {
      end_monitoring(p, monitor_, found->second);
      p.relations().monitoring.erase(found);
    }
  }

  const ServerStart start_;
  std::size_t next_step_ = 0;
  bool is_done_ = false;
  Term taker_ = Term::none();
  Term receiver_ = Term::none();  // of what was passed on, until it has handled that
  std::int64_t settle_deadline_ns_ = 0;
  Word monitor_ = 0;              // of the process that is asked
};

// Whether the process comes from the stand-in: it is part of the start.
bool descends_from(Process& p, Term stand_in) {
  constexpr int kGenerations = 16;
  if (!stand_in) return false;
  Term at = p.pid;
  for (int i = 0; at && i < kGenerations; ++i, at = p.vm().processes->parent_of(at)) {
    if (at == stand_in) return true;
  }
  return false;
}

}  // namespace

bool add_server_on_demand(Vm& vm, ServerStart start) {
  const Term name = vm.atoms.must_intern(start.name);
  const Term table = start.table.empty() ? Term::none() : vm.atoms.must_intern(start.table);
  const Term required = start.requires_name.empty() ? Term::none() : vm.atoms.must_intern(start.requires_name);
  Process* p = spawn_native(vm, std::make_unique<ServerOnDemand>(std::move(start)));
  if (p == nullptr) return false;
  p->address->is_system.store(true, std::memory_order_relaxed);
  p->trap_exit = true;
  // What it starts writes through init, as what OTP's boot starts.
  if (const Term init = vm.names->find(vm.atoms.must_intern("init"))) p->group_leader = init;
  vm.names->add_stand_in(name, p->pid, table, required);
  vm.names->hide(p->pid);
  return true;
}

void ask_for_state(Process& p, Term server, std::string_view tag) {
  const auto atom = [&p](std::string_view text) { return p.vm().atoms.must_intern(text); };
  HeapWriter w = p.reserve(7);
  const Term from = w.tuple({p.pid, atom(tag)});
  send_message(p.vm(), p.worker, server, w.tuple({atom("system"), from, atom("get_state")}));
}

bool must_wait_for_server(Process& p, Term name) {
  const Term stand_in = p.vm().names->stand_in_of(name);
  if (!stand_in) return false;
  const bool is_settling = p.vm().names->is_settling(name);
  for (Term each = name; each; each = p.vm().names->required_by(each)) {
    if (descends_from(p, is_settling ? p.vm().names->stand_in_once_of(each) : p.vm().names->stand_in_of(each))) return false;
  }
  if (p.vm().processes->find(stand_in) == nullptr) return false;  // it could not be started
  if (p.vm().names->begin_start(name)) send_message(p.vm(), p.worker, stand_in, p.vm().atoms.must_intern(kWanted));
  return true;
}

bool wait_for_server(Process& p, Term name) {
  if (!must_wait_for_server(p, name) || !p.vm().names->wait_for_start(name, p.pid)) return false;
  ++p.suspend_count;
  p.end_slice();
  return true;
}

void tell_stand_in(Process& p, Term name) {
  if (const Term stand_in = p.vm().names->stand_in_of(name)) send_empty(p, SignalKind::wake, stand_in);
}

namespace {

bool wait_for_each(Process& p, const std::vector<Term>& servers) {
  for (const Term server : servers) (void)must_wait_for_server(p, server);  // all of them start at once
  return std::ranges::any_of(servers, [&p](Term server) { return wait_for_server(p, server); });
}

}  // namespace

bool wait_for_tables(Process& p) { return wait_for_each(p, p.vm().names->servers_with_tables()); }

bool wait_for_all_servers(Process& p) { return wait_for_each(p, p.vm().names->servers_on_demand()); }

std::vector<Term> visible_processes(const Vm& vm) {
  std::vector<Term> pids = vm.processes->pids();
  std::erase_if(pids, [hidden = vm.names->hidden()](Term pid) { return hidden.contains(pid.word()); });
  return pids;
}

}  // namespace rt
