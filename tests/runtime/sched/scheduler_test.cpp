// SPDX-License-Identifier: Apache-2.0
#include "runtime/sched/scheduler.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"
#include "tests/support/scripted_process.hpp"

namespace rt {
namespace {

struct Counting final : Task {
  int runs = 0;
  std::thread::id thread;
  void run(Worker&) override {
    ++runs;
    thread = std::this_thread::get_id();
  }
};

TEST_CASE("a task that another thread posts runs on the scheduler's thread, once for each time") {
  Vm vm;
  Counting task;
  std::thread([&] {
    vm.scheduler->post(task);
    vm.scheduler->post(task);
  }).join();
  CHECK(task.runs == 0);
  vm.scheduler->run_until_idle();
  CHECK(task.runs == 2);
  CHECK(task.thread == std::this_thread::get_id());
}

TEST_CASE("a scheduler that sleeps wakes for a task") {
  Vm vm;
  struct Halting final : Task {
    void run(Worker& worker) override {
      Outcome outcome;
      outcome.kind = Outcome::Kind::halted;
      outcome.status = 7;
      worker.vm.scheduler->halt(std::move(outcome));
    }
  } task;
  std::thread poster([&] { vm.scheduler->post(task); });
  CHECK(vm.scheduler->run_until_root_exits().status == 7);
  poster.join();
}

VmOptions schedulers(unsigned n) {
  VmOptions options;
  options.schedulers = n;
  return options;
}

void halt(Vm& vm) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::halted;
  vm.scheduler->halt(std::move(outcome));
}

TEST_CASE("a machine runs, ends and runs again, on any number of threads") {
  for (const unsigned n : {1u, 2u, 4u}) {
    Vm vm(schedulers(n));
    for (int round = 0; round < 3; ++round) {
      std::atomic<int> turns{0};
      for (int i = 0; i < 20; ++i) {
        (void)test::start(vm, [&](Process&) {
          if (turns.fetch_add(1) == 2000) halt(vm);
          return RunResult::yielded;
        });
      }
      CHECK(vm.scheduler->run_until_root_exits().kind == Outcome::Kind::halted);
      CHECK(turns > 2000);
    }
  }
}

TEST_CASE("processes that do not wait are run by several threads") {
  Vm vm(schedulers(4));
  std::mutex mutex;
  std::set<std::thread::id> threads;
  for (int i = 0; i < 8; ++i) {
    (void)test::start(vm, [&](Process&) {
      const std::scoped_lock lock(mutex);
      threads.insert(std::this_thread::get_id());
      if (threads.size() == 4) halt(vm);
      return RunResult::yielded;
    });
  }
  (void)vm.scheduler->run_until_root_exits();
  CHECK(threads.size() == 4);
}

// As in OTP the one that was woken first gets its turn first, and what it says over two others comes after what the second
// says itself: a crash report, say, after the answer of the one who waited for the crash.
TEST_CASE("processes that do little stay on one thread, in the order in which they were woken") {
  constexpr int kRounds = 20;
  Vm vm(schedulers(4));
  std::set<std::thread::id> threads;
  std::mutex mutex;
  std::string order;
  const auto on_message = [&](std::function<void(Process&)> what) {
    return test::start(vm, [&, what = std::move(what)](Process& p) {
      for (; mailbox::peek(p); mailbox::remove(p)) {
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
        what(p);
      }
      return RunResult::waiting;
    })->pid;
  };
  Term starter;
  int rounds = 0;
  const Term second_hop = on_message([&](Process& p) {
    order += '2';
    ++rounds < kRounds ? (void)send(p, starter, atoms::ok) : halt(vm);
  });
  const Term first_hop = on_message([&](Process& p) { (void)send(p, second_hop, atoms::ok); });
  const Term direct = on_message([&](Process&) { order += '1'; });
  starter = on_message([&](Process& p) {
    (void)send(p, first_hop, atoms::ok);
    (void)send(p, direct, atoms::ok);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // time enough for another thread to take one of them
  });
  send_message(vm, nullptr, starter, atoms::ok);
  (void)vm.scheduler->run_until_root_exits();
  std::string expected;
  for (int i = 0; i < kRounds; ++i) expected += "12";
  CHECK(order == expected);
  CHECK(threads.size() == 1);
}

// Tokens go round rings of processes that sleep in between: a wake-up that is lost stops a ring, and the test.
TEST_CASE("no wake-up is lost") {
  constexpr int kRings = 6, kMembers = 5, kHops = 4000;
  Vm vm(schedulers(4));
  std::atomic<int> running{kRings};
  std::array<std::array<Term, kMembers>, kRings> pids;
  for (int ring = 0; ring < kRings; ++ring) {
    for (int member = 0; member < kMembers; ++member) {
      const Term& next = pids[static_cast<std::size_t>(ring)][static_cast<std::size_t>((member + 1) % kMembers)];
      Process* p = test::start(vm, [&vm, &running, &next](Process& self) {
        while (const Term hops = mailbox::peek(self)) {
          const std::int64_t left = hops.small_value();
          mailbox::remove(self);
          if (left > 0) {
            (void)send(self, next, Term::small(left - 1));
          } else if (--running == 0) {
            halt(vm);
          }
        }
        return RunResult::waiting;
      });
      pids[static_cast<std::size_t>(ring)][static_cast<std::size_t>(member)] = p->pid;
    }
  }
  for (const auto& ring : pids) send_message(vm, nullptr, ring[0], Term::small(kHops));
  (void)vm.scheduler->run_until_root_exits();
  CHECK(running == 0);
}

TEST_CASE("a timer wakes a machine in which everybody sleeps") {
  Vm vm(schedulers(3));
  (void)test::start(vm, [&vm](Process& p) {
    switch (mailbox::arm(p, Term::small(20))) {
      case mailbox::WaitResult::expired: halt(vm); return RunResult::waiting;
      default: return RunResult::waiting;
    }
  });
  CHECK(vm.scheduler->run_until_root_exits().kind == Outcome::Kind::halted);
}

TEST_CASE("who stops the others runs alone") {
  Vm vm(schedulers(4));
  std::atomic<int> inside{0}, alone{0}, mistakes{0};
  for (int i = 0; i < 8; ++i) {
    (void)test::start(vm, [&](Process& p) {
      ++inside;
      std::this_thread::yield();
      --inside;
      if (p.pid.local_id() % 2 == 0) {
        const Scheduler::Exclusive only(*vm.scheduler, *p.worker);
        if (inside != 0) ++mistakes;
        for (int k = 0; k < 100; ++k) std::this_thread::yield();
        if (inside != 0) ++mistakes;
        if (++alone == 300) halt(vm);
      }
      return RunResult::yielded;
    });
  }
  (void)vm.scheduler->run_until_root_exits();
  CHECK(alone >= 300);
  CHECK(mistakes == 0);
}

TEST_CASE("a task that is posted while everybody sleeps is run, and a machine that halts within one ends") {
  Vm vm(schedulers(4));
  struct Halting final : Task {
    void run(Worker& worker) override { halt(worker.vm); }
  } task;
  std::thread poster([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    vm.scheduler->post(task);
  });
  CHECK(vm.scheduler->run_until_root_exits().kind == Outcome::Kind::halted);
  poster.join();
}

}  // namespace
}  // namespace rt
