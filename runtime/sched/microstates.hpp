// SPDX-License-Identifier: Apache-2.0
// Microstates: what each thread of the machine spends its time with, while that is measured: OTP's microstate accounting
// (erl_msacc.c, without the states that it is only built with on demand).
//
// A thread is in a state for as long as a MicrostateScope lives; they nest. While nothing is measured, a scope costs some
// loads and stores in the thread's own memory, and no look at the time. Threads that OTP has and this machine has not, or
// has not started yet, sleep.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string_view>
#include <utility>

namespace rt {

enum class Microstate : std::uint8_t { aux, check_io, emulator, gc, other, port, sleep };
constexpr std::array<std::string_view, 7> kMicrostateNames = {"aux", "check_io", "emulator", "gc", "other", "port", "sleep"};
using MicrostateTimes = std::array<std::int64_t, kMicrostateNames.size()>;  // ns

// Of one thread.
class MicrostateClock {
 public:
  MicrostateClock(std::string_view type, int number) : type(type), id(number) {}

  const std::string_view type;  // OTP's: scheduler, poll ...
  const int id;

  // Its own thread. The state that it was in.
  Microstate enter(Microstate state) {
    if (is_on_.load(std::memory_order_relaxed)) [[unlikely]] settle();
    const Microstate before = state_.load(std::memory_order_relaxed);
    state_.store(state, std::memory_order_relaxed);
    return before;
  }

  // --- any thread
  void switch_to(bool is_on);
  void reset();
  MicrostateTimes times();  // until now

 private:
  void settle();
  void settle_locked();

  std::atomic<bool> is_on_{false};
  std::atomic<Microstate> state_{Microstate::sleep};
  std::mutex mutex_;  // of what follows
  std::int64_t since_ns_ = 0;
  MicrostateTimes times_{};
};

// The calling thread's, or null.
inline constinit thread_local MicrostateClock* this_threads_clock = nullptr;

class MicrostateScope {
 public:
  MicrostateScope() = default;  // none
  explicit MicrostateScope(Microstate state) : clock_(this_threads_clock) {
    if (clock_ != nullptr) before_ = clock_->enter(state);
  }
  MicrostateScope(MicrostateScope&& other) noexcept : clock_(std::exchange(other.clock_, nullptr)), before_(other.before_) {}
  MicrostateScope& operator=(MicrostateScope&&) = delete;
  ~MicrostateScope() {
    if (clock_ != nullptr) (void)clock_->enter(before_);
  }

 private:
  MicrostateClock* clock_ = nullptr;
  Microstate before_ = Microstate::other;
};

// The calling thread is the one of this clock, as long as this lives: what no scope says is `other`.
class MicrostateThread {
 public:
  explicit MicrostateThread(MicrostateClock& clock)
      : before_(std::exchange(this_threads_clock, &clock)), scope_(Microstate::other) {}
  MicrostateThread(const MicrostateThread&) = delete;
  MicrostateThread& operator=(const MicrostateThread&) = delete;
  ~MicrostateThread() { this_threads_clock = before_; }

 private:
  MicrostateClock* const before_;
  MicrostateScope scope_;
};

// Those of one machine. Any thread.
class Microstates {
 public:
  Microstates(unsigned schedulers, unsigned dirty_cpu_threads, unsigned dirty_io_threads, unsigned async_threads);

  // Numbers count from 0.
  MicrostateClock& scheduler(std::size_t number) { return clocks_[number]; }
  MicrostateClock& dirty_cpu(std::size_t number) { return clocks_[first_dirty_ + number]; }
  MicrostateClock& dirty_io(std::size_t number) { return clocks_[first_dirty_io_ + number]; }
  MicrostateClock& poller() { return clocks_.back(); }
  std::deque<MicrostateClock>& all() { return clocks_; }

  bool is_on() const { return is_on_.load(std::memory_order_relaxed); }
  bool switch_to(bool is_on);  // whether it was
  void reset();

 private:
  const std::size_t first_dirty_, first_dirty_io_;
  std::deque<MicrostateClock> clocks_;  // a clock cannot be moved
  std::mutex switching_;
  std::atomic<bool> is_on_{false};
};

}  // namespace rt
