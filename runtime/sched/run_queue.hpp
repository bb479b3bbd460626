// SPDX-License-Identifier: Apache-2.0
// RunQueue: the runnable processes of one worker, by priority, first in, first out. Only its worker's thread touches it.
// As in OTP: max before high before the rest; of normal and low, low gets one turn in eight. A process that one of a higher
// priority waits for may be raised for a turn.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/process/process.hpp"

namespace rt {

class RunQueue {
 public:
  void push(Process& p) { push(p, p.priority); }
  // Its next turn is at that priority, if it is here with a lower one: then p.is_raised.
  void raise(Process& p, Priority priority) {
    if (p.queued_as >= priority || !remove(p)) return;
    push(p, priority);
    p.is_raised = true;
  }
  Process* pop() {
    if (size_ == 0) return nullptr;
    if (Process* p = pop(Priority::max)) return p;
    if (Process* p = pop(Priority::high)) return p;
    if (++turn_ % 8 == 0) {
      if (Process* p = pop(Priority::low)) return p;
    }
    if (Process* p = pop(Priority::normal)) return p;
    return pop(Priority::low);
  }
  std::size_t size() const { return size_; }

 private:
  struct Fifo {
    Process* first = nullptr;
    Process* last = nullptr;
  };
  void push(Process& p, Priority priority) {
    Fifo& q = queues_[static_cast<std::size_t>(priority)];
    p.queued_as = priority;
    p.next_runnable = nullptr;
    (q.last == nullptr ? q.first : q.last->next_runnable) = &p;
    q.last = &p;
    ++size_;
  }
  // False: it is not here.
  bool remove(Process& p) {
    Fifo& q = queues_[static_cast<std::size_t>(p.queued_as)];
    Process* before = nullptr;
    Process* at = q.first;
    while (at != nullptr && at != &p) {
      before = at;
      at = at->next_runnable;
    }
    if (at == nullptr) return false;
    (before == nullptr ? q.first : before->next_runnable) = p.next_runnable;
    if (q.last == &p) q.last = before;
    --size_;
    return true;
  }
  Process* pop(Priority priority) {
    Fifo& q = queues_[static_cast<std::size_t>(priority)];
    Process* p = q.first;
    if (p == nullptr) return nullptr;
    q.first = p->next_runnable;
    if (q.first == nullptr) q.last = nullptr;
    --size_;
    return p;
  }

  Fifo queues_[4];
  std::size_t size_ = 0;
  unsigned turn_ = 0;
};

}  // namespace rt
