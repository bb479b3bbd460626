// SPDX-License-Identifier: Apache-2.0
// Engine: what executes a process for one slice. The interpreter is one, a native process (process/native_process.hpp)
// has another, tests bring their own.
#pragma once

#include <cstdint>

namespace rt {

class Process;
struct Worker;

enum class RunResult : std::uint8_t {
  yielded,  // the slice is used up
  waiting,  // nothing to do before the next signal
  exited,   // the process has ended by itself: p.exit_reason is set
};

// Requires: p.ip set; p.saved_live x registers on top of its stack; only this thread runs p.
using Engine = RunResult (*)(Process& p, Worker& worker);

}  // namespace rt
