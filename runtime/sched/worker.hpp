// SPDX-License-Identifier: Apache-2.0
// Worker: what belongs to one scheduler thread: the registers of the process it runs, its run queue, its timers.
#pragma once

#include "runtime/ops/binary_build_old.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/run_queue.hpp"
#include "runtime/timer/timer_wheel.hpp"

namespace rt {

struct Worker {
  explicit Worker(Vm& v) : vm(v) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  Term x[kMaxXRegs + 1];   // one spare: a fun's arity and its environment are checked after the copy
  double f[kMaxXRegs];
  Building building;       // the bitstring under construction
  Vm& vm;
  RunQueue queue;
  TimerWheel timers;
};

}  // namespace rt
