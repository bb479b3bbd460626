// SPDX-License-Identifier: Apache-2.0
// Clock: the times that programs see. Monotonic time counts nanoseconds from a fixed negative start, as OTP's does, so
// that it stays a small integer for centuries; the time offset is fixed when the machine starts (no_time_warp). Any thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace rt {

class Clock {
 public:
  static constexpr std::int64_t kStartNs = -576'460'752'000'000'000;  // OTP's choice: -2^59 in whole seconds

  Clock() : machine_start_ns_(machine_ns()), offset_ns_(system_ns() - kStartNs) {}

  static std::int64_t machine_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  static std::int64_t system_ns() {  // of the operating system
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }

  std::int64_t monotonic_ns() const { return kStartNs + (machine_ns() - machine_start_ns_); }
  std::int64_t offset_ns() const { return offset_ns_; }  // system time = monotonic time + offset
  // The point of the machine's clock at which monotonic time is `ns`.
  std::int64_t to_machine_ns(std::int64_t ns) const { return ns - kStartNs + machine_start_ns_; }

 private:
  std::int64_t machine_start_ns_;
  std::int64_t offset_ns_;
};

}  // namespace rt
