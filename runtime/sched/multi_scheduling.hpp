// SPDX-License-Identifier: Apache-2.0
// MultiScheduling: which processes want all others to share one scheduler with them (system_flag(multi_scheduling, block)),
// and how often they said so. Any thread. Whoever changes it tells the scheduler (Scheduler::update_single).
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class MultiScheduling {
 public:
  enum class State : std::uint8_t { enabled, blocked, blocked_normal };
  enum class Kind : std::uint8_t { all, normal };  // with dirty schedulers or without

  // These give the state afterwards.
  State block(Term pid, Kind kind) {
    const std::scoped_lock lock(mutex_);
    of(kind).push_back(pid);
    return note_state();
  }
  State unblock(Term pid, Kind kind) {  // once; nothing if the process has not blocked
    const std::scoped_lock lock(mutex_);
    std::vector<Term>& list = of(kind);
    const auto found = std::find(list.begin(), list.end(), pid);
    if (found != list.end()) list.erase(found);
    return note_state();
  }
  void forget(Term pid) {  // it is gone
    const std::scoped_lock lock(mutex_);
    std::erase(all_, pid);
    std::erase(normal_, pid);
    (void)note_state();
  }
  bool is_blocked() const { return is_blocked_.load(std::memory_order_relaxed); }
  State state() const {
    const std::scoped_lock lock(mutex_);
    return state_now();
  }
  // Each process once, the latest first.
  std::vector<Term> blockers(Kind kind) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Term> found;
    const std::vector<Term>& list = kind == Kind::all ? all_ : normal_;
    for (auto it = list.rbegin(); it != list.rend(); ++it) {
      if (std::find(found.begin(), found.end(), *it) == found.end()) found.push_back(*it);
    }
    return found;
  }

 private:
  std::vector<Term>& of(Kind kind) { return kind == Kind::all ? all_ : normal_; }
  State state_now() const {
    if (!all_.empty()) return State::blocked;
    return normal_.empty() ? State::enabled : State::blocked_normal;
  }

  State note_state() {
    const State state = state_now();
    is_blocked_.store(state != State::enabled, std::memory_order_relaxed);
    return state;
  }

  mutable std::mutex mutex_;
  std::vector<Term> all_, normal_;  // a process as often as it blocks
  std::atomic<bool> is_blocked_{false};
};

}  // namespace rt
