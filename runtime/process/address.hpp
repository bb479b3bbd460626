// SPDX-License-Identifier: Apache-2.0
// Address: where signals to a process go. Addresses are never freed while their Vm lives, only given to another process
// later: a sender may therefore hold one without counting references. A signal says whom it is for; the receiver treats
// one that was meant for a former owner as sent to a dead process.
//
// The inbox is one word: the newest signal, or `idle` (nothing there, and the process sleeps: who replaces this value
// must schedule it), or `closed` (the process is gone), or null. Invariants: 1. only the thread that runs the process
// takes from the inbox, sleeps or closes it. 2. a sleeping process is in no run queue; whoever wakes it puts it in one.
#pragma once

#include <atomic>

#include "runtime/signal/signal.hpp"

namespace rt {

enum class Pushed : std::uint8_t { delivered, delivered_and_woken, closed };

class alignas(32) Address {
 public:
  Address() = default;
  Address(const Address&) = delete;
  Address& operator=(const Address&) = delete;

  // Any thread. Takes the signal over unless the address is closed.
  [[nodiscard]] Pushed push(Signal* s) {
    Signal* old = inbox_.load(std::memory_order_relaxed);
    do {
      if (old == closed()) return Pushed::closed;
      s->next = old == idle() ? nullptr : old;
    } while (!inbox_.compare_exchange_weak(old, s, std::memory_order_acq_rel, std::memory_order_relaxed));
    return old == idle() ? Pushed::delivered_and_woken : Pushed::delivered;
  }

  bool has_signals() const {
    const Signal* s = inbox_.load(std::memory_order_acquire);
    return s != nullptr && s != idle() && s != closed();
  }

  // --- the thread that runs the process
  // All signals, oldest first.
  Signal* take_all() {
    if (inbox_.load(std::memory_order_relaxed) == nullptr) return nullptr;
    return reversed(inbox_.exchange(nullptr, std::memory_order_acq_rel));
  }
  // False: a signal came meanwhile, do not sleep.
  [[nodiscard]] bool sleep() {
    Signal* expected = nullptr;
    return inbox_.compare_exchange_strong(expected, idle(), std::memory_order_acq_rel);
  }
  Signal* close() { return reversed(inbox_.exchange(closed(), std::memory_order_acq_rel)); }
  void open() { inbox_.store(nullptr, std::memory_order_release); }

  std::atomic<Word> pid{0};  // word of the owner's pid, 0: none
  // The owner, for whoever has just woken it (it cannot die before that runs it) and for its own thread.
  std::atomic<Process*> process{nullptr};
  Address* next_free = nullptr;

 private:
  static Signal* idle() { return reinterpret_cast<Signal*>(std::uintptr_t{1}); }
  static Signal* closed() { return reinterpret_cast<Signal*>(std::uintptr_t{2}); }
  static Signal* reversed(Signal* newest) {
    if (newest == idle()) return nullptr;
    Signal* oldest = nullptr;
    while (newest != nullptr) {
      Signal* following = newest->next;
      newest->next = oldest;
      oldest = newest;
      newest = following;
    }
    return oldest;
  }

  std::atomic<Signal*> inbox_{closed()};
};

}  // namespace rt
