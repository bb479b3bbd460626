// SPDX-License-Identifier: Apache-2.0
// What erlang:system_info/1 and statistics/1 tell of schedulers. A scheduler is a worker (sched/worker.hpp), a
// dirty one a dirty thread (sched/dirty_threads.hpp). Those count before they are started, as in OTP, where they are there
// from the beginning.
#include <algorithm>
#include <vector>

#include "runtime/bifs/system_items.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/dirty_threads.hpp"
#include "runtime/sched/multi_scheduling.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt::system_items {
namespace {

Term atom_of(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term atom_of_state(Process& p, MultiScheduling::State state) {
  switch (state) {
    case MultiScheduling::State::enabled: return atom_of(p, "enabled");
    case MultiScheduling::State::blocked: return atoms::blocked;
    case MultiScheduling::State::blocked_normal: return atoms::blocked_normal;
  }
  return Term::none();
}
Term blockers(Process& p, MultiScheduling::Kind kind) {
  const std::vector<Term> pids = p.vm().multi_scheduling->blockers(kind);
  return p.reserve(2 * pids.size()).list(pids);
}

std::int64_t count(Process& p) { return static_cast<std::int64_t>(p.vm().scheduler->worker_count()); }
std::int64_t online(Process& p) { return p.vm().scheduler->online(); }
std::int64_t dirty(Process& p) { return p.vm().scheduler->dirty_cpu_threads(); }
std::int64_t dirty_online(Process& p) { return p.vm().scheduler->dirty_online(); }

Term list_of(Process& p, const std::vector<std::int64_t>& numbers) {
  HeapWriter w = p.reserve(2 * numbers.size());
  Term list = Term::nil();
  for (std::size_t i = numbers.size(); i-- > 0;) list = w.cons(Term::small(numbers[i]), list);
  return list;
}

constexpr DirtyKind kDirtyKinds[] = {DirtyKind::cpu, DirtyKind::io};
constexpr std::size_t kDirtyCpuQueue = 1, kDirtyQueues = 2;

// Of each scheduler, then of `others` of the dirty queues.
std::vector<std::int64_t> queue_lengths(Process& p, std::size_t others) {
  std::vector<std::int64_t> lengths;
  Scheduler& scheduler = *p.vm().scheduler;
  for (std::size_t i = 0; i < scheduler.worker_count(); ++i) {
    lengths.push_back(static_cast<std::int64_t>(scheduler.worker(i).queue.size()));
  }
  for (std::size_t i = 0; i < others; ++i) {
    lengths.push_back(static_cast<std::int64_t>(scheduler.dirty().queued(kDirtyKinds[i])));
  }
  return lengths;
}
std::int64_t sum_of(const std::vector<std::int64_t>& numbers) {
  std::int64_t sum = 0;
  for (const std::int64_t n : numbers) sum += n;
  return sum;
}

// With the processes that run: the one that asks, for certain.
std::vector<std::int64_t> tasks(Process& p, std::size_t others) {
  std::vector<std::int64_t> numbers = queue_lengths(p, others);
  for (std::size_t i = 0; i < p.vm().scheduler->worker_count(); ++i) {
    if (p.vm().scheduler->worker(i).is_running.load(std::memory_order_relaxed)) ++numbers[i];
  }
  for (std::size_t i = 0; i < others; ++i) {
    numbers[numbers.size() - others + i] += static_cast<std::int64_t>(p.vm().scheduler->dirty().running(kDirtyKinds[i]));
  }
  return numbers;
}

// Of the schedulers, the dirty CPU schedulers, the dirty I/O schedulers, counted from 0.
std::int64_t busy_ns(Process& p, std::int64_t number, std::int64_t now) {
  Scheduler& scheduler = *p.vm().scheduler;
  if (number < count(p)) return scheduler.worker(static_cast<std::size_t>(number)).busy_ns(now);
  const std::int64_t thread = number - count(p);
  return thread < dirty(p) ? scheduler.dirty().busy_ns(DirtyKind::cpu, static_cast<unsigned>(thread), now)
                           : scheduler.dirty().busy_ns(DirtyKind::io, static_cast<unsigned>(thread - dirty(p)), now);
}

// [{Number, Busy, Total}]
Term wall_times(Process& p, std::int64_t of_dirty) {
  Scheduler& scheduler = *p.vm().scheduler;
  const std::int64_t since = scheduler.wall_time_since_ns();
  if (since == 0) return atoms::undefined;
  const std::int64_t now = TimerWheel::now_ns(), total = now - since;
  Term list = Term::nil();
  for (std::int64_t i = count(p) + of_dirty; i-- > 0;) {
    const std::int64_t busy = std::min(busy_ns(p, i, now), total);
    HeapWriter w = p.reserve(4 + 2 * 2 + 2);
    const Term busy_term = w.integer(busy), total_term = w.integer(total);
    list = w.cons(w.tuple({Term::small(i + 1), busy_term, total_term}), list);
  }
  return list;
}

}  // namespace

Term schedulers(Process& p) { return Term::small(count(p)); }
Term schedulers_online(Process& p) { return Term::small(online(p)); }
Term schedulers_active(Process& p) {
  return Term::small(p.vm().multi_scheduling->state() == MultiScheduling::State::enabled ? online(p) : 1);
}
Term scheduler_id(Process& p) { return Term::small(p.worker->index + 1); }
Term dirty_cpu_schedulers(Process& p) { return Term::small(dirty(p)); }
Term dirty_cpu_schedulers_online(Process& p) { return Term::small(dirty_online(p)); }
Term dirty_io_schedulers(Process& p) { return Term::small(p.vm().options.dirty_io_threads); }

Term schedulers_state(Process& p) {
  return p.reserve(4).tuple({schedulers(p), schedulers_online(p), schedulers_active(p)});
}
Term all_schedulers_state(Process& p) {
  HeapWriter w = p.reserve(3 * 5 + 3 * 2);
  const auto row = [&](Term kind, Term number, Term online_number, Term active) {
    return w.tuple({kind, number, online_number, active});
  };
  const Term io = dirty_io_schedulers(p), cpu_online = Term::small(dirty_online(p));
  const bool is_blocked = p.vm().multi_scheduling->state() == MultiScheduling::State::blocked;
  const auto active = [is_blocked](Term number) { return is_blocked ? Term::small(0) : number; };
  const Term rows[] = {row(atoms::normal, schedulers(p), schedulers_online(p), schedulers_active(p)),
                       row(atom_of(p, "dirty_cpu"), Term::small(dirty(p)), cpu_online, active(cpu_online)),
                       row(atom_of(p, "dirty_io"), io, io, active(io))};
  return w.list(rows);
}
Term scheduler_bindings(Process& p) {
  const std::vector<Term> each(static_cast<std::size_t>(count(p)), atom_of(p, "unbound"));
  return p.reserve(each.size() + 1).tuple(each);
}

// As OTP counts: whole percents.
void set_dirty_online_along(Process& p, std::int64_t old, std::int64_t wanted) {
  const std::int64_t share = wanted * (dirty(p) * 100 / count(p)) / old;
  p.vm().scheduler->set_dirty_online(static_cast<unsigned>(std::clamp<std::int64_t>(dirty_online(p) * share / 100, 1, dirty(p))));
}

Term set_schedulers_online(Process& p, Term value) {
  if (!value.is_small() || value.small_value() < 1 || value.small_value() > count(p)) return Term::none();
  Scheduler& scheduler = *p.vm().scheduler;
  const Scheduler::Exclusive alone(scheduler, *p.worker);
  const std::int64_t old = online(p), wanted = value.small_value();
  scheduler.set_online(static_cast<unsigned>(wanted));
  set_dirty_online_along(p, old, wanted);
  return Term::small(old);
}
Term set_dirty_schedulers_online(Process& p, Term value) {
  if (!value.is_small() || value.small_value() < 1 || value.small_value() > std::min(dirty(p), online(p))) return Term::none();
  const Term old = Term::small(dirty_online(p));
  p.vm().scheduler->set_dirty_online(static_cast<unsigned>(value.small_value()));
  return old;
}

Term multi_scheduling(Process& p) { return atom_of_state(p, p.vm().multi_scheduling->state()); }
Term multi_scheduling_blockers(Process& p) { return blockers(p, MultiScheduling::Kind::all); }
Term normal_multi_scheduling_blockers(Process& p) { return blockers(p, MultiScheduling::Kind::normal); }

Term set_multi_scheduling(Process& p, std::string_view value) {
  using Kind = MultiScheduling::Kind;
  const bool blocks = value == "block" || value == "block_normal", unblocks = value == "unblock" || value == "unblock_normal";
  if (!blocks && !unblocks) return Term::none();
  const Kind kind = value.ends_with("_normal") ? Kind::normal : Kind::all;
  const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
  MultiScheduling& processes = *p.vm().multi_scheduling;
  const MultiScheduling::State state = blocks ? processes.block(p.pid, kind) : processes.unblock(p.pid, kind);
  p.vm().scheduler->update_usable();
  return atom_of_state(p, state);
}

Term run_queue(Process& p) { return Term::small(sum_of(queue_lengths(p, kDirtyCpuQueue))); }
Term run_queue_all(Process& p) { return Term::small(sum_of(queue_lengths(p, kDirtyQueues))); }
Term run_queue_lengths(Process& p) { return list_of(p, queue_lengths(p, kDirtyCpuQueue)); }
Term run_queue_lengths_all(Process& p) { return list_of(p, queue_lengths(p, kDirtyQueues)); }
Term run_queues(Process& p) {
  std::vector<Term> numbers;
  for (const std::int64_t n : queue_lengths(p, kDirtyQueues)) numbers.push_back(Term::small(n));
  return p.reserve(numbers.size() + 1).tuple(numbers);
}
Term active_tasks(Process& p) { return list_of(p, tasks(p, kDirtyCpuQueue)); }
Term active_tasks_all(Process& p) { return list_of(p, tasks(p, kDirtyQueues)); }
Term total_active_tasks(Process& p) { return Term::small(sum_of(tasks(p, kDirtyCpuQueue))); }
Term total_active_tasks_all(Process& p) { return Term::small(sum_of(tasks(p, kDirtyQueues))); }

Term scheduler_wall_time(Process& p) { return wall_times(p, dirty(p)); }
Term scheduler_wall_time_all(Process& p) { return wall_times(p, dirty(p) + p.vm().options.dirty_io_threads); }

}  // namespace rt::system_items
