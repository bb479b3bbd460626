// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/server_on_demand.hpp"

#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// A message that only makes the stand-in start. No program knows it.
constexpr std::string_view kWanted = "$server_on_demand";

class ServerOnDemand final : public NativeProcess {
 public:
  explicit ServerOnDemand(ServerStart start) : start_(std::move(start)) {}

  RunResult run(Process& p, Worker&) override {
    if (!mailbox::peek(p)) return RunResult::waiting;
    const Term real = p.vm().names->find(name(p));
    if (real && real != p.pid && (has_greeted_ || is_started(p, real))) return pass_on(p, real);
    if (starter_ && has_failed(p)) return RunResult::exited;
    if (!starter_ && is_ready_to_start(p) && !start(p)) return RunResult::exited;
    return RunResult::yielded;
  }

 private:
  Term name(Process& p) const { return p.vm().atoms.must_intern(start_.name); }

  bool is_ready_to_start(Process& p) const {
    if (start_.requires_name.empty()) return true;
    const Term required = p.vm().atoms.must_intern(start_.requires_name);
    if (!p.vm().names->is_stand_in(p.vm().names->find(required))) return true;
    want_server(p, required);
    return false;
  }

  bool start(Process& p) {
    SpawnRequest request;
    request.function = p.vm().exports.intern(p.vm().atoms.must_intern(start_.module),
                                             p.vm().atoms.must_intern(start_.function), 0);
    request.parent = &p;
    request.link = true;
    request.is_system = true;
    request.stays = true;
    const Process* starter = spawn(p.vm(), request);
    if (starter == nullptr) return fail(p, atoms::system_limit);
    starter_ = starter->pid;
    p.vm().names->set_starter(p.pid, starter_);
    return true;
  }

  // The start function has returned, or is itself the server. (It runs on the same scheduler.)
  bool is_started(Process& p, Term real) const {
    if (!starter_ || real == starter_) return true;
    const Address* address = p.vm().processes->find(starter_);
    const Process* starter = address == nullptr ? nullptr : address->process.load(std::memory_order_relaxed);
    return starter == nullptr || (starter->is_waiting && starter->ip == p.vm().await_code);
  }

  // The start function did not come back.
  bool has_failed(Process& p) {
    Term message = Term::none();
    mailbox::reset(p);
    for (message = mailbox::peek(p); message; message = mailbox::peek(p)) {
      if (is_tuple(message, 3) && tuple_element(message, 0) == atoms::EXIT && tuple_element(message, 1) == starter_) break;
      mailbox::advance(p);
    }
    const Term reason = message ? tuple_element(message, 2) : Term::none();
    mailbox::reset(p);
    return reason && !fail(p, reason);
  }

  bool fail(Process& p, Term reason) {
    p.exit_reason = reason;
    return false;
  }

  RunResult pass_on(Process& p, Term real) {
    if (!has_greeted_ && start_.first_message) send_message(p.vm(), p.worker, real, start_.first_message(p));
    if (!has_greeted_) p.vm().names->set_started(p.vm().atoms.must_intern(start_.name));
    has_greeted_ = true;
    const Term wanted = p.vm().atoms.must_intern(kWanted);
    for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
      const bool is_exit = is_tuple(message, 3) && tuple_element(message, 0) == atoms::EXIT;
      if (message != wanted && !is_exit) send_message(p.vm(), p.worker, real, message);
      mailbox::remove(p);
    }
    return RunResult::waiting;
  }

  const ServerStart start_;
  Term starter_ = Term::none();
  bool has_greeted_ = false;
};

}  // namespace

bool add_server_on_demand(Vm& vm, ServerStart start) {
  const Term name = vm.atoms.must_intern(start.name);
  Process* p = spawn_native(vm, std::make_unique<ServerOnDemand>(std::move(start)));
  if (p == nullptr) return false;
  p->is_system = true;
  p->trap_exit = true;
  vm.names->add_stand_in(name, p->pid);
  return true;
}

void want_server(Process& p, Term name) {
  const Term pid = p.vm().names->find(name);
  if (p.vm().names->is_stand_in(pid) && !p.vm().names->starter_of(pid)) send_message(p.vm(), p.worker, pid, p.vm().atoms.must_intern(kWanted));
}

}  // namespace rt
