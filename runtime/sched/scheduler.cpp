// SPDX-License-Identifier: Apache-2.0
// The loop of a worker: timers, then the next process, else sleep until a timer is due or another thread wakes us.
#include "runtime/sched/scheduler.hpp"

#include <sys/prctl.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "runtime/ets/tables.hpp"
#include "runtime/heap/collector.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/exit.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/dirty_threads.hpp"
#include "runtime/sched/multi_scheduling.hpp"
#include "runtime/sched/statistics.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Timers are looked at once in so many slices while there is work.
constexpr unsigned kSlicesPerTimerCheck = 16;
// OTP's (wakeup_other_check): how much work must have waited before it wakes another scheduler, and what a slice counts at least.
constexpr std::uint64_t kBacklogLimit = 10 * kReductionsPerSlice;
constexpr std::uint64_t kBacklogOfSlice = kReductionsPerSlice / 10;

}  // namespace

// What still lives when the machine stops is freed without a word to anybody, but for processes whose native may still
// stand in a system call.
Scheduler::~Scheduler() {
  for (const Term pid : vm_.processes->pids()) {
    Address* a = vm_.processes->find(pid);
    Process* p = a->process.load(std::memory_order_relaxed);
    Signal::destroy_all(a->close());
    vm_.processes->unlist(a);
    vm_.processes->release(pid, a);
    if (p->away != Away::yes || p->dirty->state != DirtyCall::State::lent) delete p;
  }
}

// `asked`, or as many as processors, but at most `most`.
static unsigned or_processors(unsigned asked, unsigned most) {
  return asked != 0 ? asked : std::clamp(std::thread::hardware_concurrency(), 1u, most);
}

Scheduler::Scheduler(Vm& vm, unsigned workers)
    : vm_(vm),
      online_(vm.options.schedulers_online == 0 ? workers : std::min(vm.options.schedulers_online, workers)),
      dirty_online_(or_processors(vm.options.dirty_cpu_online, online())),
      dirty_cpu_threads_(or_processors(vm.options.dirty_cpu_threads, workers)),
      microstates_(new Microstates(workers, dirty_cpu_threads_, vm.options.dirty_io_threads, vm.options.async_threads)),
      dirty_(new DirtyThreads(vm, dirty_cpu_threads_, microstates_)),
      usable_(online()),
      idle_(workers - 1) {
  for (unsigned i = 0; i < workers; ++i) workers_.push_back(std::make_unique<Worker>(vm, i));
  if (vm.options.seed) {
    workers_[0]->queue.throw_dice(*vm.options.seed);
    dice_.emplace(~*vm.options.seed);
  }
}

void Scheduler::make_runnable(Process& p, Worker* worker) {
  if (p.bound_to != 0) [[unlikely]] return push_bound(p, worker);
  Worker& at = worker != nullptr ? *worker : *workers_[0];
  const std::size_t waiting = at.queue.push(p);
  if (worker == nullptr) {
    wake_first();
  } else if (vm_.options.stress_wake && waiting > 1) [[unlikely]] {
    (void)wake_one();
  }
}

// After a slice. The first in the queue waits for nobody any more.
void Scheduler::weigh_backlog(Worker& w) {
  const std::size_t others = w.queue.surplus();
  if (others == 0) {
    w.backlog -= std::min(w.backlog, w.slice_reductions + kBacklogOfSlice);
    return;
  }
  w.backlog += others * w.slice_reductions + kBacklogOfSlice;
  if (w.backlog > kBacklogLimit) w.backlog = wake_one() ? 0 : kBacklogLimit;
}

void Scheduler::raise(Term pid, Priority priority) {
  for (const auto& w : workers_) {
    if (w->queue.raise(pid, priority)) return;
  }
}

std::optional<std::int64_t> Scheduler::read_timer(std::uint64_t reference) const {
  for (const auto& w : workers_) {
    if (const auto left = w->timers.read_reference(reference)) return left;
  }
  return std::nullopt;
}

std::optional<std::int64_t> Scheduler::cancel_timer(std::uint64_t reference) {
  for (const auto& w : workers_) {
    if (const auto left = w->timers.cancel_reference(reference)) return left;
  }
  return std::nullopt;
}

void Scheduler::cancel_timers_of(Term pid) {
  for (const auto& w : workers_) w->timers.cancel_all_of(pid);
}

void Scheduler::halt(Outcome outcome) {
  dirty_->run_in_turns(false);  // a worker that waits for its turn is to see it
  const std::scoped_lock lock(mutex_);
  if (!outcome_) outcome_ = std::move(outcome);
  is_stopping_ = true;
  update_attention();
  if (workers_[0]->is_parked) wake(*workers_[0]);
}

void Scheduler::post(Task& task) {
  const std::scoped_lock lock(mutex_);
  tasks_.push_back(&task);
  update_attention();
  if (Worker* const parked = last_parked()) wake(*parked);
  told_.notify_one();
}

void Scheduler::on_exit(Process& p) {
  if (vm_.multi_scheduling->is_blocked()) [[unlikely]] {
    const Exclusive alone(*this, *p.worker);
    vm_.multi_scheduling->forget(p.pid);
    update_usable();
  }
  if (p.pid != root_) return;
  Outcome outcome;
  outcome.storage = copy_to_fragment(p.exit_reason, vm_.literals, outcome.reason);
  halt(std::move(outcome));
}

namespace {

// Timers of this thread fire when they are due. The kernel puts them off by 50 us otherwise, to save power: with the 2 ms
// that EUnit waits for each test that is one part in forty.
void wait_precisely() {
#if defined(PR_SET_TIMERSLACK)
  constexpr unsigned long kSlackNs = 1000;
  (void)::prctl(PR_SET_TIMERSLACK, kSlackNs);
#endif
}

}  // namespace

Outcome Scheduler::run_until_root_exits() {
  {
    const std::scoped_lock lock(mutex_);
    is_running_ = true;
    call_who_has_work();
  }
  work(*workers_[0]);
  stop_threads();
  Outcome outcome = std::move(*outcome_);
  outcome_.reset();
  if (outcome.flush && (outcome.kind == Outcome::Kind::halted || outcome.kind == Outcome::Kind::root_exited)) {
    flush_ports(outcome);
  }
  return outcome;
}

void Scheduler::work(Worker& w) {
  wait_precisely();
  const MicrostateThread measured(microstates_->scheduler(w.index));
  for (unsigned slices = 0;; ++slices) {
    const bool is_usable = w.index < usable_.load(std::memory_order_relaxed);
    if ((needs_attention_.load(std::memory_order_relaxed) || !is_usable) && !attend(w)) return;
    if (slices % kSlicesPerTimerCheck == 0 || w.queue.size() == 0) fire_timers(w);
    Process* p = w.queue.pop();
    if (p == nullptr) {
      p = search(w);
    } else if (w.is_searching) [[unlikely]] {  // it was woken for this
      end_search(w);
      if (w.queue.unbound() > 0) (void)wake_one();
    }
    if (p != nullptr) {
      const bool is_turn = runs_in_turns_.load(std::memory_order_relaxed);
      if (is_turn) [[unlikely]] dirty_->begin_turn();
      w.is_running.store(true, std::memory_order_relaxed);
      !is_measured_.load(std::memory_order_relaxed) ? run_slice(*p, w) : run_measured(*p, w);
      w.is_running.store(false, std::memory_order_relaxed);
      if (is_turn) [[unlikely]] dirty_->end_turn();
      if (workers_.size() > 1) weigh_backlog(w);
    } else {
      park(w);
    }
  }
}

// All ports are closed; until they have written what is queued, only they run.
void Scheduler::flush_ports(Outcome& outcome) {
  vm_.ports->close_all(workers_[0].get());
  const auto limit = std::chrono::steady_clock::now() + std::chrono::milliseconds(outcome.flush_timeout_ms.value_or(0));
  while (!vm_.ports->are_all_gone()) {
    {
      std::unique_lock lock(mutex_);
      const auto ready = [this] { return !tasks_.empty(); };
      if (!outcome.flush_timeout_ms) {
        told_.wait(lock, ready);
      } else if (!told_.wait_until(lock, limit, ready)) {
        constexpr int kFlushTimeoutStatus = 255;
        outcome.kind = Outcome::Kind::halted;
        outcome.status = kFlushTimeoutStatus;
        return;
      }
    }
    run_tasks(*workers_[0]);
  }
}

void Scheduler::run_until_idle() {
  Worker& w = *workers_[0];
  for (;;) {
    fire_timers(w);
    run_tasks(w);
    Process* p = w.queue.pop();
    if (p == nullptr) return;
    run_slice(*p, w);
  }
}

void Scheduler::fire_timers(Worker& w) {
  if (w.timers.count() == 0) return;
  w.due.clear();
  w.timers.take_due(now_ns(), w.due);
  for (const TimerWheel::Due& d : w.due) {
    if (d.name) {
      const Term pid = vm_.names->find(d.name);
      if (!pid) {
        Signal::destroy(d.signal);
        continue;
      }
      d.signal->to = pid;
    }
    route_signal(vm_, &w, d.signal);
  }
}

void Scheduler::run_measured(Process& p, Worker& w) {
  const MicrostateScope runs(Microstate::emulator);
  if (wall_time_since_ns() == 0) return run_slice(p, w);
  w.slice_began_ns.store(TimerWheel::now_ns(), std::memory_order_relaxed);
  run_slice(p, w);
  w.busy_ns_before.store(w.busy_ns(TimerWheel::now_ns()), std::memory_order_relaxed);
  w.slice_began_ns.store(0, std::memory_order_relaxed);
}

bool Scheduler::measure_wall_time(bool is_on) {
  const bool was_on = wall_time_since_ns() != 0;
  if (is_on != was_on) {
    for (const auto& w : workers_) w->busy_ns_before.store(0, std::memory_order_relaxed);
    dirty_->forget_busy_times();
    wall_time_since_ns_.store(is_on ? TimerWheel::now_ns() : 0, std::memory_order_relaxed);
    update_measured();
  }
  return was_on;
}

bool Scheduler::measure_microstates(bool is_on) {
  const bool was_on = microstates_->switch_to(is_on);
  update_measured();
  return was_on;
}

void Scheduler::update_measured() {
  const std::scoped_lock lock(mutex_);
  is_measured_.store(wall_time_since_ns() != 0 || microstates_->is_on(), std::memory_order_relaxed);
}

int Scheduler::next_budget() {
  if (vm_.options.stress_yield) return 1;
  if (dice_) [[unlikely]] return 1 + static_cast<int>(dice_->below(kReductionsPerSlice));
  return kReductionsPerSlice;
}

void Scheduler::set_dirty_online(unsigned n) {
  dirty_online_.store(n, std::memory_order_relaxed);
  dirty_->set_cpu_limit(n);
}

void Scheduler::run_slice(Process& p, Worker& w) {
  if (p.away != Away::no) [[unlikely]] {
    if (!visit(p, w)) return;
  }
  p.worker = &w;
  if (p.dirty && p.dirty->suspends != nullptr) [[unlikely]] handle_postponed(p);
  const int budget = next_budget();
  p.reductions_left = budget;
  w.slice_reductions = 0;
  if (!p.is_exiting) handle_signals(p);
  if (p.system_tasks != nullptr && !p.is_exiting) do_system_tasks(p);
  if (std::exchange(p.is_raised, false) && !p.is_exiting) {
    make_runnable(p, &w);
    return;
  }
  RunResult result = RunResult::waiting;
  if (!p.is_exiting && p.suspend_count == 0) {
    p.is_waiting = false;
    result = p.engine(p, w);
    const auto done = static_cast<std::uint64_t>(budget - p.reductions_left);
    p.reductions_done += done;
    w.count_slice(done);
    w.slice_reductions = done;
  }
  const std::size_t max_heap_words = p.settings().max_heap.words;
  if (result == RunResult::exited && p.heap.fragment_words > max_heap_words && max_heap_words != 0 && !p.is_exiting) {
    p.heap.sp = p.heap.end;  // what it made last was not counted yet
    collect(p, 0, {});
  }
  if (result == RunResult::exited && !p.is_exiting) {
    if (p.exception.reason && on_crash) on_crash(p);
    p.is_exiting = true;
  }
  if (p.is_exiting) {
    p.address->note_exiting();
    if (vm_.tables->process_exits(p)) {
      finish_process(&p);
    } else {
      make_runnable(p, &w);
    }
    return;
  }
  if (p.system_tasks != nullptr) do_system_tasks(p);  // met while it looked for messages
  if (p.away == Away::leaving) [[unlikely]] {
    give_away(p, w);
    return;
  }
  if (result == RunResult::waiting) {
    p.is_waiting = true;
    if (p.address->sleep()) return;  // from now on another worker may run it
  }
  make_runnable(p, &w);
}

RunResult run_native_process(Process& p, Worker& worker) {
  const RunResult result = p.native->run(p, worker);
  if (p.engine != &run_native_process) p.native.reset();  // go_on_as
  return result;
}

}  // namespace rt
