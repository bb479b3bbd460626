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

class Address {
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
  // All signals, oldest first. Who gets some calls has_handled() when they have taken effect.
  Signal* take_all() {
    if (inbox_.load(std::memory_order_relaxed) == nullptr) return nullptr;
    is_handling_.store(true, std::memory_order_relaxed);  // seen by whoever sees the inbox empty
    return reversed(inbox_.exchange(nullptr, std::memory_order_acq_rel));
  }
  void has_handled() { is_handling_.store(false, std::memory_order_release); }
  // False: a signal came meanwhile, do not sleep.
  [[nodiscard]] bool sleep() {
    Signal* expected = nullptr;
    return inbox_.compare_exchange_strong(expected, idle(), std::memory_order_acq_rel);
  }
  // The opposite, for who takes the process without having been woken. False: it does not sleep, or somebody wakes it now.
  [[nodiscard]] bool stay_awake() {
    Signal* expected = idle();
    return inbox_.compare_exchange_strong(expected, nullptr, std::memory_order_acq_rel);
  }
  Signal* close() { return reversed(inbox_.exchange(closed(), std::memory_order_acq_rel)); }
  void open() {
    is_handling_.store(false, std::memory_order_relaxed);
    stage_.store(Stage::alive, std::memory_order_relaxed);
    parent.store(0, std::memory_order_relaxed);
    is_system.store(false, std::memory_order_relaxed);
    inbox_.store(nullptr, std::memory_order_release);
  }
  // The first thing that a process does that dies, before it gives up what it has.
  void note_exiting() { stage_.store(Stage::exiting, std::memory_order_seq_cst); }
  // Before it tells anybody that it is dead (ProcessTable::unlist).
  void note_gone() { stage_.store(Stage::gone, std::memory_order_release); }

  // --- about the owner, any thread
  // It lives, and every signal that was sent to it before has taken effect. False says nothing.
  bool lives_and_is_idle(Word whose) const {
    const Signal* s = inbox_.load(std::memory_order_acquire);
    return (s == nullptr || s == idle()) && !is_handling_.load(std::memory_order_acquire) &&
           stage_.load(std::memory_order_acquire) == Stage::alive && pid.load(std::memory_order_acquire) == whose;
  }
  // It dies, or has died. Who has given it something (a name, a table) and then finds it alive has done so in time.
  bool is_exiting(Word whose) const {
    return stage_.load(std::memory_order_seq_cst) != Stage::alive || pid.load(std::memory_order_acquire) != whose;
  }

  bool is_gone() const { return stage_.load(std::memory_order_acquire) == Stage::gone; }

  Term parent_pid() const {  // none: it has no parent
    const Word word = parent.load(std::memory_order_acquire);
    return word != 0 ? Term::from_word(word) : Term::none();
  }

  std::atomic<Word> pid{0};  // word of the owner's pid, 0: none
  // The owner, for whoever has just woken it (it cannot die before that runs it) and for its own thread.
  std::atomic<Process*> process{nullptr};

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
  std::atomic<bool> is_handling_{false};  // signals that were taken have not taken effect
  enum class Stage : std::uint8_t { alive, exiting, gone };
  std::atomic<Stage> stage_{Stage::alive};

 public:
  // Written before the owner first runs.
  std::atomic<bool> is_system{false};
  std::atomic<Word> parent{0};  // word of its parent's pid, 0: none
  Address* next_free = nullptr;
};
static_assert(sizeof(Address) == 48, "one for each process");

}  // namespace rt
