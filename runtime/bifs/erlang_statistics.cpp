// SPDX-License-Identifier: Apache-2.0
// erlang:statistics/1: the machine's counters (sched/statistics.hpp); those of schedulers are in system_schedulers.cpp and
// system_microstates.cpp.
#include <ctime>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/system_items.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/sched/statistics.hpp"
#include "runtime/vm.hpp"

namespace rt {

namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

Term pair(Process& p, std::int64_t a, std::int64_t b) {
  HeapWriter w = p.reserve(3 + 2 + 2);
  const Term first = w.integer(a);
  const Term second = w.integer(b);
  return w.tuple({first, second});
}

template <class Counter>
Term with_difference(Process& p, Counter& told, std::int64_t now) {
  const auto before = static_cast<std::int64_t>(told.exchange(static_cast<typename Counter::value_type>(now)));
  return pair(p, now, now - before);
}

std::int64_t get(const std::atomic<std::uint64_t>& counter) {
  return static_cast<std::int64_t>(counter.load(std::memory_order_relaxed));
}

std::int64_t sum_of(Process& p, std::atomic<std::uint64_t> Worker::* counter) {
  Scheduler& scheduler = *p.vm().scheduler;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < scheduler.worker_count(); ++i) sum += get(scheduler.worker(i).*counter);
  return sum;
}

std::int64_t processor_time_ms() {
  std::timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * std::int64_t{1000} + t.tv_nsec / kNsPerMs;
}

Term runtime(Process& p) { return with_difference(p, p.vm().statistics->told_runtime_ms, processor_time_ms()); }
Term wall_clock(Process& p) {
  const std::int64_t ms = (p.vm().clock.monotonic_ns() - Clock::kStartNs) / kNsPerMs;
  return with_difference(p, p.vm().statistics->told_wall_clock_ms, ms);
}
Term reductions(Process& p) {
  Statistics& s = *p.vm().statistics;
  return with_difference(p, s.told_reductions, sum_of(p, &Worker::reductions));
}
Term exact_reductions(Process& p) {  // with the slice that runs
  Statistics& s = *p.vm().statistics;
  return with_difference(p, s.told_exact_reductions, sum_of(p, &Worker::reductions) + kReductionsPerSlice - p.reductions_left);
}
Term context_switches(Process& p) { return pair(p, sum_of(p, &Worker::slices), 0); }
Term io(Process& p) {
  const Statistics& s = *p.vm().statistics;
  HeapWriter w = p.reserve(9 + 2 + 2);
  const Term input = w.integer(get(s.port_input)), output = w.integer(get(s.port_output));
  return w.tuple({w.tuple({atoms::input, input}), w.tuple({atoms::output, output})});
}
Term garbage_collection(Process& p) {
  const Statistics& s = *p.vm().statistics;
  HeapWriter w = p.reserve(4 + 2 + 2);
  const Term collections = w.integer(get(s.collections));
  const Term words = w.integer(get(s.words_reclaimed));
  return w.tuple({collections, words, Term::small(0)});
}

struct Item {
  std::string_view name;
  Term (*value)(Process&);
};
constexpr Item kItems[] = {
    {"active_tasks", &system_items::active_tasks},
    {"active_tasks_all", &system_items::active_tasks_all},
    {"context_switches", &context_switches},
    {"exact_reductions", &exact_reductions},
    {"garbage_collection", &garbage_collection},
    {"io", &io},
    {"microstate_accounting", &system_items::microstate_accounting},
    {"reductions", &reductions},
    {"run_queue", &system_items::run_queue},
    {"run_queue_lengths", &system_items::run_queue_lengths},
    {"run_queue_lengths_all", &system_items::run_queue_lengths_all},
    {"run_queues", &system_items::run_queues},
    {"runtime", &runtime},
    {"scheduler_wall_time", &system_items::scheduler_wall_time},
    {"scheduler_wall_time_all", &system_items::scheduler_wall_time_all},
    {"total_active_tasks", &system_items::total_active_tasks},
    {"total_active_tasks_all", &system_items::total_active_tasks_all},
    {"total_run_queue_lengths", &system_items::run_queue},
    {"total_run_queue_lengths_all", &system_items::run_queue_all},
    {"wall_clock", &wall_clock},
};

Term statistics_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  const std::string_view text = p.vm().atoms.text(name);
  for (const Item& item : kItems) {
    if (item.name == text) return item.value(p);
  }
  return p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&statistics_1>("statistics"),
};

// Whether it was on. OTP's kernel_refc counts who wants it.
Term scheduler_wall_time_1(Process& p, Term on) {
  if (on != atoms::true_ && on != atoms::false_) return p.raise<Fault::badarg>();
  return boolean(p.vm().scheduler->measure_wall_time(on == atoms::true_));
}

constexpr Bif kInternalRows[] = {
    bif<&scheduler_wall_time_1>("scheduler_wall_time"),
};

}  // namespace

extern const BifModule kErtsInternalStatistics;
constinit const BifModule kErtsInternalStatistics{"erts_internal", kInternalRows};
extern constinit const BifModule kErlangStatistics;
constinit const BifModule kErlangStatistics{"erlang", kRows};

}  // namespace rt
