// SPDX-License-Identifier: Apache-2.0
#include "runtime/sched/microstates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

namespace rt {
namespace {

std::int64_t in(MicrostateClock& clock, Microstate state) { return clock.times()[static_cast<std::size_t>(state)]; }
std::int64_t sum(MicrostateClock& clock) {
  const MicrostateTimes times = clock.times();
  return std::accumulate(times.begin(), times.end(), std::int64_t{0});
}
void let_time_pass() { std::this_thread::sleep_for(std::chrono::microseconds(100)); }

TEST_CASE("a clock that is off counts nothing") {
  Microstates all(1, 0, 0, 0);
  const MicrostateThread thread(all.scheduler(0));
  {
    const MicrostateScope scope(Microstate::gc);
    let_time_pass();
  }
  CHECK(sum(all.scheduler(0)) == 0);
}

TEST_CASE("time counts for the innermost scope, the one around it goes on afterwards, and none is the thread's own") {
  Microstates all(1, 0, 0, 0);
  MicrostateClock& clock = all.scheduler(0);
  CHECK_FALSE(all.switch_to(true));
  {
    const MicrostateThread thread(clock);
    const MicrostateScope outer(Microstate::emulator);
    {
      MicrostateScope inner(Microstate::gc);
      const MicrostateScope moved = std::move(inner);
      let_time_pass();
    }
    const std::int64_t collected = in(clock, Microstate::gc), ran = in(clock, Microstate::emulator);
    CHECK(collected >= 100'000);
    let_time_pass();
    CHECK(in(clock, Microstate::gc) == collected);
    CHECK(in(clock, Microstate::emulator) >= ran + 100'000);
  }
  const std::int64_t slept = in(clock, Microstate::sleep);
  const MicrostateScope of_no_clock(Microstate::port);
  let_time_pass();
  CHECK(in(clock, Microstate::sleep) >= slept + 100'000);
  CHECK(in(clock, Microstate::port) == 0);
}

TEST_CASE("a state that began before it was switched on counts from then on, and what was counted stays when it is off") {
  Microstates all(1, 0, 0, 0);
  MicrostateClock& clock = all.scheduler(0);
  const MicrostateThread thread(clock);
  const MicrostateScope scope(Microstate::port);
  let_time_pass();
  (void)all.switch_to(true);
  CHECK(in(clock, Microstate::port) < 100'000'000);
  let_time_pass();
  CHECK(all.switch_to(false));
  const MicrostateTimes before = clock.times();
  CHECK(before[static_cast<std::size_t>(Microstate::port)] >= 100'000);
  let_time_pass();
  CHECK(clock.times() == before);
  all.reset();
  CHECK(sum(clock) == 0);
}

TEST_CASE("each thread that there can be has a clock of OTP's type and number") {
  Microstates all(2, 1, 3, 2);
  std::vector<std::pair<std::string_view, int>> seen;
  for (const MicrostateClock& clock : all.all()) seen.emplace_back(clock.type, clock.id);
  CHECK(seen == std::vector<std::pair<std::string_view, int>>{{"scheduler", 1}, {"scheduler", 2}, {"dirty_cpu_scheduler", 1},
                                                             {"dirty_io_scheduler", 1}, {"dirty_io_scheduler", 2},
                                                             {"dirty_io_scheduler", 3}, {"aux", 1}, {"async", 0}, {"async", 1},
                                                             {"poll", 0}});
  CHECK(all.dirty_cpu(0).type == "dirty_cpu_scheduler");
  CHECK(all.dirty_io(2).id == 3);
  CHECK(all.poller().type == "poll");
}

TEST_CASE("switching and asking while the threads change their states") {
  Microstates all(2, 0, 0, 0);
  std::atomic<bool> is_over{false};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 2; ++i) {
    threads.emplace_back([&all, &is_over, i] {
      const MicrostateThread thread(all.scheduler(i));
      while (!is_over) const MicrostateScope scope(Microstate::emulator);
    });
  }
  for (int i = 0; i < 500; ++i) {
    (void)all.switch_to(i % 2 == 0);
    if (i % 5 == 0) all.reset();
    for (MicrostateClock& clock : all.all()) CHECK(std::ranges::min(clock.times()) >= 0);
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace rt
