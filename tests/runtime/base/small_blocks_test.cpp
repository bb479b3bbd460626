// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "runtime/base/memory.hpp"
#include "runtime/base/small_blocks.hpp"

namespace {

using namespace rt;

TEST_CASE("small blocks: every size is served, aligned, and known again by its address") {
  for (std::size_t bytes = 1; bytes <= small_blocks::kLargest; ++bytes) {
    void* block = small_blocks::take(bytes);
    REQUIRE(block != nullptr);
    CHECK(reinterpret_cast<std::uintptr_t>(block) % 16 == 0);
    CHECK(small_blocks::owns(block));
    CHECK(small_blocks::size_of(block) >= bytes);
    CHECK(small_blocks::size_of(block) <= bytes + bytes / 8 + 16);
    std::memset(block, 0xA5, bytes);
    small_blocks::give_back(block);
  }
  int local = 0;
  CHECK_FALSE(small_blocks::owns(&local));
  CHECK_FALSE(small_blocks::owns(nullptr));
}

// Blocks carry their own address and size, so that two owners of one block would notice.
struct Held {
  unsigned char* at;
  std::size_t bytes;
};
Held take(std::size_t bytes) {
  auto* at = static_cast<unsigned char*>(small_blocks::take(bytes));
  std::memset(at, static_cast<int>(reinterpret_cast<std::uintptr_t>(at) >> 4 ^ bytes) & 0xFF, bytes);
  return {at, bytes};
}
bool give_back(const Held& held) {
  const auto mark = static_cast<unsigned char>(reinterpret_cast<std::uintptr_t>(held.at) >> 4 ^ held.bytes);
  const bool is_whole = std::all_of(held.at, held.at + held.bytes, [mark](unsigned char c) { return c == mark; });
  small_blocks::give_back(held.at);
  return is_whole;
}

TEST_CASE("small blocks: taken on one thread and given back on another they are never two owners'") {
  std::mutex mutex;
  std::vector<Held> shared;
  std::atomic<int> broken{0};
  const auto work = [&](unsigned seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < 100'000; ++i) {
      const Held made = take(1 + random() % small_blocks::kLargest);
      Held other{};
      {
        const std::scoped_lock lock(mutex);
        shared.push_back(made);
        std::swap(shared[random() % shared.size()], shared.back());
        if (shared.size() > 2000) {
          other = shared.back();
          shared.pop_back();
        }
      }
      if (other.at != nullptr && !give_back(other)) ++broken;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < 4; ++i) threads.emplace_back(work, i + 1);
  for (std::thread& t : threads) t.join();
  for (const Held& held : shared) broken += give_back(held) ? 0 : 1;
  CHECK(broken == 0);
}

TEST_CASE("small blocks: what threads have given back serves other sizes") {
  const std::size_t before = small_blocks::bytes_in_use();
  std::thread([] {
    for (const std::size_t bytes : {64, 384, 1024}) {
      std::vector<void*> blocks;
      for (int i = 0; i < 20'000; ++i) blocks.push_back(small_blocks::take(bytes));
      for (void* block : blocks) small_blocks::give_back(block);
    }
  }).join();
  constexpr std::size_t kOneSpanForEachSize = 3 * 64 * 1024;
  CHECK(small_blocks::bytes_in_use() <= before + kOneSpanForEachSize);
}

TEST_CASE("memory: a block grows with its contents and shrinks in place") {
  auto* at = static_cast<char*>(allocate(40, "test"));
  std::strcpy(at, "first");
  for (const std::size_t bytes : {48, 200, 1024, 5000}) {
    at = static_cast<char*>(reallocate(at, bytes, "test"));
    CHECK(std::strcmp(at, "first") == 0);
  }
  shrink(at, 100);
  CHECK(std::strcmp(at, "first") == 0);
  deallocate(at);
  deallocate(nullptr);
}

}  // namespace
