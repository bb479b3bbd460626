// SPDX-License-Identifier: Apache-2.0
#include "runtime/timer/timer_wheel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "runtime/signal/signal.hpp"

namespace rt {
namespace {

constexpr std::int64_t kMs = 1'000'000;

Signal* numbered(Word n) {
  return Signal::create_empty(SignalKind::wake, Term::local_pid(n % 7), Term::none(), 0, RefId{n, 0});
}

TEST_CASE("timers fire in the order of their deadlines, never early, whatever the level of the wheel") {
  std::mt19937_64 random(1);
  TimerWheel wheel;
  const std::int64_t start = TimerWheel::now_ns();
  struct Expected {
    std::int64_t deadline;
    Word number;
  };
  std::vector<Expected> expected;
  for (Word n = 1; n <= 5000; ++n) {
    const int bits = static_cast<int>(random() % 52);
    const std::int64_t deadline = start + static_cast<std::int64_t>(random() % (std::uint64_t{1} << bits));
    wheel.add_reference(deadline, numbered(n), Term::none(), n);
    expected.push_back({deadline, n});
  }
  std::stable_sort(expected.begin(), expected.end(), [](auto& a, auto& b) { return a.deadline < b.deadline; });
  std::size_t fired = 0;
  std::int64_t now = start;
  while (fired < expected.size()) {
    const auto next = wheel.next_deadline_ns();
    REQUIRE(next.has_value());
    CHECK(*next <= std::max(expected[fired].deadline, now) + kMs);
    now = std::max(now + kMs, *next);
    if (random() % 4 == 0) now += static_cast<std::int64_t>(random() % (50 * kMs));
    std::vector<TimerWheel::Due> due;
    wheel.take_due(now, due);
    for (const auto& d : due) {
      REQUIRE(fired < expected.size());
      CHECK(d.signal->low == expected[fired].number);
      CHECK(d.deadline_ns <= now);
      Signal::destroy(d.signal);
      ++fired;
    }
    if (fired < expected.size()) CHECK(expected[fired].deadline > now - 2 * kMs);
  }
  CHECK(wheel.count() == 0);
}

TEST_CASE("a cancelled timer does not fire and says how much was left") {
  TimerWheel wheel;
  const std::int64_t start = TimerWheel::now_ns();
  for (Word n = 1; n <= 100; ++n) wheel.add_reference(start + static_cast<std::int64_t>(n) * 10'000 * kMs, numbered(n), Term::none(), n);
  for (Word n = 1; n <= 100; n += 2) {
    const auto read = wheel.read_reference(n);
    const auto left = wheel.cancel_reference(n);
    REQUIRE(read.has_value());
    REQUIRE(left.has_value());
    CHECK(*left <= *read);
    CHECK(*left > 0);
    CHECK(!wheel.cancel_reference(n).has_value());
  }
  CHECK(wheel.count() == 50);
  wheel.cancel_all_of(Term::local_pid(2));  // 2, 16, 30 ...: the even ones that are 2 modulo 7
  CHECK(wheel.count() == 42);
  std::vector<TimerWheel::Due> due;
  wheel.take_due(start + 2'000'000 * kMs, due);
  CHECK(due.size() == 42);
  for (const auto& d : due) {
    CHECK(d.signal->low % 2 == 0);
    CHECK(d.signal->low % 7 != 2);
    Signal::destroy(d.signal);
  }
}

}  // namespace
}  // namespace rt
