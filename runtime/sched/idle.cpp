// SPDX-License-Identifier: Apache-2.0
// Workers without work: searching, sleeping, waking; stopping all but one.
//
// No process is left lying: a worker does not sleep while its own queue has one. Only its own thread pushes to it; but what
// comes from outside is pushed to that of the first worker, and what is bound to a worker to that one's: it is woken if it
// sleeps.
//
// Who has just run out of work takes what it finds, once. After that it leaves alone what is alone in a queue: that is next
// there. Who was woken to help takes it.
#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "runtime/sched/dirty_threads.hpp"
#include "runtime/sched/multi_scheduling.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// How often a worker looks at all queues before it sleeps: for some microseconds, as long as waking a thread takes.
constexpr int kSearchRounds = 200;

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

void Scheduler::update_attention() {
  needs_attention_.store(exclusive_ != nullptr || is_stopping_ || !tasks_.empty(), std::memory_order_relaxed);
}

bool Scheduler::attend(Worker& w) {
  const MicrostateScope attends(Microstate::aux);
  {
    std::unique_lock lock(mutex_);
    const auto must_stand = [&] {
      return !is_stopping_ && exclusive_ != &w && (exclusive_ != nullptr || w.index >= usable_);
    };
    while (must_stand()) {
      if (exclusive_ == nullptr) {
        lock.unlock();
        hand_over(w);
        lock.lock();
        if (!must_stand()) break;
      }
      --active_;
      quiet_.notify_all();
      const MicrostateScope sleeps(Microstate::sleep);
      const auto deadline = exclusive_ == nullptr ? w.timers.next_deadline_ns() : std::nullopt;
      if (deadline) {
        resumed_.wait_for(lock, std::chrono::nanoseconds(std::max<std::int64_t>(*deadline - now_ns(), 0)));
      } else {
        resumed_.wait(lock);
      }
      ++active_;
    }
    if (is_stopping_) {
      --active_;
      quiet_.notify_all();
      return false;
    }
  }
  run_tasks(w);
  return true;
}

// While only the first workers run processes, the others see to their timers and give away what they have. One that was
// woken to search will not: who relied on that has pushed to a queue.
void Scheduler::hand_over(Worker& w) {
  fire_timers(w);
  Worker& heir = *workers_[w.index % usable_];
  while (Process* p = w.queue.pop_unbound()) heir.queue.push(*p);
  end_search(w);
  if (heir.queue.size_for_certain() == 0) return;
  const std::scoped_lock lock(mutex_);
  call(heir);
}

void Scheduler::update_usable() {
  const bool is_blocked = vm_.multi_scheduling->is_blocked();
  runs_in_turns_ = vm_.multi_scheduling->state() == MultiScheduling::State::blocked;
  dirty_->run_in_turns(runs_in_turns_);
  const std::scoped_lock lock(mutex_);
  usable_ = is_blocked ? 1 : online();  // the others look at it when the Exclusive is gone
  call_who_has_work();
}

void Scheduler::set_online(unsigned n) {
  online_.store(n, std::memory_order_relaxed);
  update_usable();
}

void Scheduler::run_tasks(Worker& w) {
  std::vector<Task*> tasks;
  {
    const std::scoped_lock lock(mutex_);
    tasks.swap(tasks_);
    update_attention();
  }
  for (Task* task : tasks) task->run(w);
}

// --- searching

Process* Scheduler::search(Worker& w) {
  if (workers_.size() == 1) return nullptr;
  if (!w.is_searching) w.is_searching = !is_searching_.exchange(true, std::memory_order_acq_rel);
  const int rounds = w.is_searching ? kSearchRounds : 1;
  for (int i = 0; i < rounds && !needs_attention_.load(std::memory_order_relaxed); ++i) {
    const bool takes_last = i == 0 || w.is_wanted || vm_.options.stress_wake;
    for (std::size_t k = 0; k < workers_.size(); ++k) {
      Worker& other = *workers_[(w.index + k) % workers_.size()];
      Process* p = nullptr;
      if (&other == &w) {
        p = w.queue.pop();
      } else if (takes_last || other.queue.surplus() > 0) {
        p = other.queue.steal(w.queue);
      }
      if (p == nullptr) continue;
      w.is_wanted = false;
      if (w.is_searching) {
        end_search(w);
        if (w.queue.unbound() + other.queue.unbound() > 1) (void)wake_one();
      }
      return p;
    }
    pause();
  }
  return nullptr;
}

void Scheduler::end_search(Worker& w) {
  if (std::exchange(w.is_searching, false)) is_searching_.store(false, std::memory_order_release);
}

// --- sleeping

void Scheduler::park(Worker& w) {
  std::unique_lock lock(mutex_);
  idle_.fetch_add(1, std::memory_order_seq_cst);
  end_search(w);
  w.is_wanted = false;
  bool has_work = !tasks_.empty() || is_stopping_ || (exclusive_ != nullptr && exclusive_ != &w);
  for (const auto& other : workers_) {
    has_work = has_work || (other.get() == &w ? w.queue.size_for_certain() : other->queue.surplus_for_certain()) > 0;
  }
  if (has_work) {
    idle_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  parked_.push_back(&w);
  w.is_parked = true;
  --active_;
  quiet_.notify_all();
  const MicrostateScope sleeps(Microstate::sleep);
  const auto is_woken = [&w] { return !w.is_parked; };
  if (const auto deadline = w.timers.next_deadline_ns()) {
    const std::int64_t left = *deadline - now_ns();
    if (left > 0) w.woken.wait_for(lock, std::chrono::nanoseconds(left), is_woken);
  } else {
    w.woken.wait(lock, is_woken);
  }
  if (w.is_parked) wake(w);  // a timer is due
}

void Scheduler::wake(Worker& w) {
  std::erase(parked_, &w);
  w.is_parked = false;
  idle_.fetch_sub(1, std::memory_order_relaxed);
  ++active_;
  w.woken.notify_one();
}

bool Scheduler::may_start(const Worker& w) const {
  return w.index != 0 && !w.thread.joinable() && is_running_ && !is_stopping_;
}

void Scheduler::start(Worker& w) {
  idle_.fetch_sub(1, std::memory_order_relaxed);
  ++active_;
  w.thread = std::thread([this, &w] { work(w); });
}

void Scheduler::call(Worker& w) {
  if (w.index >= usable_) return;
  if (w.is_parked) {
    wake(w);
  } else if (may_start(w)) {
    start(w);
  }
}

void Scheduler::call_who_has_work() {
  for (const auto& w : workers_) {
    if (w->queue.size_for_certain() > 0) call(*w);
  }
}

Worker* Scheduler::last_parked() {
  const auto found = std::find_if(parked_.rbegin(), parked_.rend(), [this](Worker* w) { return w->index < usable_; });
  return found == parked_.rend() ? nullptr : *found;
}

// That queue is another's: as in park, who sees that nobody is idle has pushed before the owner looks at its queue again.
void Scheduler::push_bound(Process& p, Worker* worker) {
  Worker& at = *workers_[p.bound_to - 1];
  at.queue.push(p);
  if (&at == worker || idle_.load(std::memory_order_seq_cst) == 0) return;
  const std::scoped_lock lock(mutex_);
  call(at);
}

// A process has come from outside to the first worker's queue. If that is busy another may take it.
void Scheduler::wake_first() {
  if (idle_.load(std::memory_order_seq_cst) == 0) return;
  {
    const std::scoped_lock lock(mutex_);
    if (workers_[0]->is_parked) return wake(*workers_[0]);
  }
  (void)wake_one();
}

// Has an idle worker look for work, unless one does already. False: nobody is woken.
bool Scheduler::wake_one() {
  if (idle_.load(std::memory_order_seq_cst) == 0) return false;
  if (is_searching_.load(std::memory_order_relaxed) || is_searching_.exchange(true, std::memory_order_acq_rel)) return false;
  const std::scoped_lock lock(mutex_);
  if (Worker* const w = last_parked()) {
    w->is_searching = w->is_wanted = true;
    wake(*w);
    return true;
  }
  for (std::size_t i = 1; i < usable_; ++i) {
    Worker& w = *workers_[i];
    if (!may_start(w)) continue;
    w.is_searching = w.is_wanted = true;
    start(w);
    return true;
  }
  is_searching_.store(false, std::memory_order_release);
  return false;
}

// --- the others

void Scheduler::stop_threads() {
  std::unique_lock lock(mutex_);
  is_stopping_ = true;
  is_running_ = false;
  update_attention();
  while (!parked_.empty()) wake(*parked_.back());
  resumed_.notify_all();
  lock.unlock();
  for (std::size_t i = 1; i < workers_.size(); ++i) {
    Worker& w = *workers_[i];
    if (w.thread.joinable()) w.thread.join();
    while (Process* p = w.queue.pop_unbound()) workers_[0]->queue.push(*p);  // should the machine run again
  }
  dirty_->stop();
  dirty_ = std::make_unique<DirtyThreads>(vm_, dirty_cpu_threads_, microstates_);
  dirty_->run_in_turns(runs_in_turns_);
  lock.lock();
  active_ = 1;
  idle_.store(static_cast<unsigned>(workers_.size() - 1), std::memory_order_relaxed);
  is_searching_.store(false, std::memory_order_relaxed);
  is_stopping_ = false;
  update_attention();
}

void Scheduler::stop_others(Worker& w) {
  if (workers_.size() > 1) {
    std::unique_lock lock(mutex_);
    while (exclusive_ != nullptr) {
      --active_;
      quiet_.notify_all();
      resumed_.wait(lock, [this] { return exclusive_ == nullptr; });
      ++active_;
    }
    exclusive_ = &w;
    update_attention();
    quiet_.wait(lock, [this] { return active_ == 1; });
  }
  dirty_->keep_out();
}

void Scheduler::let_others_go_on() {
  dirty_->let_in();
  if (workers_.size() == 1) return;
  const std::scoped_lock lock(mutex_);
  exclusive_ = nullptr;
  update_attention();
  resumed_.notify_all();
}

}  // namespace rt
