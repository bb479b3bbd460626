// SPDX-License-Identifier: Apache-2.0
// RunQueue: the runnable processes of one worker, by priority, first in, first out. As in OTP: max before high before the
// rest; of normal and low, low gets one turn in eight. A process that one of a higher priority waits for may be raised for
// a turn. Any thread, under a lock of its own: who takes a process out is the one to run it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "runtime/base/short_lock.hpp"
#include "runtime/process/process.hpp"

namespace rt {

class RunQueue {
 public:
  // How many are there now.
  std::size_t push(Process& p) {
    const std::scoped_lock lock(lock_);
    push(p, p.priority);
    return size();
  }
  Process* pop() {
    if (size() == 0) return nullptr;
    const std::scoped_lock lock(lock_);
    return take_next();
  }
  // Half of what is there, the next first: one is the answer, the others go to `thief`. Null: there was nothing.
  Process* steal(RunQueue& thief) {
    if (size() == 0) return nullptr;
    constexpr std::size_t kMost = 32;
    Process* stolen[kMost];
    std::size_t count = 0;
    {
      const std::scoped_lock lock(lock_);
      const std::size_t wanted = std::min((size() + 1) / 2, kMost);
      while (count < wanted) stolen[count++] = take_next();
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
  // What was pushed before another thread last looked at what the caller has written since is counted.
  std::size_t size_for_certain() {
    const std::scoped_lock lock(lock_);
    return size();
  }

 private:
  struct Fifo {
    Process* first = nullptr;
    Process* last = nullptr;
  };
  void add_to_size(std::ptrdiff_t n) { size_.store(size() + static_cast<std::size_t>(n), std::memory_order_relaxed); }
  void push(Process& p, Priority priority) {
    Fifo& q = queues_[static_cast<std::size_t>(priority)];
    p.queued_as = priority;
    p.next_runnable = nullptr;
    (q.last == nullptr ? q.first : q.last->next_runnable) = &p;
    q.last = &p;
    add_to_size(1);
  }
  Process* remove(Term pid, Fifo& q) {
    Process* before = nullptr;
    Process* at = q.first;
    while (at != nullptr && at->pid != pid) {
      before = at;
      at = at->next_runnable;
    }
    if (at == nullptr) return nullptr;
    (before == nullptr ? q.first : before->next_runnable) = at->next_runnable;
    if (q.last == at) q.last = before;
    add_to_size(-1);
    return at;
  }
  Process* take_next() {
    if (Process* p = take(Priority::max)) return p;
    if (Process* p = take(Priority::high)) return p;
    if (++turn_ % 8 == 0) {
      if (Process* p = take(Priority::low)) return p;
    }
    if (Process* p = take(Priority::normal)) return p;
    return take(Priority::low);
  }
  Process* take(Priority priority) {
    Fifo& q = queues_[static_cast<std::size_t>(priority)];
    Process* p = q.first;
    if (p == nullptr) return nullptr;
    q.first = p->next_runnable;
    if (q.first == nullptr) q.last = nullptr;
    add_to_size(-1);
    return p;
  }

  ShortLock lock_;
  std::atomic<std::size_t> size_{0};
  Fifo queues_[4];
  unsigned turn_ = 0;
};

}  // namespace rt
