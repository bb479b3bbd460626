// SPDX-License-Identifier: Apache-2.0
// Worker: what belongs to one scheduler thread: the registers of the process it runs, its run queue, its timers. Others
// may push to the queue, steal from it and cancel timers; all else is for the worker's own thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <thread>
#include <vector>

#include "runtime/ops/binary_build_old.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/run_queue.hpp"
#include "runtime/timer/timer_wheel.hpp"

namespace rt {

struct Worker {
  Worker(Vm& v, unsigned number) : vm(v), index(number) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  Term x[kMaxXRegs + 1];   // one spare: a fun's arity and its environment are checked after the copy
  double f[kMaxXRegs];
  Building building;       // the bitstring under construction
  Vm& vm;
  const unsigned index;    // 0: of the thread that runs the scheduler
  RunQueue queue;
  TimerWheel timers;

  std::atomic<bool> is_running{false};  // a process; any thread may look

  // --- what it has done. Any thread may look.
  std::atomic<std::uint64_t> reductions{0};  // of slices that are over
  std::atomic<std::uint64_t> slices{0};
  void count_slice(std::uint64_t reductions_done) {
    reductions.store(reductions.load(std::memory_order_relaxed) + reductions_done, std::memory_order_relaxed);
    slices.store(slices.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  // --- time spent in slices, while Scheduler::measure_wall_time is on. Any thread may ask.
  std::atomic<std::int64_t> busy_ns_before{0};  // in slices that are over
  std::atomic<std::int64_t> slice_began_ns{0};  // 0: no slice, or not measured
  std::int64_t busy_ns(std::int64_t now) const {
    const std::int64_t began = slice_began_ns.load(std::memory_order_relaxed);
    return busy_ns_before.load(std::memory_order_relaxed) + (began == 0 ? 0 : now - began);
  }

  // --- the scheduler's (sched/idle.cpp)
  std::vector<TimerWheel::Due> due;
  std::uint64_t slice_reductions = 0;  // of the slice that is over
  std::uint64_t backlog = 0;           // reductions done while others waited in the queue, for each that did
  bool is_searching = false;      // it is the one that looks for work
  bool is_wanted = false;         // it was woken because another has more work than it should
  bool is_parked = false;         // under Scheduler::mutex_
  std::condition_variable woken;  // it is not parked any more
  std::thread thread;             // not of worker 0
};

}  // namespace rt
