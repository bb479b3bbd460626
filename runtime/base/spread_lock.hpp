// SPDX-License-Identifier: Apache-2.0
// SpreadLock: a ShortLock that can be spread over several, each in a cache line of its own: a reader takes the one of its
// thread, so that readers on different threads do not meet; a writer takes them all, which is dear. Not spread it is a
// ShortLock and a branch.
// Satisfies SharedLockable. Not recursive. Who has locked it shared gives it back on the same thread.
#pragma once

#include <algorithm>
#include <bit>
#include <memory>

#include "runtime/base/short_lock.hpp"

namespace rt {

class SpreadLock {
 public:
  static constexpr unsigned kMostParts = 64;

  // Into at least so many, but no more than kMostParts; before anybody else knows the lock.
  void spread(unsigned parts) {
    count_ = std::bit_ceil(std::clamp(parts, 1u, kMostParts));
    parts_ = std::make_unique<Part[]>(count_);
  }

  void lock() {
    if (parts_ == nullptr) [[likely]] return one_.lock();
    for (unsigned i = 0; i < count_; ++i) parts_[i].lock.lock();
  }
  void unlock() {
    if (parts_ == nullptr) [[likely]] return one_.unlock();
    // Who has waited for the last one may destroy the lock at once.
    Part* const parts = parts_.get();
    for (unsigned i = 0, count = count_; i < count; ++i) parts[i].lock.unlock();
  }
  void lock_shared() { (parts_ == nullptr ? one_ : own_part()).lock_shared(); }
  void unlock_shared() { (parts_ == nullptr ? one_ : own_part()).unlock_shared(); }

  // --- for who takes something out of what readers see, and waits until none of those can have it who saw it before
  unsigned parts() const { return parts_ == nullptr ? 1 : count_; }
  // Whether nobody but the caller reads by this part now. Requires: the caller has the lock, whichever way.
  bool is_left(unsigned part) {
    if (parts_ == nullptr) return one_.readers() <= 1;
    return parts_[part].lock.readers() <= (part == own_number() ? 1 : 0);
  }

 private:
  struct alignas(64) Part {
    ShortLock lock;
  };
  // Threads of the operating system's process are numbered as they come here, whichever machine they work for.
  static unsigned thread_number();
  unsigned own_number() const { return thread_number() & (count_ - 1); }
  ShortLock& own_part() const { return parts_[own_number()].lock; }

  ShortLock one_;
  unsigned count_ = 0;
  std::unique_ptr<Part[]> parts_;
};

}  // namespace rt
