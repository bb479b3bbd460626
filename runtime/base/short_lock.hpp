// SPDX-License-Identifier: Apache-2.0
// ShortLock: a lock for many readers or one writer, made for short calls that rarely meet: one word, one atomic operation to
// take it and one to give it back; who finds it taken sleeps on the word. Who waits goes before readers that come later.
// Satisfies SharedLockable (without try_ of a time). Not recursive.
#pragma once

#include <atomic>
#include <cstdint>

namespace rt {

class ShortLock {
 public:
  ShortLock() = default;
  ShortLock(const ShortLock&) = delete;
  ShortLock& operator=(const ShortLock&) = delete;

  void lock() {
    std::uint32_t free = 0;
    if (!state_.compare_exchange_strong(free, kWriter, std::memory_order_acquire)) [[unlikely]] wait_for(kWriter, kHolders);
  }
  bool try_lock() {
    std::uint32_t free = 0;
    return state_.compare_exchange_strong(free, kWriter, std::memory_order_acquire);
  }
  bool try_lock_shared() {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    while ((seen & (kWriter | kWaiting)) == 0) {
      if (state_.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire, std::memory_order_relaxed)) return true;
    }
    return false;
  }
  void unlock() {
    if (state_.exchange(0, std::memory_order_release) & kWaiting) [[unlikely]] state_.notify_all();
  }
  void lock_shared() {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    if ((seen & (kWriter | kWaiting)) != 0 || !state_.compare_exchange_strong(seen, seen + 1, std::memory_order_acquire))
        [[unlikely]] {
      wait_for(1, kWriter | kWaiting);
    }
  }
  void unlock_shared() {
    // One step, as unlock(): who comes next may destroy the lock at once.
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    while (!state_.compare_exchange_weak(seen, seen == (kWaiting | 1) ? 0 : seen - 1, std::memory_order_release,
                                         std::memory_order_relaxed)) {
    }
    if (seen == (kWaiting | 1)) [[unlikely]] state_.notify_all();
  }
  // How many hold it shared now. Who comes to hold it later sees all that the caller has written before; what those who
  // have let go of it have done, the caller sees.
  std::uint32_t readers() { return state_.fetch_add(0, std::memory_order_acq_rel) & ~(kWriter | kWaiting); }

 private:
  // The number of readers, and two marks. Somebody waits only while somebody holds it, who clears the mark at the end.
  static constexpr std::uint32_t kWriter = 1u << 31, kWaiting = 1u << 30, kHolders = ~kWaiting;

  // Adds `claim` once none of `obstacles` is there.
  void wait_for(std::uint32_t claim, std::uint32_t obstacles) {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    for (;;) {
      if ((seen & obstacles) == 0) {
        if (state_.compare_exchange_weak(seen, seen + claim, std::memory_order_acquire)) return;
        continue;
      }
      if ((seen & kWaiting) == 0) {
        if (!state_.compare_exchange_weak(seen, seen | kWaiting, std::memory_order_relaxed)) continue;
        seen |= kWaiting;
      }
      state_.wait(seen, std::memory_order_relaxed);
      seen = state_.load(std::memory_order_relaxed);
    }
  }

  std::atomic<std::uint32_t> state_{0};
};

}  // namespace rt
