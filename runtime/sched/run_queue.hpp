// SPDX-License-Identifier: Apache-2.0
// RunQueue: the runnable processes of one worker, by priority, first in, first out. As in OTP: max before high before the
// rest; of normal and low, low gets one turn in eight. A process that one of a higher priority waits for may be raised for
// a turn. Any thread, under a lock of its own: who takes a process out is the one to run it. What is bound to the worker
// (Process::bound_to) no other one takes.
//
// With dice it is not quite first in, first out: of each priority one of the first few gets the turn, as the dice fall.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

#include "runtime/base/dice.hpp"
#include "runtime/base/short_lock.hpp"
#include "runtime/process/process.hpp"

namespace rt {

class RunQueue {
 public:
  void throw_dice(std::uint64_t seed) { dice_.emplace(seed); }  // before the first push
  // How many are there now.
  std::size_t push(Process& p) {
    const std::scoped_lock lock(lock_);
    push(p, p.priority);
    return size();
  }
  Process* pop() {
    if (size() == 0) return nullptr;
    const std::scoped_lock lock(lock_);
    return take_next(Takes::all);
  }
  Process* pop_unbound() {
    if (size() == 0) return nullptr;
    const std::scoped_lock lock(lock_);
    return unbound() == 0 ? nullptr : take_next(Takes::unbound);
  }
  // Half of what may be taken, the next first: one is the answer, the others go to `thief`. Null: there was nothing.
  Process* steal(RunQueue& thief) {
    if (unbound() == 0) return nullptr;
    constexpr std::size_t kMost = 32;
    Process* stolen[kMost];
    std::size_t count = 0;
    {
      const std::scoped_lock lock(lock_);
      const std::size_t wanted = std::min((unbound() + 1) / 2, kMost);
      while (count < wanted) stolen[count++] = take_next(Takes::unbound);
    }
    if (count > 1) {
      const std::scoped_lock lock(thief.lock_);
      for (std::size_t i = 1; i < count; ++i) thief.push(*stolen[i], stolen[i]->queued_as);
    }
    return count == 0 ? nullptr : stolen[0];
  }
  // The next turn of the process is at that priority, if it is here with a lower one: then is_raised. False: it is not.
  bool raise(Term pid, Priority priority) {
    const std::scoped_lock lock(lock_);
    for (auto each = Priority::low; each < priority; each = static_cast<Priority>(static_cast<int>(each) + 1)) {
      Process* p = remove(pid, queues_[static_cast<std::size_t>(each)]);
      if (p == nullptr) continue;
      push(*p, priority);
      p->is_raised = true;
      return true;
    }
    return false;
  }
  std::size_t size() const { return size_.load(std::memory_order_relaxed); }
  std::size_t unbound() const {
    const std::size_t all = size(), bound = bound_.load(std::memory_order_relaxed);
    return all > bound ? all - bound : 0;
  }
  // How many others may take so that one is left.
  std::size_t surplus() const {
    const std::size_t all = size();
    return all == 0 ? 0 : std::min(unbound(), all - 1);
  }
  // What was pushed before another thread last looked at what the caller has written since is counted.
  std::size_t size_for_certain() {
    const std::scoped_lock lock(lock_);
    return size();
  }
  std::size_t surplus_for_certain() {
    const std::scoped_lock lock(lock_);
    return surplus();
  }

 private:
  struct Fifo {
    Process* first = nullptr;
    Process* last = nullptr;
  };
  enum class Takes : bool { all, unbound };
  static void add(std::atomic<std::size_t>& count, std::ptrdiff_t n) {
    count.store(count.load(std::memory_order_relaxed) + static_cast<std::size_t>(n), std::memory_order_relaxed);
  }
  void count(const Process& p, std::ptrdiff_t n) {
    add(size_, n);
    if (p.bound_to != 0) [[unlikely]] add(bound_, n);
  }
  void push(Process& p, Priority priority) {
    Fifo& q = queues_[static_cast<std::size_t>(priority)];
    p.queued_as = priority;
    p.next_runnable = nullptr;
    (q.last == nullptr ? q.first : q.last->next_runnable) = &p;
    q.last = &p;
    count(p, 1);
  }
  Process* remove(Term pid, Fifo& q) {
    Process* before = nullptr;
    Process* at = q.first;
    while (at != nullptr && at->pid != pid) {
      before = at;
      at = at->next_runnable;
    }
    return at == nullptr ? nullptr : take_behind(before, q);
  }
  // The one behind `before`, or the first. Requires: there is one.
  Process* take_behind(Process* before, Fifo& q) {
    Process*& link = before == nullptr ? q.first : before->next_runnable;
    Process* p = link;
    link = p->next_runnable;
    if (q.last == p) q.last = before;
    count(*p, -1);
    return p;
  }
  Process* take_next(Takes which) {
    if (Process* p = take(Priority::max, which)) return p;
    if (Process* p = take(Priority::high, which)) return p;
    if (++turn_ % 8 == 0) {
      if (Process* p = take(Priority::low, which)) return p;
    }
    if (Process* p = take(Priority::normal, which)) return p;
    return take(Priority::low, which);
  }
  Process* take(Priority priority, Takes which) {
    Fifo& q = queues_[static_cast<std::size_t>(priority)];
    if (q.first == nullptr) return nullptr;
    Process* before = nullptr;
    if (which == Takes::unbound) {
      for (const Process* at = q.first; at->bound_to != 0; at = at->next_runnable) {
        if (at == q.last) return nullptr;
        before = before == nullptr ? q.first : before->next_runnable;
      }
      return take_behind(before, q);
    }
    if (dice_) [[unlikely]] {
      for (std::uint64_t passed = dice_->below(kPassedOver + 1); passed > 0; --passed) {
        Process* next = before == nullptr ? q.first : before->next_runnable;
        if (next == q.last) break;
        before = next;
      }
    }
    return take_behind(before, q);
  }

  ShortLock lock_;
  std::atomic<std::size_t> size_{0}, bound_{0};
  Fifo queues_[4];
  unsigned turn_ = 0;
  std::optional<Dice> dice_;
  static constexpr std::uint64_t kPassedOver = 3;
};

}  // namespace rt
