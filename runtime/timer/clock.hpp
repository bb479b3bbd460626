// SPDX-License-Identifier: Apache-2.0
// Clock: the times that programs see. Monotonic time counts nanoseconds from a fixed negative start, as OTP's does, so
// that it stays a small integer for centuries. The time offset follows the operating system's clock when that is set, as in
// OTP's mode multi_time_warp, which is its default from 27 on; or it does so until it is made final; or never. Any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace rt {

enum class TimeWarp : std::uint8_t { none, single, multi };
enum class TimeOffset : std::uint8_t { preliminary, final, volatile_ };

class Clock {
 public:
  static constexpr std::int64_t kStartNs = -576'460'752'000'000'000;  // OTP's choice: -2^59 in whole seconds

  explicit Clock(TimeWarp mode)
      : machine_start_ns_(machine_ns()), offset_ns_(system_ns() - kStartNs),
        state_(mode == TimeWarp::none     ? TimeOffset::final
               : mode == TimeWarp::single ? TimeOffset::preliminary
                                          : TimeOffset::volatile_) {}

  static std::int64_t machine_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  static std::int64_t system_ns() {  // of the operating system
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }

  std::int64_t monotonic_ns() const { return kStartNs + (machine_ns() - machine_start_ns_); }
  std::int64_t offset_ns() const { return offset_ns_.load(std::memory_order_relaxed); }  // system time = monotonic time + offset
  TimeOffset state() const { return state_.load(std::memory_order_relaxed); }
  // A preliminary offset becomes final. The state before.
  TimeOffset finalize() {
    TimeOffset before = TimeOffset::preliminary;
    state_.compare_exchange_strong(before, TimeOffset::final, std::memory_order_relaxed);
    return before;
  }
  // The new offset, if the operating system's clock, which is at `system`, has gone away from ours by more than the reading of
  // two clocks explains. One thread.
  std::optional<std::int64_t> follow(std::int64_t system) {
    constexpr std::int64_t kLimitNs = 2'000'000;
    if (state() == TimeOffset::final) return std::nullopt;
    const std::int64_t offset = system - monotonic_ns();
    const std::int64_t difference = offset - offset_ns();
    if (difference <= kLimitNs && difference >= -kLimitNs) return std::nullopt;
    offset_ns_.store(offset, std::memory_order_relaxed);
    return offset;
  }
  // The point of the machine's clock at which monotonic time is `ns`.
  std::int64_t to_machine_ns(std::int64_t ns) const { return ns - kStartNs + machine_start_ns_; }

 private:
  std::int64_t machine_start_ns_;
  std::atomic<std::int64_t> offset_ns_;
  std::atomic<TimeOffset> state_;
};

}  // namespace rt
