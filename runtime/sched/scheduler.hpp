// SPDX-License-Identifier: Apache-2.0
// Scheduler: runs the processes of a Vm. One worker for now, driven by whoever calls run_until_root_exits; what other
// threads may call is said below.
//
// A slice: signals are handled; a process that one of them killed dies; otherwise its engine runs it for
// kReductionsPerSlice reductions. Then it goes back into the queue (yielded), to sleep unless a signal has come
// (waiting), or dies (exited). The turn of a process that was raised (run_queue.hpp) is over when its signals are handled.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/heap/fragment.hpp"
#include "runtime/sched/task.hpp"
#include "runtime/sched/worker.hpp"

namespace rt {

// How the machine came to its end.
struct Outcome {
  enum class Kind : std::uint8_t {
    root_exited,
    halted,   // halt(Status)
    aborted,  // halt(abort): as by a signal
    dumped,   // halt("text"): the text and a newline, exit code 1
  } kind = Kind::root_exited;
  int status = 0;
  std::string text;
  bool flush = true;                              // of what is queued in ports
  std::optional<std::int64_t> flush_timeout_ms;  // when that is given up: the exit code is 255 then
  Term reason;           // root_exited: its exit reason, in `storage`
  FragmentPtr storage;
};

class Scheduler {
 public:
  explicit Scheduler(Vm& vm) : vm_(vm), worker_(vm) {}
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  Worker& worker() { return worker_; }
  // Runs until the root process has exited or somebody halted. Without a root: until halt.
  Outcome run_until_root_exits();
  // Runs until nothing is runnable; timers that are due count (tests).
  void run_until_idle();

  void set_root(Term pid) { root_ = pid; }
  Term root() const { return root_; }
  // Any thread: ends run_until_root_exits after the slice that runs now.
  void halt(Outcome outcome);

  // Called by whoever woke a process or made it. `worker`: of the calling thread, or null.
  void make_runnable(Process& p, Worker* worker);
  // Any thread: the task is run soon, once for each time it is posted.
  void post(Task& task);
  // Called by the dying process's thread before anybody is told.
  void on_exit(Process& p);

  // A process that ends by an exception that it does not catch is reported here before it dies: `exception` has its
  // class, reason and raw trace; exit_class and exit_reason are set.
  std::function<void(Process&)> on_crash;
  // Deterministic tests set the clock; null: the machine's.
  std::function<std::int64_t()> clock;
  std::int64_t now_ns() const { return clock ? clock() : TimerWheel::now_ns(); }

 private:
  void run_slice(Process& p);
  void fire_timers();
  void take_remote();
  void flush_ports(Outcome& outcome);
  void park();

  Vm& vm_;
  Worker worker_;
  Term root_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Process*> remote_;      // woken by other threads
  std::vector<Task*> tasks_;          // under mutex_
  std::optional<Outcome> outcome_;    // under mutex_
  std::atomic<bool> is_stopping_{false};
  std::vector<TimerWheel::Due> due_;
};

}  // namespace rt
