// SPDX-License-Identifier: Apache-2.0
#include "runtime/sched/microstates.hpp"

#include "runtime/timer/timer_wheel.hpp"

namespace rt {

void MicrostateClock::settle_locked() {
  const std::int64_t now = TimerWheel::now_ns();
  times_[static_cast<std::size_t>(state_.load(std::memory_order_relaxed))] += now - since_ns_;
  since_ns_ = now;
}

void MicrostateClock::settle() {
  const std::scoped_lock lock(mutex_);
  if (is_on_.load(std::memory_order_relaxed)) settle_locked();
}

void MicrostateClock::switch_to(bool is_on) {
  const std::scoped_lock lock(mutex_);
  if (is_on_.load(std::memory_order_relaxed)) settle_locked();
  since_ns_ = TimerWheel::now_ns();
  is_on_.store(is_on, std::memory_order_relaxed);
}

void MicrostateClock::reset() {
  const std::scoped_lock lock(mutex_);
  times_.fill(0);
  since_ns_ = TimerWheel::now_ns();
}

MicrostateTimes MicrostateClock::times() {
  const std::scoped_lock lock(mutex_);
  if (is_on_.load(std::memory_order_relaxed)) settle_locked();
  return times_;
}

Microstates::Microstates(unsigned schedulers, unsigned dirty_cpu_threads, unsigned dirty_io_threads, unsigned async_threads)
    : first_dirty_(schedulers), first_dirty_io_(schedulers + dirty_cpu_threads) {
  const auto add = [this](std::string_view type, unsigned count, int first) {
    for (unsigned i = 0; i < count; ++i) clocks_.emplace_back(type, first + static_cast<int>(i));
  };
  add("scheduler", schedulers, 1);
  add("dirty_cpu_scheduler", dirty_cpu_threads, 1);
  add("dirty_io_scheduler", dirty_io_threads, 1);
  add("aux", 1, 1);
  add("async", async_threads, 0);
  add("poll", 1, 0);
}

bool Microstates::switch_to(bool is_on) {
  const std::scoped_lock lock(switching_);
  const bool was_on = is_on_.exchange(is_on);
  if (was_on != is_on) {
    for (MicrostateClock& clock : clocks_) clock.switch_to(is_on);
  }
  return was_on;
}

void Microstates::reset() {
  const std::scoped_lock lock(switching_);
  for (MicrostateClock& clock : clocks_) clock.reset();
}

}  // namespace rt
