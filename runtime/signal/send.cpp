// SPDX-License-Identifier: Apache-2.0
// Resolving the destination of a message and sending it.
#include "runtime/signal/send.hpp"

#include "runtime/port/port_send.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// The charge of OTP: 4 a message.
constexpr int kReductionsPerMessage = 4;

Sent send_to_identifier(Process& p, Term pid, Term message, bool may_suspend) {
  p.charge(kReductionsPerMessage);
  if (pid.is_local_port()) return send_to_port(p, pid, message, may_suspend);
  route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::message, pid, p.pid, message));
  return Sent::sent;
}

Sent refused(Process& p) {
  (void)p.raise<Fault::badarg>();
  return Sent::refused;
}

}  // namespace

Sent try_send(Process& p, Term to, Term message, bool may_suspend) {
  if (to.is_local_pid() || to.is_local_port()) return send_to_identifier(p, to, message, may_suspend);
  if (to.is_atom()) {
    const Term pid = p.vm().names->find(to);
    return pid ? send_to_identifier(p, pid, message, may_suspend) : refused(p);
  }
  if (is_local_reference(to)) {
    const RefId id = ref_id(to);
    const Term owner = owner_of(id);
    if (!owner) return Sent::sent;  // no alias
    p.charge(kReductionsPerMessage);
    route_signal(p.vm(), p.worker,
                 Signal::create(p.vm(), SignalKind::alias_message, owner, p.pid, message, id));
    return Sent::sent;
  }
  if (is_tuple(to, 2) && tuple_element(to, 0).is_atom() && tuple_element(to, 1).is_atom()) {
    if (tuple_element(to, 1) != atoms::nonode_at_nohost) return Sent::sent;  // no such node: lost
    const Term pid = p.vm().names->find(tuple_element(to, 0));
    return pid ? send_to_identifier(p, pid, message, may_suspend) : Sent::sent;
  }
  if (is_pid(to) || is_port(to) || is_reference(to)) return Sent::sent;  // of a node that we are not connected to
  return refused(p);
}

Term send(Process& p, Term to, Term message) {
  switch (try_send(p, to, message, true)) {
    case Sent::sent: return message;
    case Sent::refused: return Term::none();
    case Sent::busy:
    case Sent::suspended: break;
  }
  return p.trap(p.vm().exports.intern(atoms::erlang, p.vm().atoms.must_intern("!"), 2), {to, message});
}

void send_message(Vm& vm, Worker* worker, Term to, Term message) {
  route_signal(vm, worker, Signal::create(vm, SignalKind::message, to, Term::none(), message));
}

}  // namespace rt
