// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

#include "runtime/base/short_lock.hpp"

namespace {

using rt::ShortLock;

TEST_CASE("writers exclude each other and readers") {
  constexpr int kThreads = 4, kRounds = 20000;
  ShortLock lock;
  long first = 0, second = 0, mismatches = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kRounds; ++i) {
        if (t % 2 == 0) {
          const std::unique_lock guard(lock);
          ++first;
          ++second;
        } else {
          const std::shared_lock guard(lock);
          if (first != second) ++mismatches;
        }
      }
    });
  }
  for (std::thread& t : threads) t.join();
  CHECK(first == 2 * kRounds);
  CHECK(second == first);
  CHECK(mismatches == 0);
}

TEST_CASE("readers share") {
  ShortLock lock;
  const std::shared_lock one(lock);
  std::thread([&] { const std::shared_lock two(lock); }).join();
}

}  // namespace
