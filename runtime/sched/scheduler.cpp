// SPDX-License-Identifier: Apache-2.0
// The loop of a worker: timers, then the next process, else sleep until a timer is due or another thread wakes us.
#include "runtime/sched/scheduler.hpp"

#include <chrono>
#include <utility>

#include "runtime/ets/tables.hpp"
#include "runtime/heap/collector.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/exit.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/statistics.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Timers are looked at once in so many slices while there is work.
constexpr unsigned kSlicesPerTimerCheck = 16;

}  // namespace

// What still lives when the machine stops is freed without a word to anybody.
Scheduler::~Scheduler() {
  for (const Term pid : vm_.processes->pids()) {
    Address* a = vm_.processes->find(pid);
    Process* p = a->process.load(std::memory_order_relaxed);
    for (Signal* s = a->close(); s != nullptr;) {
      Signal* following = s->next;
      Signal::destroy(s);
      s = following;
    }
    vm_.processes->release(pid, a);
    delete p;
  }
}

void Scheduler::make_runnable(Process& p, Worker* worker) {
  if (worker != nullptr) {
    worker->queue.push(p);
    return;
  }
  const std::scoped_lock lock(mutex_);
  remote_.push_back(&p);
  woken_.notify_one();
}

void Scheduler::halt(Outcome outcome) {
  const std::scoped_lock lock(mutex_);
  if (!outcome_) outcome_ = std::move(outcome);
  is_stopping_.store(true, std::memory_order_release);
  woken_.notify_one();
}

void Scheduler::on_exit(Process& p) {
  if (p.pid != root_) return;
  Outcome outcome;
  outcome.storage = copy_to_fragment(p.exit_reason, vm_.literals, outcome.reason);
  halt(std::move(outcome));
}

Outcome Scheduler::run_until_root_exits() {
  for (unsigned slices = 0; !is_stopping_.load(std::memory_order_acquire); ++slices) {
    if (slices % kSlicesPerTimerCheck == 0 || worker_.queue.size() == 0) fire_timers();
    take_remote();
    if (Process* p = worker_.queue.pop()) {
      run_slice(*p);
    } else {
      park();
    }
  }
  Outcome outcome;
  {
    const std::scoped_lock lock(mutex_);
    outcome = std::move(*outcome_);
    outcome_.reset();
  }
  is_stopping_.store(false, std::memory_order_release);
  if (outcome.flush && (outcome.kind == Outcome::Kind::halted || outcome.kind == Outcome::Kind::root_exited)) {
    flush_ports(outcome);
  }
  return outcome;
}

// All ports are closed; until they have written what is queued, only they run.
void Scheduler::flush_ports(Outcome& outcome) {
  vm_.ports->close_all();
  const auto limit = std::chrono::steady_clock::now() + std::chrono::milliseconds(outcome.flush_timeout_ms.value_or(0));
  while (!vm_.ports->are_all_gone()) {
    {
      std::unique_lock lock(mutex_);
      const auto ready = [this] { return !tasks_.empty(); };
      if (!outcome.flush_timeout_ms) {
        woken_.wait(lock, ready);
      } else if (!woken_.wait_until(lock, limit, ready)) {
        constexpr int kFlushTimeoutStatus = 255;
        outcome.kind = Outcome::Kind::halted;
        outcome.status = kFlushTimeoutStatus;
        return;
      }
    }
    take_remote();
  }
}

void Scheduler::run_until_idle() {
  for (;;) {
    fire_timers();
    take_remote();
    Process* p = worker_.queue.pop();
    if (p == nullptr) return;
    run_slice(*p);
  }
}

void Scheduler::post(Task& task) {
  const std::scoped_lock lock(mutex_);
  tasks_.push_back(&task);
  woken_.notify_one();
}

void Scheduler::take_remote() {
  std::vector<Task*> tasks;
  {
    const std::scoped_lock lock(mutex_);
    for (Process* p : remote_) worker_.queue.push(*p);
    remote_.clear();
    tasks.swap(tasks_);
  }
  for (Task* task : tasks) task->run(worker_);
}

void Scheduler::park() {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return !remote_.empty() || !tasks_.empty() || is_stopping_.load(std::memory_order_relaxed); };
  const auto deadline = worker_.timers.next_deadline_ns();
  if (!deadline) {
    woken_.wait(lock, ready);
    return;
  }
  const std::int64_t left = *deadline - now_ns();
  if (left > 0) woken_.wait_for(lock, std::chrono::nanoseconds(left), ready);
}

void Scheduler::fire_timers() {
  if (worker_.timers.count() == 0) return;
  due_.clear();
  worker_.timers.take_due(now_ns(), due_);
  for (const TimerWheel::Due& d : due_) {
    if (d.name) {
      const Term pid = vm_.names->find(d.name);
      if (!pid) {
        Signal::destroy(d.signal);
        continue;
      }
      d.signal->to = pid;
    }
    route_signal(vm_, &worker_, d.signal);
  }
}

void Scheduler::run_slice(Process& p) {
  p.worker = &worker_;
  const int budget = vm_.options.stress_yield ? 1 : kReductionsPerSlice;
  p.reductions_left = budget;
  if (!p.is_exiting) handle_signals(p);
  if (!p.system_tasks.empty() && !p.is_exiting) do_system_tasks(p);
  if (std::exchange(p.is_raised, false) && !p.is_exiting) {
    worker_.queue.push(p);
    return;
  }
  RunResult result = RunResult::waiting;
  if (!p.is_exiting && p.suspend_count == 0) {
    p.is_waiting = false;
    result = p.engine(p, worker_);
    const auto done = static_cast<std::uint64_t>(budget - p.reductions_left);
    p.reductions_done += done;
    vm_.statistics->reductions.fetch_add(done, std::memory_order_relaxed);
    vm_.statistics->slices.fetch_add(1, std::memory_order_relaxed);
  }
  if (result == RunResult::exited && !p.is_exiting) {
    if (p.exception.reason && on_crash) on_crash(p);
    p.is_exiting = true;
  }
  if (p.is_exiting) {
    if (vm_.tables->process_exits(p)) {
      finish_process(&p);
    } else {
      worker_.queue.push(p);
    }
    return;
  }
  if (!p.system_tasks.empty()) do_system_tasks(p);  // met while it looked for messages
  if (result == RunResult::waiting) {
    p.is_waiting = true;
    if (p.address->sleep()) return;
  }
  worker_.queue.push(p);
}

RunResult run_native_process(Process& p, Worker& worker) { return p.native->run(p, worker); }

}  // namespace rt
