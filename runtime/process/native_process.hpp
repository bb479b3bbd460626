// SPDX-License-Identifier: Apache-2.0
// NativeProcess: a process whose code is C++ (standard I/O servers of the lean boot). It has a pid, a mailbox, links
// and everything else that a process has; run() is called when it is scheduled and reads the mailbox through
// mailbox::peek and mailbox::remove. Between calls it may be collected: terms that it keeps belong into `roots`.
#pragma once

#include <span>
#include <vector>

#include "runtime/sched/engine.hpp"
#include "runtime/term/term.hpp"

namespace rt {

struct Export;

class NativeProcess {
 public:
  virtual ~NativeProcess() = default;
  virtual RunResult run(Process& p, Worker& worker) = 0;
  // What run() has left for a dirty thread (process/dirty.hpp, leave_for_dirty); afterwards run() is called again.
  virtual void run_dirty(Process&) {}
  std::vector<Term> roots;
};

// The engine of such processes.
RunResult run_native_process(Process& p, Worker& worker);

// From the next slice on the process runs Erlang code, as if it had been spawned for this call: it keeps its pid, mailbox, name
// and relations. Its run() returns `yielded` then, and is never called again. Collects: all other terms are stale then, and no
// HeapWriter may be there.
void go_on_as(Process& p, const Export* function, std::span<Term> arguments);

}  // namespace rt
