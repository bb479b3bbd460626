// SPDX-License-Identifier: Apache-2.0
// Scheduler: runs the processes of a Vm on VmOptions::schedulers workers, each a thread with a run queue of its own. The
// first is whoever calls run_until_root_exits; the others start when there is work for them.
//
// A slice: signals are handled; a process that one of them killed dies; otherwise its engine runs it for
// kReductionsPerSlice reductions. Then it goes back into the queue (yielded), to sleep unless a signal has come
// (waiting), or dies (exited). The turn of a process that was raised (run_queue.hpp) is over when its signals are handled.
//
// A process that is woken goes to the queue of the worker that woke it. As in OTP that wakes nobody else: processes which
// talk to each other, a little each, stay on one thread, in the order in which they were woken. Only who has had others
// waiting in the queue for some slices wakes another worker. One without work takes half of another's queue; one that
// finds none sleeps until it is wanted (sched/idle.cpp). At most one searches at a time. A process that is bound to a worker
// (Process::bound_to) is always in that one's queue, and waits there as long as it is offline or multi-scheduling is blocked.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/heap/fragment.hpp"
#include "runtime/sched/microstates.hpp"
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
  int status = 0;  // halted: the exit code. dumped: the signal to end by, or 0
  std::string text;
  Term halted_by;                                 // the process that called halt, or none
  bool flush = true;                              // of what is queued in ports
  std::optional<std::int64_t> flush_timeout_ms;  // when that is given up: the exit code is 255 then
  Term reason;           // root_exited: its exit reason, in `storage`
  FragmentPtr storage;
};

class DirtyThreads;

class Scheduler {
 public:
  Scheduler(Vm& vm, unsigned workers);  // Requires: workers > 0
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  std::size_t worker_count() const { return workers_.size(); }
  Worker& worker(std::size_t index = 0) { return *workers_[index]; }
  // Runs until the root process has exited or somebody halted. Without a root: until halt.
  Outcome run_until_root_exits();
  // Runs until nothing is runnable, on this thread alone; timers that are due count (tests).
  void run_until_idle();

  void set_root(Term pid) { root_ = pid; }
  Term root() const { return root_; }
  // Any thread: ends run_until_root_exits after the slices that run now.
  void halt(Outcome outcome);

  // Called by whoever woke a process or made it. `worker`: of the calling thread, or null.
  void make_runnable(Process& p, Worker* worker);
  // The process, if it waits for its turn with a lower priority, gets one at this one to handle its signals.
  void raise(Term pid, Priority priority);
  // Any thread: some worker runs the task soon, once for each time it is posted.
  void post(Task& task);

  // --- timers with a reference (timer_wheel.hpp), in whichever worker's wheel they are. Any thread.
  std::optional<std::int64_t> read_timer(std::uint64_t reference) const;
  std::optional<std::int64_t> cancel_timer(std::uint64_t reference);
  void cancel_timers_of(Term pid);

  // Whether something else runs, or could, than the process that asks.
  bool has_more_to_do() const {
    if (idle_.load(std::memory_order_relaxed) + 1 < workers_.size()) return true;
    for (const auto& each : workers_) {
      if (each->queue.size() > 0) return true;
    }
    return false;
  }

  // Whether a worker runs a process or has one to run. Any thread.
  bool is_busy() const {
    for (const auto& each : workers_) {
      if (each->is_running.load(std::memory_order_relaxed) || each->queue.size() > 0) return true;
    }
    return false;
  }

  // Processes that have ended while a dirty thread still runs their native: what that reads must stay. Under an Exclusive.
  bool has_ended_away() const { return ended_away_.load(std::memory_order_acquire) != 0; }
  void forget_ended_away() { ended_away_.fetch_sub(1, std::memory_order_release); }

  // Called by the dying process's thread before anybody is told.
  void on_exit(Process& p);

  // While one of these exists, only its worker runs: the others have come to the end of their slices and wait. Within a
  // slice or between two. Requires: the worker has no other one, and holds no lock that another may wait for.
  class Exclusive {
   public:
    Exclusive(Scheduler& scheduler, Worker& worker) : scheduler_(scheduler) { scheduler_.stop_others(worker); }
    ~Exclusive() { scheduler_.let_others_go_on(); }
    Exclusive(const Exclusive&) = delete;
    Exclusive& operator=(const Exclusive&) = delete;

   private:
    Scheduler& scheduler_;
  };

  // Only the first workers run processes: as many as are online, or one while somebody blocks the others
  // (multi_scheduling.hpp). To be called when that has changed. Requires: the caller has an Exclusive.
  void update_usable();
  void set_online(unsigned n);  // likewise

  // --- what system_flag/2 sets. Any thread.
  unsigned online() const { return online_.load(std::memory_order_relaxed); }
  DirtyThreads& dirty() { return *dirty_; }
  unsigned dirty_cpu_threads() const { return dirty_cpu_threads_; }  // as many as processors, or workers if they are fewer
  unsigned dirty_online() const { return dirty_online_.load(std::memory_order_relaxed); }
  void set_dirty_online(unsigned n);
  Microstates& microstates() { return *microstates_; }
  bool measure_wall_time(bool is_on);    // whether it was
  bool measure_microstates(bool is_on);  // the same
  std::int64_t wall_time_since_ns() const { return wall_time_since_ns_.load(std::memory_order_relaxed); }  // 0: it is off

  // A process that ends by an exception that it does not catch is reported here before it dies: `exception` has its
  // class, reason and raw trace; exit_class and exit_reason are set. Any worker's thread.
  std::function<void(Process&)> on_crash;
  // Deterministic tests set the clock; null: the machine's.
  std::function<std::int64_t()> clock;
  std::int64_t now_ns() const { return clock ? clock() : TimerWheel::now_ns(); }

 private:
  void work(Worker& w);  // until the machine stops
  void run_slice(Process& p, Worker& w);
  void run_measured(Process& p, Worker& w);
  void update_measured();
  int next_budget();
  void weigh_backlog(Worker& w);

  // --- sched/away.cpp
  bool has_dirty_threads() const;
  void give_away(Process& p, Worker& w);  // to a dirty thread. Requires: p.away is `leaving`
  // A worker has got a process that is away from its queue. True: it is back, let it go on.
  bool visit(Process& p, Worker& w);
  void fire_timers(Worker& w);
  void flush_ports(Outcome& outcome);

  // --- sched/idle.cpp
  void hand_over(Worker& w);
  void update_attention();  // after a change of what it depends on. Requires: mutex_
  bool attend(Worker& w);  // to what needs attention. False: the machine stops
  void run_tasks(Worker& w);
  Process* search(Worker& w);
  void end_search(Worker& w);
  void park(Worker& w);
  void wake(Worker& w);  // Requires: mutex_, and that it is parked
  void start(Worker& w);  // Requires: mutex_, and may_start
  bool may_start(const Worker& w) const;
  void call(Worker& w);  // it has work: let it run if it may and does not. Requires: mutex_
  void call_who_has_work();  // Requires: mutex_
  Worker* last_parked();  // that may run processes. Requires: mutex_
  void push_bound(Process& p, Worker* worker);
  void wake_first();
  bool wake_one();
  void stop_threads();
  void stop_others(Worker& w);
  void let_others_go_on();

  Vm& vm_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<Dice> dice_;  // for the length of slices
  Term root_;
  std::atomic<unsigned> ended_away_{0};
  std::atomic<unsigned> online_, dirty_online_;
  const unsigned dirty_cpu_threads_;
  const std::shared_ptr<Microstates> microstates_;
  std::unique_ptr<DirtyThreads> dirty_;
  std::atomic<std::int64_t> wall_time_since_ns_{0};
  std::atomic<bool> is_measured_{false};  // slices are: wall time or microstates

  std::mutex mutex_;
  // Somebody stops the others, or there are tasks, or the machine stops: look at what follows, under mutex_.
  std::atomic<bool> needs_attention_{false};
  std::vector<Task*> tasks_;
  std::optional<Outcome> outcome_;
  std::atomic<bool> is_running_{false};  // threads may be started
  bool is_stopping_ = false;
  std::atomic<bool> runs_in_turns_{false};  // the only worker and the dirty threads (DirtyThreads::run_in_turns)
  std::atomic<unsigned> usable_;        // workers that may run processes; read without mutex_ too
  Worker* exclusive_ = nullptr;   // the only one that runs
  unsigned active_ = 1;           // workers that are not parked, stopped or not started
  std::vector<Worker*> parked_;
  std::condition_variable quiet_;    // active_ went down
  std::condition_variable resumed_;  // exclusive_ is gone
  std::condition_variable told_;     // a task came
  // Read without the lock.
  std::atomic<unsigned> idle_;    // workers that are parked or not started
  std::atomic<bool> is_searching_{false};  // one is looking for work, or has been woken to
};

}  // namespace rt
