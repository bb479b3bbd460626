// SPDX-License-Identifier: Apache-2.0
// A dirty thread: takes a call from its queue, the process from whoever visits it, runs the native, gives the process back.
//
// The gate (`active`, `is_closed`): a thread is inside while it may touch a process or the machine. Who is inside never waits
// for a visitor to be gone: the visitor may wait for everybody to be outside.
#include "runtime/sched/dirty_threads.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "runtime/process/address.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/microstates.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/timer/timer_wheel.hpp"
#include "runtime/vm.hpp"

namespace rt {

struct DirtyCore {
  struct Busy {
    std::int64_t before_ns = 0;  // with natives that have returned
    std::int64_t since_ns = 0;   // 0: it has none
  };
  struct Crew {
    std::deque<Process*> queue;
    std::vector<Busy> threads;   // that were started
    unsigned most = 0;           // threads
    unsigned limit = 0;          // of those that run at a time
    unsigned idle = 0, running = 0;
    std::condition_variable called;
    bool has_call() const { return !queue.empty() && running < limit; }
  };

  DirtyCore(Vm& v, unsigned cpu_threads, std::shared_ptr<Microstates> clocks) : vm(v), microstates(std::move(clocks)) {
    crews[0].most = crews[0].limit = vm.options.dirty_io_threads;
    crews[1].most = crews[1].limit = cpu_threads;
  }
  Crew& crew(DirtyKind kind) { return crews[static_cast<std::size_t>(kind)]; }

  bool is_open_for(const Process* p) const {
    if (is_closed) return false;
    return !runs_in_turns || (p != nullptr && turn_of == p) || (turn_of == nullptr && !is_turn_of_worker);
  }
  bool is_wanted() const { return at_gate > 0 || crews[0].has_call() || crews[1].has_call(); }
  // At the gate, until it is open or `is_over`.
  template <class IsOver>
  void wait_at_gate(std::unique_lock<std::mutex>& lock, const Process* p, IsOver is_over) {
    ++at_gate;
    opened.wait(lock, [&] { return is_over() || is_open_for(p); });
    --at_gate;
  }
  void go_in(const Process& p) {
    ++active;
    if (!runs_in_turns || turn_of == &p) return;
    turn_of = &p;
    ++turns;
  }
  void go_out(bool keeps_turn) {
    --active;
    if (!keeps_turn) turn_of = nullptr;
    left.notify_all();
    if (runs_in_turns) opened.notify_all();
  }

  Vm& vm;  // of who is inside
  const std::shared_ptr<Microstates> microstates;
  std::mutex mutex;
  std::array<Crew, 2> crews;
  bool is_closed = false, is_stopping = false;
  bool runs_in_turns = false;      // one native at a time, and none while it is the worker's turn
  bool is_turn_of_worker = false;
  const Process* turn_of = nullptr;  // whose native has its turn
  std::uint64_t turns = 0;         // that natives have had
  std::uint64_t turns_before = 0;  // when the worker's last turn ended
  unsigned at_gate = 0;  // threads that would go inside
  unsigned active = 0;   // threads inside
  unsigned at_home = 0;  // threads that will see that the machine stops: all but those that have lent their process
  std::condition_variable opened, left;
};

namespace {

// Processes of our own write what others have given them: the machine stops when that is done.
bool must_finish(const Process& p) { return p.native != nullptr; }

// At the end of the machine it never comes back, but for those.
void enter(DirtyCore& core, std::unique_lock<std::mutex>& lock, const Process& p) {
  core.wait_at_gate(lock, &p, [] { return false; });
  if (core.is_stopping && !must_finish(p)) core.opened.wait(lock, [] { return false; });
  core.go_in(p);
  if (!must_finish(p)) ++core.at_home;
}
void leave(DirtyCore& core, const Process& p, bool keeps_turn) {
  if (!must_finish(p)) --core.at_home;
  core.go_out(keeps_turn);
}

void call_native(Process& p) {
  DirtyCall& call = *p.dirty;
  if (p.native) return p.native->run_dirty(p);
  const BifFunction function = std::exchange(call.function, nullptr);
  call.result = function(p, call.arguments.data());
}

// Inside the gate, but for the time of a visit.
void take(DirtyCore& core, Process& p) {
  DirtyCall& call = *p.dirty;
  for (;;) {
    std::unique_lock lock(call.mutex);
    if (!call.is_visited) {
      call.state = DirtyCall::State::running;
      call.core = &core;
      if (!call.is_dead && !p.address->stay_awake()) call.is_visitor_due = true;
      return;
    }
    {
      const std::scoped_lock gate(core.mutex);
      leave(core, p, false);
    }
    call.visit_is_over.wait(lock, [&] { return !call.is_visited; });
    lock.unlock();
    std::unique_lock gate(core.mutex);
    enter(core, gate, p);
  }
}

// The process goes on on a worker, or was killed meanwhile and has now ended.
void give_back(DirtyCore& core, Process& p) {
  DirtyCall& call = *p.dirty;
  bool is_dead, is_visitor_due;
  {
    const std::scoped_lock lock(call.mutex);
    // A native that asks to go on elsewhere has set its next call, which is the worker's to see to.
    call.state = DirtyCall::State::done;
    is_dead = call.is_dead;
    is_visitor_due = call.is_visitor_due;
  }
  if (is_dead) {
    delete &p;
    core.vm.scheduler->forget_ended_away();
  } else if (!is_visitor_due) {
    core.vm.scheduler->make_runnable(p, nullptr);
  }
}

void work(const std::shared_ptr<DirtyCore>& shared, DirtyKind kind, std::size_t number) {
  DirtyCore& core = *shared;
  DirtyCore::Crew& crew = core.crew(kind);
  Microstates& all = *core.microstates;
  const MicrostateThread measured(kind == DirtyKind::cpu ? all.dirty_cpu(number) : all.dirty_io(number));
  std::unique_lock lock(core.mutex);
  for (;;) {
    ++crew.idle;
    {
      const MicrostateScope sleeps(Microstate::sleep);
      crew.called.wait(lock, [&] { return core.is_stopping || crew.has_call(); });
    }
    --crew.idle;
    if (!core.is_stopping) core.wait_at_gate(lock, nullptr, [&core] { return core.is_stopping; });
    if (core.is_stopping) break;
    if (!crew.has_call()) {
      core.left.notify_all();  // it wants no turn any more
      continue;
    }
    Process& p = *crew.queue.front();
    crew.queue.pop_front();
    core.go_in(p);
    ++crew.running;
    crew.threads[number].since_ns = TimerWheel::now_ns();
    lock.unlock();
    take(core, p);
    if (!p.dirty->is_dead) {
      const MicrostateScope runs(Microstate::emulator);
      call_native(p);
    }
    give_back(core, p);
    lock.lock();
    DirtyCore::Busy& busy = crew.threads[number];
    busy.before_ns += TimerWheel::now_ns() - busy.since_ns;
    busy.since_ns = 0;
    --crew.running;
    core.go_out(false);
  }
  --core.at_home;
  core.left.notify_all();
}

}  // namespace

DirtyThreads::DirtyThreads(Vm& vm, unsigned cpu_threads, std::shared_ptr<Microstates> microstates)
    : core_(std::make_shared<DirtyCore>(vm, cpu_threads, std::move(microstates))) {}

DirtyThreads::~DirtyThreads() { stop(); }

void DirtyThreads::run_on_one(Process& p) {
  const DirtyKind kind = p.dirty->kind;
  DirtyCore& core = *core_;
  const std::scoped_lock lock(core.mutex);
  DirtyCore::Crew& crew = core.crew(kind);
  crew.queue.push_back(&p);
  if (crew.queue.size() <= crew.idle) {
    crew.called.notify_one();
  } else if (crew.threads.size() < crew.most) {
    crew.threads.emplace_back();
    ++core.at_home;
    std::thread([shared = core_, kind, number = crew.threads.size() - 1] { work(shared, kind, number); }).detach();
  }
}

void DirtyThreads::run_here(Process& p) {
  p.dirty->state = DirtyCall::State::running;
  call_native(p);
  p.dirty->state = DirtyCall::State::done;
}

void DirtyThreads::keep_out() {
  std::unique_lock lock(core_->mutex);
  core_->is_closed = true;
  core_->left.wait(lock, [this] { return core_->active == 0; });
}

void DirtyThreads::let_in() {
  const std::scoped_lock lock(core_->mutex);
  core_->is_closed = false;
  core_->opened.notify_all();
}

void DirtyThreads::run_in_turns(bool in_turns) {
  const std::scoped_lock lock(core_->mutex);
  core_->runs_in_turns = in_turns;
  core_->opened.notify_all();
  core_->left.notify_all();
}

// Who wanted a turn at the end of the worker's last one has had one, or nobody did.
void DirtyThreads::begin_turn() {
  std::unique_lock lock(core_->mutex);
  const auto wait_for = [&](auto is_so) { core_->left.wait(lock, [&] { return !core_->runs_in_turns || is_so(); }); };
  wait_for([this] { return core_->turns != core_->turns_before || !core_->is_wanted(); });
  core_->is_turn_of_worker = true;
  wait_for([this] { return core_->turn_of == nullptr; });
}

void DirtyThreads::end_turn() {
  const std::scoped_lock lock(core_->mutex);
  core_->is_turn_of_worker = false;
  core_->turns_before = core_->turns;
  core_->opened.notify_all();
}

void DirtyThreads::stop() {
  DirtyCore& core = *core_;
  std::unique_lock lock(core.mutex);
  core.is_stopping = true;
  for (DirtyCore::Crew& crew : core.crews) crew.called.notify_all();
  core.opened.notify_all();
  core.left.wait(lock, [&core] { return core.at_home == 0; });
  for (DirtyCore::Crew& crew : core.crews) {
    for (Process* p : crew.queue) {
      if (p->dirty->is_dead) delete p;
    }
    crew.queue.clear();
  }
}

void DirtyThreads::lend(Process& p) {
  DirtyCall& call = *p.dirty;
  DirtyCore& core = *call.core;
  bool has_signals = false;
  {
    const std::scoped_lock lock(call.mutex);
    call.state = DirtyCall::State::lent;
    has_signals = !call.is_dead && !call.is_visitor_due && !p.address->sleep();
    if (has_signals) call.is_visitor_due = true;
  }
  if (has_signals) core.vm.scheduler->make_runnable(p, nullptr);
  const std::scoped_lock lock(core.mutex);
  leave(core, p, !must_finish(p));
}

void DirtyThreads::take_back(Process& p) {
  DirtyCore& core = *p.dirty->core;
  {
    std::unique_lock lock(core.mutex);
    enter(core, lock, p);
  }
  take(core, p);
}

std::size_t DirtyThreads::queued(DirtyKind kind) const {
  const std::scoped_lock lock(core_->mutex);
  return core_->crew(kind).queue.size();
}
std::size_t DirtyThreads::running(DirtyKind kind) const {
  const std::scoped_lock lock(core_->mutex);
  return core_->crew(kind).running;
}

void DirtyThreads::set_cpu_limit(unsigned limit) {
  const std::scoped_lock lock(core_->mutex);
  DirtyCore::Crew& crew = core_->crew(DirtyKind::cpu);
  crew.limit = limit;
  crew.called.notify_all();
}

std::int64_t DirtyThreads::busy_ns(DirtyKind kind, unsigned thread, std::int64_t now) const {
  const std::scoped_lock lock(core_->mutex);
  const DirtyCore::Crew& crew = core_->crew(kind);
  if (thread >= crew.threads.size()) return 0;
  const DirtyCore::Busy& busy = crew.threads[thread];
  return busy.before_ns + (busy.since_ns == 0 ? 0 : std::max<std::int64_t>(now - busy.since_ns, 0));
}

void DirtyThreads::forget_busy_times() {
  const std::scoped_lock lock(core_->mutex);
  const std::int64_t now = TimerWheel::now_ns();
  for (DirtyCore::Crew& crew : core_->crews) {
    for (DirtyCore::Busy& busy : crew.threads) {
      busy.before_ns = 0;
      if (busy.since_ns != 0) busy.since_ns = now;
    }
  }
}

}  // namespace rt
