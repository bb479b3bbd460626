// SPDX-License-Identifier: Apache-2.0
// The interpreter: runs a process until its slice is used up, it waits for a message, or it ends.
// Source of the technique: threaded code with packed operands, as OTP's `emu` flavour.
#pragma once

#include <cstdint>

#include "runtime/sched/engine.hpp"
#include "runtime/sched/worker.hpp"

namespace rt {

class Process;

// Requires: p.ip set; p.saved_live x registers on top of its stack; only this thread runs p. On return:
// yielded, waiting: p.ip, p.saved_live and the stack say how to go on. exited: p.exit_reason is set.
RunResult run(Process& p, Worker& worker);

}  // namespace rt
