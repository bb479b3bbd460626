// SPDX-License-Identifier: Apache-2.0
// erlang:statistics(microstate_accounting) and system_flag(microstate_accounting, _): sched/microstates.hpp as terms.
// Times are in units of os:perf_counter/0, which are nanoseconds here.
#include <vector>

#include "runtime/bifs/system_items.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt::system_items {
namespace {

Term atom_of(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term counters_of(Process& p, MicrostateClock& clock) {
  const MicrostateTimes times = clock.times();
  std::vector<Term> pairs;
  for (std::size_t i = 0; i < times.size(); ++i) {
    pairs.push_back(atom_of(p, kMicrostateNames[i]));
    pairs.push_back(p.reserve(2).integer(times[i]));
  }
  return new_map(p, pairs);
}

}  // namespace

Term microstate_accounting(Process& p) {
  Term list = Term::nil();
  for (MicrostateClock& clock : p.vm().scheduler->microstates().all()) {
    const Term counters = counters_of(p, clock);
    const Term each = new_map(p, {atom_of(p, "counters"), counters, atom_of(p, "id"), Term::small(clock.id),
                                  atom_of(p, "type"), atom_of(p, clock.type)});
    list = p.reserve(2).cons(each, list);
  }
  return list;
}

Term set_microstate_accounting(Process& p, Term value) {
  if (!value.is_atom()) return Term::none();
  Scheduler& scheduler = *p.vm().scheduler;
  if (value == atom_of(p, "reset")) {
    scheduler.microstates().reset();
    return boolean(scheduler.microstates().is_on());
  }
  if (value != atoms::true_ && value != atoms::false_) return Term::none();
  return boolean(scheduler.measure_microstates(value == atoms::true_));
}

}  // namespace rt::system_items
