// SPDX-License-Identifier: Apache-2.0
// RunQueue: the runnable processes of one worker, by priority, first in, first out. Only its worker's thread touches it.
// As in OTP: max before high before the rest; of normal and low, low gets one turn in eight.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/process/process.hpp"

namespace rt {

class RunQueue {
 public:
  void push(Process& p) {
    Fifo& q = queues_[static_cast<std::size_t>(p.priority)];
    p.next_runnable = nullptr;
    (q.last == nullptr ? q.first : q.last->next_runnable) = &p;
    q.last = &p;
    ++size_;
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
