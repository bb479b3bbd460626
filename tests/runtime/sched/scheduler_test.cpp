// SPDX-License-Identifier: Apache-2.0
#include "runtime/sched/scheduler.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "runtime/vm.hpp"

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

}  // namespace
}  // namespace rt
