// SPDX-License-Identifier: Apache-2.0
// A process whose behaviour is a C++ lambda, for tests of signals, mailboxes and the scheduler without Erlang code: the
// lambda is called once a slice and says how the slice ended.
#pragma once

#include <functional>
#include <memory>

#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt::test {

class ScriptedProcess : public NativeProcess {
 public:
  using Script = std::function<RunResult(Process&)>;
  explicit ScriptedProcess(Script script) : script_(std::move(script)) {}
  RunResult run(Process& p, Worker&) override { return script_(p); }

 private:
  Script script_;
};

inline Process* start(Vm& vm, ScriptedProcess::Script script) {
  return spawn_native(vm, std::make_unique<ScriptedProcess>(std::move(script)));
}

// Ends the process as if its code had: `return exits(p, reason)`.
inline RunResult exits(Process& p, Term reason) {
  p.exit_reason = reason;
  return RunResult::exited;
}

// A process that only keeps what it gets: prints of its messages in order.
inline Process* start_collector(Vm& vm, std::vector<Term>& messages) {
  return start(vm, [&messages](Process& p) {
    while (Term m = mailbox::peek(p)) {
      messages.push_back(m);
      p.native->roots.push_back(m);
      mailbox::remove(p);
    }
    return RunResult::waiting;
  });
}

}  // namespace rt::test
