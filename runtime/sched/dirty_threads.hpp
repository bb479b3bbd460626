// SPDX-License-Identifier: Apache-2.0
// DirtyThreads: the threads on which natives run that would keep a worker for long: those that wait for the operating
// system (io) and those that compute (cpu). OTP's dirty schedulers. Each kind has a queue, first in, first out, and as many
// threads as OTP has, each started when there is a call that no other one is free for; a thread without a call sleeps.
//
// A native that runs here owns its process as one that a worker runs, but has no worker (Process::worker is null): it may
// allocate, raise and send. What reads the machine's tables without a lock relies on Scheduler::Exclusive; so that stops
// the dirty threads too, except in the sections in which a native has lent its process (process/dirty.hpp), where it touches
// neither: the place for what blocks.
//
// A thread may stand in a system call when the machine stops: only processes in C++ (process/native_process.hpp) are waited
// for. It is left there: the threads are detached, what they touch outside a process belongs to them too (DirtyCore), and a
// process that is lent then is never freed.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/sched/dirty_call.hpp"

namespace rt {

class Microstates;
class Process;
class Vm;
struct DirtyCore;

class DirtyThreads {
 public:
  DirtyThreads(Vm& vm, unsigned cpu_threads, std::shared_ptr<Microstates> microstates);
  ~DirtyThreads();  // stop()
  DirtyThreads(const DirtyThreads&) = delete;
  DirtyThreads& operator=(const DirtyThreads&) = delete;

  // --- a worker. The process is away (DirtyCall) and in state `queued`.
  void run_on_one(Process& p);
  // Runs the call of the process on the calling thread instead, as if it were an ordinary native.
  static void run_here(Process& p);
  // For Scheduler::Exclusive: no native runs, except where it has lent its process, until let_in.
  void keep_out();
  void let_in();
  // For multi_scheduling that is blocked: natives run one at a time, and none within a turn of the worker; between two of
  // the worker's one that waits gets its turn, which is to its end, as in OTP also where it has lent its process. What has
  // lent it before takes a turn when it is back. Requires: an Exclusive, or that the machine stops.
  void run_in_turns(bool in_turns);
  void begin_turn();
  void end_turn();
  // Natives that have not lent their process come to their end first. Afterwards nothing runs any more.
  void stop();

  // --- the thread that runs the native
  static void lend(Process& p);
  static void take_back(Process& p);

  // --- any thread
  std::size_t queued(DirtyKind kind) const;
  std::size_t running(DirtyKind kind) const;
  // At most so many calls of kind cpu run at a time.
  void set_cpu_limit(unsigned limit);
  // Time that the thread of this number (from 0) has spent with natives since forget_busy_times.
  std::int64_t busy_ns(DirtyKind kind, unsigned thread, std::int64_t now) const;
  void forget_busy_times();

 private:
  std::shared_ptr<DirtyCore> core_;
};

}  // namespace rt
