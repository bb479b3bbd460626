// SPDX-License-Identifier: Apache-2.0
#include "runtime/sched/run_queue.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "runtime/vm.hpp"

namespace rt {
namespace {

struct Queued {
  Vm vm;
  std::vector<std::unique_ptr<Process>> processes;
  Process& process(std::uint16_t bound_to, Priority priority = Priority::normal) {
    processes.push_back(std::make_unique<Process>(vm));
    processes.back()->bound_to = bound_to;
    processes.back()->priority = priority;
    return *processes.back();
  }
};

TEST_CASE("who steals passes over what is bound, and leaves it in its order") {
  Queued q;
  Process &bound = q.process(1), &first = q.process(0), &second_bound = q.process(1), &second = q.process(0);
  RunQueue victim, thief;
  for (Process* p : {&bound, &first, &second_bound, &second}) victim.push(*p);
  CHECK(victim.unbound() == 2);
  CHECK(victim.surplus() == 2);

  CHECK(victim.steal(thief) == &first);
  CHECK(thief.size() == 0);
  CHECK(victim.steal(thief) == &second);
  CHECK(victim.steal(thief) == nullptr);
  CHECK(victim.size() == 2);
  CHECK(victim.surplus() == 0);
  CHECK(victim.pop() == &bound);
  CHECK(victim.pop() == &second_bound);
  CHECK(victim.pop() == nullptr);
}

TEST_CASE("the last in a queue is left to its owner unless it has something else to do") {
  Queued q;
  RunQueue queue;
  Process& alone = q.process(0);
  queue.push(alone);
  CHECK(queue.surplus() == 0);
  queue.push(q.process(1));
  CHECK(queue.surplus() == 1);
  queue.push(q.process(0));
  CHECK(queue.surplus() == 2);
  CHECK(queue.pop() == &alone);
  CHECK(queue.surplus() == 1);
}

TEST_CASE("what may go elsewhere is taken by priority, past what is bound") {
  Queued q;
  RunQueue queue;
  Process &low = q.process(0, Priority::low), &high = q.process(0, Priority::high);
  queue.push(q.process(1, Priority::max));
  queue.push(low);
  queue.push(q.process(1, Priority::high));
  queue.push(high);
  CHECK(queue.pop_unbound() == &high);
  CHECK(queue.pop_unbound() == &low);
  CHECK(queue.pop_unbound() == nullptr);
  CHECK(queue.size() == 2);
}

}  // namespace
}  // namespace rt
