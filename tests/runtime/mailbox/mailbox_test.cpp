// SPDX-License-Identifier: Apache-2.0
#include "runtime/mailbox/mailbox.hpp"

#include <doctest/doctest.h>

#include "runtime/heap/collector.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/send.hpp"
#include "tests/support/scripted_process.hpp"

namespace rt {
namespace {

// Receives the first message that is `wanted`, as the receive instructions do. None: there is none yet.
Term receive(Process& p, Term wanted) {
  while (const Term m = mailbox::peek(p)) {
    if (m == wanted) {
      mailbox::remove(p);
      return m;
    }
    mailbox::advance(p);
  }
  return Term::none();
}

struct Fixture {
  Vm vm;
  std::function<void(Process&)> next;
  Process* p = test::start(vm, [this](Process& q) {
    if (next) next(q);
    return RunResult::waiting;
  });
  void say(Term t) { send_message(vm, nullptr, p->pid, t); }
  void run(std::function<void(Process&)> f) {
    next = std::move(f);
    route_signal(vm, nullptr, Signal::create_empty(SignalKind::wake, p->pid, Term::none(), 0));
    vm.scheduler->run_until_idle();
    next = nullptr;
  }
};

TEST_CASE("a selective receive leaves the others where they are, in order") {
  Fixture f;
  for (int i = 1; i <= 4; ++i) f.say(Term::small(i));
  f.run([](Process& p) {
    CHECK(receive(p, Term::small(3)) == Term::small(3));
    CHECK(!receive(p, Term::small(3)));
    mailbox::reset(p);
    CHECK(receive(p, Term::small(1)) == Term::small(1));
    CHECK(receive(p, Term::small(2)) == Term::small(2));
    CHECK(receive(p, Term::small(4)) == Term::small(4));
    CHECK(p.mailbox.length() == 0);
  });
}

TEST_CASE("a message that came while waiting is the next to be looked at, not the first again") {
  Fixture f;
  f.say(Term::small(1));
  f.run([](Process& p) { CHECK(!receive(p, Term::small(9))); });
  f.say(Term::small(2));
  f.run([](Process& p) { CHECK(mailbox::peek(p) == Term::small(2)); });
}

TEST_CASE("messages of every size survive collections, seen and unseen, and keep their shared binaries") {
  Fixture f;
  SUBCASE("on the heap") { f.p->queue_data = QueueData::on_heap; }
  SUBCASE("off the heap") { f.p->queue_data = QueueData::off_heap; }
  const std::vector<std::uint8_t> bytes(1000, 7);
  std::vector<Term> sent;
  {
    FragmentPtr source(Fragment::create(4000));
    HeapWriter w = source->writer(4000);
    Term list = Term::nil();
    for (int i = 0; i < 1000; ++i) list = w.cons(Term::small(i), list);
    const Term small = w.tuple({Term::small(1), w.cons(Term::small(2), Term::nil()), w.floating(1e300)});
    f.say(small);
    f.say(list);
    f.say(w.tuple({Term::small(3), w.binary(bytes)}));
  }
  f.run([&](Process& p) {
    for (int round = 0; round < 3; ++round) {
      collect(p, 100, {}, round % 2 == 0 ? CollectKind::automatic : CollectKind::major);
      const Term m = mailbox::peek(p);
      CHECK(m);
      mailbox::advance(p);
    }
    mailbox::reset(p);
    collect(p, 5000, {}, CollectKind::major);
    const Term small = mailbox::peek(p);
    REQUIRE(is_tuple(small, 3));
    CHECK(tuple_element(small, 1).head() == Term::small(2));
    CHECK(float_value(tuple_element(small, 2)) == 1e300);
    mailbox::remove(p);
    Term list = mailbox::peek(p);
    for (int i = 999; i >= 0; --i, list = list.tail()) {
      REQUIRE(list.is_cons());
      CHECK(list.head() == Term::small(i));
    }
    CHECK(list.is_nil());
    mailbox::remove(p);
    const Term binary = tuple_element(mailbox::peek(p), 1);
    REQUIRE(is_boxed_kind(binary, Kind::binary_handle));
    SharedBinary* shared = handle::shared(binary.boxed_ptr());
    CHECK(shared->references.load() == 1);
    CHECK(shared->bytes()[999] == 7);
    mailbox::remove(p);
    collect(p, 10, {}, CollectKind::major);
    CHECK(p.heap.off_heap.first() == nullptr);
  });
}

// A small one, one in a fragment, and a handle.
void say_three(Fixture& f) {
  const std::vector<std::uint8_t> bytes(1000, 7);
  FragmentPtr source(Fragment::create(4000));
  HeapWriter w = source->writer(4000);
  Term list = Term::nil();
  for (int i = 0; i < 1000; ++i) list = w.cons(Term::small(i), list);
  f.say(w.tuple({Term::small(1), w.cons(Term::small(2), Term::nil())}));
  f.say(list);
  f.say(w.tuple({Term::small(3), w.binary(bytes)}));
}

TEST_CASE("off the heap: what a receive has only looked at is no part of the heap") {
  Fixture f;
  f.p->queue_data = QueueData::off_heap;
  say_three(f);
  f.run([&](Process& p) {
    const Word* top = p.heap.top;
    while (mailbox::peek(p)) mailbox::advance(p);
    CHECK(p.heap.top == top);
    CHECK(p.heap.fragments == nullptr);
    CHECK(p.heap.off_heap.first() == nullptr);
    collect(p, 10, {}, CollectKind::major);
    CHECK(p.mailbox.on_heap_count() == 0);
    CHECK(p.mailbox.length() == 3);
  });
}

TEST_CASE("off the heap: a collection between the look and the removal moves what the program sees, and nothing else") {
  Fixture f;
  f.p->queue_data = QueueData::off_heap;
  say_three(f);
  f.run([&](Process& p) {
    for (int i = 0; i < 3; ++i) {
      const Term message = mailbox::peek(p);
      const Term part = message.is_cons() ? message.tail() : tuple_element(message, 1);
      Term x[] = {message, part};
      collect(p, 10, x, CollectKind::major);
      CHECK(p.mailbox.on_heap_count() == 1);
      CHECK(x[0] != message);
      CHECK(x[0] == mailbox::peek(p));
      CHECK(x[1] == (x[0].is_cons() ? x[0].tail() : tuple_element(x[0], 1)));
      mailbox::remove(p);
      collect(p, 10, x, CollectKind::major);
      if (i == 0) CHECK(x[1].head() == Term::small(2));
      if (i == 1) CHECK(x[1].tail().head() == Term::small(997));
      if (i == 2) CHECK(handle::shared(x[1].boxed_ptr())->references.load() == 1);
      CHECK(p.mailbox.on_heap_count() == 0);
    }
    collect(p, 10, {}, CollectKind::major);
    CHECK(p.heap.off_heap.first() == nullptr);
  });
}

// As after erlang:hibernate, which only looks whether there is a message.
TEST_CASE("off the heap: a message that was shown, and is on the heap by another way, is lent no more") {
  Fixture f;
  f.p->queue_data = QueueData::off_heap;
  say_three(f);
  f.run([&](Process& p) {
    CHECK(mailbox::peek(p));
    p.queue_data = QueueData::on_heap;
    CHECK(mailbox::peek(p));
    CHECK(p.mailbox.on_heap_count() == 1);
    collect(p, 10, {}, CollectKind::major);
    CHECK(p.mailbox.on_heap_count() == 1);
    mailbox::remove(p);
    CHECK(p.mailbox.on_heap_count() == 0);
    collect(p, 10, {}, CollectKind::major);
    CHECK(p.mailbox.length() == 2);
  });
}

TEST_CASE("off the heap: what has left the mailbox is garbage like any other") {
  Fixture f;
  f.p->queue_data = QueueData::off_heap;
  say_three(f);
  f.run([&](Process& p) {
    Term x[] = {mailbox::peek(p)};
    mailbox::remove(p);
    CHECK(p.heap.fragments != nullptr);
    CHECK(tuple_element(x[0], 1).head() == Term::small(2));
    collect(p, 10, x);
    CHECK(p.heap.fragments == nullptr);
    CHECK(tuple_element(x[0], 1).head() == Term::small(2));
    CHECK(mailbox::peek(p).is_cons());
    mailbox::remove(p);
    CHECK(p.heap.wants_collection());
    CHECK(!p.heap.has_room(1));
  });
}

TEST_CASE("messages leave the heap when the process wants them outside") {
  Fixture f;
  say_three(f);
  f.run([&](Process& p) {
    while (mailbox::peek(p)) mailbox::advance(p);
    mailbox::reset(p);
    CHECK(p.mailbox.on_heap_count() == 3);
    CHECK(p.mailbox.move_off_heap(p.vm().literals) > 2000);
    CHECK(p.mailbox.on_heap_count() == 0);
    collect(p, 10, {}, CollectKind::major);
    CHECK(p.heap.off_heap.first() == nullptr);
    CHECK(tuple_element(mailbox::peek(p), 1).head() == Term::small(2));
  });
}

TEST_CASE("a process whose collector is off grows; what it has stays where it is") {
  Fixture f;
  f.run([](Process& p) {
    p.is_collection_off = true;
    Term list = Term::nil();
    for (int i = 0; i < 1000; ++i) {
      const Term before = list;
      collect(p, 2, {}, i % 2 == 0 ? CollectKind::automatic : CollectKind::major);
      REQUIRE(p.heap.has_room(2));
      list = p.reserve(2).cons(Term::small(i), list);
      REQUIRE(list.tail() == before);
    }
    CHECK(p.heap.collections == 0);
    p.is_collection_off = false;
    Term x[] = {list};
    collect(p, 2, x);
    CHECK(p.heap.fragments == nullptr);
    CHECK(x[0] != list);
    for (int i = 999; i >= 0; --i, x[0] = x[0].tail()) REQUIRE(x[0].head() == Term::small(i));
  });
}

TEST_CASE("a receive marker skips what was there before the reference was made") {
  Fixture f;
  for (int i = 0; i < 100; ++i) f.say(Term::small(i));
  f.run([&](Process& p) {
    HeapWriter w = p.reserve(6);
    const Term reference = write_reference(w, RefId{1, 0});
    const Term other = write_reference(w, RefId{2, 0});
    const Term marker = mailbox::marker_reserve(p);
    mailbox::marker_bind(p, marker, reference);
    send_message(f.vm, p.worker, p.pid, atoms::ok);
    mailbox::marker_use(p, other);  // no marker: from the front
    CHECK(mailbox::peek(p) == Term::small(0));
    mailbox::marker_use(p, reference);
    CHECK(mailbox::peek(p) == atoms::ok);
    mailbox::remove(p);
    mailbox::marker_clear(p, reference);
    CHECK(p.mailbox.length() == 100);
    CHECK(mailbox::peek(p) == Term::small(0));
    for (int i = 0; i < 20; ++i) mailbox::marker_bind(p, mailbox::marker_reserve(p), reference);
    CHECK(p.mailbox.length() == 100);
    CHECK(receive(p, Term::small(99)));
  });
}

TEST_CASE("a timeout fires once its time has come, and a message disarms it") {
  Fixture f;
  std::int64_t now = TimerWheel::now_ns();
  f.vm.scheduler->clock = [&now] { return now; };
  using mailbox::WaitResult;
  f.run([](Process& p) {
    CHECK(mailbox::arm(p, Term::small(-1)) == WaitResult::bad_value);
    CHECK(mailbox::arm(p, Term::small(std::int64_t{1} << 32)) == WaitResult::bad_value);
    CHECK(mailbox::arm(p, atoms::ok) == WaitResult::bad_value);
    CHECK(mailbox::arm(p, Term::small(0)) == WaitResult::expired);
    CHECK(mailbox::arm(p, Term::small(1000)) == WaitResult::wait);
    CHECK(mailbox::arm(p, Term::small(1000)) == WaitResult::wait);
  });
  now += 1'100'000'000;
  f.run([](Process& p) {
    CHECK(!mailbox::peek(p));
    CHECK(mailbox::arm(p, Term::small(1000)) == WaitResult::expired);
    mailbox::reset(p);
    CHECK(mailbox::arm(p, Term::small(1000)) == WaitResult::wait);
  });
  f.say(atoms::ok);
  now += 1'100'000'000;
  f.run([](Process& p) {
    CHECK(mailbox::peek(p) == atoms::ok);
    mailbox::remove(p);
    CHECK(mailbox::arm(p, Term::small(1000)) == WaitResult::wait);
    CHECK(mailbox::arm(p, Term::small(1000)) == WaitResult::wait);
  });
}

}  // namespace
}  // namespace rt
