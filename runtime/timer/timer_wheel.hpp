// SPDX-License-Identifier: Apache-2.0
// TimerWheel: signals to be sent later. Four levels of 256 slots; a tick is an eighth of a millisecond (OTP's is a whole one:
// what waits two milliseconds again and again, as EUnit does for every test, waits three there); a timer never fires early.
// Adding and cancelling are O(1). Timers of one tick fire in the order of their deadlines, then of their making.
// Any thread may add and cancel (a lock per wheel); only the owning worker advances it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

struct Signal;
class TimerWheel;

// In the wheel, or (a receive timeout that has fired) waiting for its process to let go of it.
struct Timer {
  TimerWheel* wheel = nullptr;
  Timer* next = nullptr;
  Timer** link = nullptr;  // what points to this one; null: fired
  Timer* next_of_pid = nullptr;
  Timer** link_of_pid = nullptr;
  std::int64_t deadline_ns = 0;
  std::uint64_t tick = 0;
  std::uint64_t sequence = 0;
  Signal* signal = nullptr;     // to send; owned
  Term name;                    // whom to send it to, resolved when it fires; none: the signal's addressee
  std::uint64_t reference = 0;  // low word of the timer's reference; 0: a receive timeout
};

class TimerWheel {
 public:
  TimerWheel();
  ~TimerWheel();
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  // Monotonic nanoseconds of the machine, as deadlines are given.
  static std::int64_t now_ns();

  // --- receive timeouts: the process keeps the pointer and gives it back by cancel(), fired or not.
  Timer* add(std::int64_t deadline_ns, Signal* signal);
  static void cancel(Timer* t);  // in whichever wheel it is

  // --- timers known by a reference
  void add_reference(std::int64_t deadline_ns, Signal* signal, Term name, std::uint64_t reference);
  // Nanoseconds left (0: due), and the timer is gone; nothing: there is none of this reference.
  std::optional<std::int64_t> cancel_reference(std::uint64_t reference);
  std::optional<std::int64_t> read_reference(std::uint64_t reference) const;
  void cancel_all_of(Term pid);  // the process is gone, and no other thread adds for it any more

  struct Due {
    std::int64_t deadline_ns;
    std::uint64_t sequence;
    Signal* signal;  // the caller's to send
    Term name;
  };
  // Takes out what is due, in firing order. Owner only.
  void take_due(std::int64_t now_ns, std::vector<Due>& due);
  // When there is something to do again (no later than the next deadline), or nothing.
  std::optional<std::int64_t> next_deadline_ns() const;
  std::size_t count() const { return count_.load(std::memory_order_relaxed); }

 private:
  static constexpr unsigned kLevels = 4, kSlots = 256;
  static constexpr std::int64_t kTickNs = 125'000;
  Timer* make(std::int64_t deadline_ns, Signal* signal);
  Timer*& slot_of(std::uint64_t tick);
  void insert(Timer* t);
  void unlink(Timer* t);
  void forget(Timer* t);  // a reference timer: out of the indexes, deleted
  void expire(Timer* t, std::vector<Due>& due);
  std::optional<std::uint64_t> next_tick() const;
  std::uint64_t tick_at(std::int64_t ns) const { return static_cast<std::uint64_t>((ns - epoch_ns_) / kTickNs); }

  mutable std::mutex mutex_;
  const std::int64_t epoch_ns_;
  std::uint64_t current_ = 0;  // the last tick that was taken out
  std::uint64_t next_sequence_ = 0;
  std::atomic<std::size_t> count_{0};  // changed under the lock
  std::atomic<std::size_t> for_pids_{0};  // of by_pid_
  Timer* slots_[kLevels][kSlots] = {};
  std::size_t in_level_[kLevels] = {};  // upper bound: 0 means the level is empty
  std::unordered_map<std::uint64_t, Timer*> by_reference_;
  std::unordered_map<Word, Timer*> by_pid_;
};

}  // namespace rt
