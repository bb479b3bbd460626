// SPDX-License-Identifier: Apache-2.0
// deliver: a signal on its way to its receiver, and what it does there.
#pragma once

#include "runtime/signal/signal.hpp"

namespace rt {

struct Worker;

// Sends a signal to `s->to` and takes it over. One to a process that is gone is answered as such (refuse_signal).
// `worker`: of the calling thread, or null on a thread that is none.
void route_signal(Vm& vm, Worker* worker, Signal* s);

// The same to a process, but what is for one that is gone stays the caller's: false.
[[nodiscard]] bool push_signal(Vm& vm, Worker* worker, Signal* s);

// What a dead process answers: noproc to links and monitors, an ack to unlink, `undefined` or false to requests.
void refuse_signal(Vm& vm, Worker* worker, Signal* s);

// Empties the inbox of a process on its own thread: messages go to the mailbox, the others act. Stops when one kills
// the process (p.is_exiting, p.exit_reason; what is left is in p.unhandled). False: there was nothing.
bool handle_signals(Process& p);

// What has waited for the process to come back from the dirty threads (sched/dirty_call.hpp): it is suspended now.
void handle_postponed(Process& p);

// Of the system tasks, those that only look at the stack. Requires: as do_system_tasks, or the process has been lent.
void answer_code_checks(Process& p);

// What other processes asked for that may collect (erts_internal:request_system_task). Requires: the process is
// between slices.
void do_system_tasks(Process& p);

}  // namespace rt
