// SPDX-License-Identifier: Apache-2.0
// Waiting inside a native: for the answer of another process, or for one's own end.
//
//   return request_and_await(p, signal);  // the answer becomes the native's result
//
// The native goes to Vm::await_code, whose one instruction (i_await_reply) asks take_reply() and gives up the slice
// until there is one. The mailbox is not touched.
#pragma once

#include "runtime/process/process.hpp"

namespace rt {

// Sends `request` (whose `low` is set here) and waits for the `reply` signal of the same number. An answer that is an
// error is raised. A process of a lower priority handles its signals at the priority of `p`.
[[nodiscard]] Term request_and_await(Process& p, Signal* request);
// The same, but the other one answers when it is its turn.
[[nodiscard]] Term request_in_turn(Process& p, Signal* request);

// Waits for a signal that kills (exit(self(), kill)): the process never comes back unless `reply` is made.
[[nodiscard]] Term await_own_end(Process& p);

// i_await_reply: the answer, or none: raised if p.exception was set (`is_raised`), else wait and ask again.
struct AwaitedReply {
  Term value;
  bool is_raised = false;
};
AwaitedReply take_reply(Process& p);

}  // namespace rt
