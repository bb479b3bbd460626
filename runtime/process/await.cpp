// SPDX-License-Identifier: Apache-2.0
// Requests to other processes whose answer a native returns (await.hpp).
#include "runtime/process/await.hpp"

#include <utility>

#include "runtime/process/address.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace rt {

Term request_in_turn(Process& p, Signal* request) {
  request->low = p.vm().unique_number();
  p.reply = Process::Reply{.number = request->low, .term = Term::none()};
  route_signal(p.vm(), p.worker, request);
  return p.trap(p.vm().await_code, {});
}

Term request_and_await(Process& p, Signal* request) {
  const Term to = request->to;
  const Term trapped = request_in_turn(p, request);
  if (to.is_local_pid()) p.vm().scheduler->raise(to, p.priority);
  return trapped;
}

Term await_own_end(Process& p) {
  p.reply = Process::Reply{.number = p.vm().unique_number(), .term = Term::none()};
  return p.trap(p.vm().await_code, {});
}

AwaitedReply take_reply(Process& p) {
  if (!p.is_exiting) handle_signals(p);
  if (p.is_exiting) return {Term::none()};
  if (std::exchange(p.reply.tells_parent, false)) {
    send_message(p.vm(), p.worker, p.address->parent_pid(), p.vm().atoms.must_intern(kStepTaken));
  }
  if (!p.reply.has_come) return {Term::none()};
  const Process::Reply reply = p.reply;
  p.reply = Process::Reply{};
  if (!reply.is_error) return {reply.term};
  (void)p.raise(ErrorClass::error, reply.term);
  return {Term::none(), true};
}

}  // namespace rt
