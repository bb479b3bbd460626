// SPDX-License-Identifier: Apache-2.0
// The death of a process:
//
//   exit_reason is known -> its ETS tables inherited or deleted, which may take slices (Scheduler) -> name unregistered, timers cancelled -> one exit signal per link, one DOWN per watcher, one
//   demonitor per monitor -> pid gone, inbox closed, what is still in it refused -> memory freed
#pragma once

namespace rt {

class Process;

// Requires: p.exit_reason set; p is in no queue; it has no tables; called on the thread that runs it. `p` is gone afterwards.
void finish_process(Process* p);

// All of that but the last step. `p` is of no use any more but for its heap.
void end_process(Process& p);

}  // namespace rt
