// SPDX-License-Identifier: Apache-2.0
#include "runtime/signal/deliver.hpp"

#include <doctest/doctest.h>

#include "runtime/process/registry.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/timer/follow_clock.hpp"
#include "tests/support/scripted_process.hpp"

namespace rt {
namespace {

using test::exits;
using test::start;
using test::start_collector;

void link_both(Process& a, Process& b) {
  a.relations().links[b.pid.word()] = Link{};
  b.relations().links[a.pid.word()] = Link{};
}
bool is_alive(Vm& vm, Term pid) { return vm.processes->find(pid) != nullptr; }

TEST_CASE("messages arrive in the order sent, and the exit signal of a link after them") {
  Vm vm;
  std::vector<Term> got;
  Process* receiver = start_collector(vm, got);
  receiver->trap_exit = true;
  const Term to = receiver->pid;
  Process* sender = start(vm, [&](Process& p) {
    for (int i = 0; i < 1000; ++i) CHECK(send(p, to, Term::small(i)));
    return exits(p, atoms::badarg);
  });
  link_both(*receiver, *sender);
  const Term from = sender->pid;
  vm.scheduler->run_until_idle();
  REQUIRE(got.size() == 1001);
  for (int i = 0; i < 1000; ++i) CHECK(got[i] == Term::small(i));
  REQUIRE(is_tuple(got[1000], 3));
  CHECK(tuple_element(got[1000], 0) == atoms::EXIT);
  CHECK(tuple_element(got[1000], 1) == from);
  CHECK(tuple_element(got[1000], 2) == atoms::badarg);
  CHECK(!is_alive(vm, from));
  CHECK(receiver->relations().links.empty());
}

TEST_CASE("a link to a process that dies abnormally kills, with the same reason, one that does not trap") {
  Vm vm;
  std::vector<Term> got;
  Process* watcher = start_collector(vm, got);
  watcher->trap_exit = true;
  Process* middle = start(vm, [](Process&) { return RunResult::waiting; });
  Process* first = start(vm, [](Process& p) { return exits(p, atoms::kill); });
  link_both(*watcher, *middle);
  link_both(*middle, *first);
  const Term middle_pid = middle->pid;
  vm.scheduler->run_until_idle();
  CHECK(!is_alive(vm, middle_pid));
  REQUIRE(got.size() == 1);
  CHECK(tuple_element(got[0], 1) == middle_pid);
  CHECK(tuple_element(got[0], 2) == atoms::kill);  // through a link `kill` is an ordinary reason
}

TEST_CASE("a link to a process that exits normally is gone without a word unless its other end traps") {
  Vm vm;
  Process* other = start(vm, [](Process&) { return RunResult::waiting; });
  Process* first = start(vm, [](Process& p) { return exits(p, atoms::normal); });
  link_both(*other, *first);
  vm.scheduler->run_until_idle();
  REQUIRE(is_alive(vm, other->pid));
  CHECK(other->relations().links.empty());
}

TEST_CASE("what was sent to a dead process is answered as Erlang answers it") {
  Vm vm;
  Process* dead = start(vm, [](Process& p) { return exits(p, atoms::normal); });
  const Term dead_pid = dead->pid;
  vm.scheduler->run_until_idle();
  std::vector<Term> got;
  Process* p = start_collector(vm, got);
  p->trap_exit = true;
  vm.scheduler->run_until_idle();
  p->relations().links[dead_pid.word()] = Link{};
  route_signal(vm, nullptr, Signal::create_empty(SignalKind::link, dead_pid, p->pid, 0));
  Monitoring m;
  m.target = dead_pid;
  p->relations().monitoring[77] = std::move(m);
  route_signal(vm, nullptr, Signal::create_empty(SignalKind::monitor, dead_pid, p->pid, 0, RefId{77, 0}));
  vm.scheduler->run_until_idle();
  REQUIRE(got.size() == 2);
  CHECK(tuple_element(got[0], 0) == atoms::EXIT);
  CHECK(tuple_element(got[0], 2) == atoms::noproc);
  REQUIRE(is_tuple(got[1], 5));
  CHECK(tuple_element(got[1], 0) == atoms::DOWN);
  CHECK(ref_id(tuple_element(got[1], 1)) == RefId{77, 0});
  CHECK(tuple_element(got[1], 2) == atoms::process);
  CHECK(tuple_element(got[1], 3) == dead_pid);
  CHECK(tuple_element(got[1], 4) == atoms::noproc);
  CHECK(p->relations().monitoring.empty());
}

TEST_CASE("after unlink an exit signal that is under way does nothing; a new link works") {
  Vm vm;
  std::vector<Term> got;
  Process* p = start_collector(vm, got);
  p->trap_exit = true;
  vm.scheduler->run_until_idle();
  Process* q = start(vm, [](Process&) { return RunResult::waiting; });
  link_both(*p, *q);
  p->relations().links[q->pid.word()].unlinking = 5;
  route_signal(vm, nullptr, Signal::create(vm, SignalKind::link_exit, p->pid, q->pid, atoms::badarg));
  vm.scheduler->run_until_idle();
  CHECK(got.empty());
  p->relations().links[q->pid.word()].unlinking = 6;
  route_signal(vm, nullptr, Signal::create_empty(SignalKind::unlink_ack, p->pid, q->pid, 0, RefId{5, 0}));
  vm.scheduler->run_until_idle();
  CHECK(p->relations().links.size() == 1);  // the ack of an older request
  route_signal(vm, nullptr, Signal::create_empty(SignalKind::unlink_ack, p->pid, q->pid, 0, RefId{6, 0}));
  vm.scheduler->run_until_idle();
  CHECK(p->relations().links.empty());
}

TEST_CASE("a signal for the former owner of an address is not taken for its new one") {
  Vm vm;
  Process* dead = start(vm, [](Process& p) { return exits(p, atoms::normal); });
  const Term dead_pid = dead->pid;
  Address* address = dead->address;
  vm.scheduler->run_until_idle();
  std::vector<Term> got;
  Process* heir = start_collector(vm, got);
  REQUIRE(heir->address == address);
  CHECK(heir->pid != dead_pid);
  vm.scheduler->run_until_idle();
  if (address->push(Signal::create(vm, SignalKind::message, dead_pid, Term::none(), atoms::ok)) ==
      Pushed::delivered_and_woken) {
    vm.scheduler->make_runnable(*heir, nullptr);
  }
  vm.scheduler->run_until_idle();
  CHECK(got.empty());
}

TEST_CASE("who monitors the time offset is told when the clock is set, as long as the monitor is there") {
  constexpr std::int64_t kHourNs = 3'600'000'000'000;
  Vm vm;
  std::vector<Term> got;
  Process* watcher = start_collector(vm, got);
  for (const Word low : {7, 8, 9}) vm.offset_watchers.add(watcher->pid, low);
  for (const Word low : {7, 8}) {
    Monitoring m;
    m.kind = MonitorKind::time_offset;
    m.target = atoms::clock_service;
    m.tag = low == 8 ? atoms::badarg : atoms::CHANGE;
    watcher->relations().monitoring[low] = std::move(m);
  }
  const std::int64_t before = vm.clock.offset_ns();
  follow_clock(vm, Clock::system_ns());
  vm.scheduler->run_until_idle();
  CHECK(got.empty());
  CHECK(vm.clock.offset_ns() == before);
  follow_clock(vm, Clock::system_ns() + kHourNs);
  vm.scheduler->run_until_idle();
  CHECK(vm.clock.offset_ns() > before + kHourNs / 2);
  REQUIRE(got.size() == 2);
  for (const Term message : got) {
    REQUIRE(is_tuple(message, 5));
    CHECK(tuple_element(message, 2) == atoms::time_offset);
    CHECK(tuple_element(message, 3) == atoms::clock_service);
    CHECK(integer_to_int64(tuple_element(message, 4)) == vm.clock.offset_ns());
  }
  CHECK(tuple_element(got[0], 0) == atoms::CHANGE);
  CHECK(tuple_element(got[1], 0) == atoms::badarg);
}

TEST_CASE("a name can be sent to until its process dies") {
  Vm vm;
  std::vector<Term> got;
  Process* p = start_collector(vm, got);
  REQUIRE(vm.names->add(atoms::main, p->pid));
  CHECK(!vm.names->add(atoms::main, p->pid));
  Process* sender = start(vm, [](Process& q) {
    const Term to = q.reserve(3).tuple({atoms::main, atoms::nonode_at_nohost});
    CHECK(send(q, atoms::main, Term::small(1)));
    CHECK(send(q, to, Term::small(2)));
    CHECK(!send(q, atoms::start, Term::small(3)));
    CHECK(q.exception.reason == atoms::badarg);
    return RunResult::waiting;
  });
  (void)sender;
  vm.scheduler->run_until_idle();
  CHECK(got.size() == 2);
  route_signal(vm, nullptr, Signal::create(vm, SignalKind::exit, p->pid, sender->pid, atoms::kill));
  vm.scheduler->run_until_idle();
  CHECK(!vm.names->find(atoms::main));
}

}  // namespace
}  // namespace rt
