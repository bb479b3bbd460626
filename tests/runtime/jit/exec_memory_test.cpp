// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <thread>
#include <vector>

#include "runtime/jit/exec_memory.hpp"

namespace {

using rt::jit::ExecMemory;

TEST_CASE("what is written runs, below 2 GiB") {
  ExecMemory memory;
  std::uint8_t* place = memory.reserve(6);
  REQUIRE(place != nullptr);
  CHECK(reinterpret_cast<std::uintptr_t>(place) < (std::uintptr_t{1} << 31));
  memory.write(place, std::array<std::uint8_t, 6>{0xB8, 42, 0, 0, 0, 0xC3});  // mov eax, 42; ret
  CHECK(reinterpret_cast<int (*)()>(place)() == 42);
}

TEST_CASE("places do not overlap, and what is released is used again") {
  ExecMemory memory;
  std::vector<std::uint8_t*> places;
  for (int i = 0; i < 100; ++i) places.push_back(memory.reserve(1000));
  for (std::size_t i = 1; i < places.size(); ++i) CHECK(places[i] >= places[i - 1] + 1000);
  const std::size_t used = memory.used_bytes();
  memory.release(places[10]);
  memory.release(places[12]);
  memory.release(places[11]);  // joins both neighbours
  CHECK(memory.used_bytes() < used);
  CHECK(memory.reserve(2900) == places[10]);
}

TEST_CASE("threads write and run code where other code was") {
  ExecMemory memory;
  std::array<int, 4> wrong{};
  std::vector<std::thread> threads;
  for (std::uint8_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) {
        std::uint8_t* place = memory.reserve(6);
        memory.write(place, std::array<std::uint8_t, 6>{0xB8, t, 0, 0, 0, 0xC3});
        if (reinterpret_cast<int (*)()>(place)() != t) ++wrong[t];
        memory.release(place);
      }
    });
  }
  for (std::thread& t : threads) t.join();
  CHECK(wrong == std::array<int, 4>{});
  CHECK(memory.used_bytes() == 0);
}

TEST_CASE("more than a chunk at once") {
  ExecMemory memory;
  std::uint8_t* first = memory.reserve(100);
  std::uint8_t* large = memory.reserve(1 << 20);
  REQUIRE(large != nullptr);
  memory.write(large, std::vector<std::uint8_t>(1 << 20, 0xC3));
  memory.write(first, std::array<std::uint8_t, 1>{0xC3});
  reinterpret_cast<void (*)()>(large + (1 << 20) - 1)();
}

}  // namespace
