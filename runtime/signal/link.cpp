// SPDX-License-Identifier: Apache-2.0
#include "runtime/signal/link.hpp"

#include "runtime/process/process.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/signal.hpp"
#include "runtime/vm.hpp"

namespace rt {

void add_link(Process& p, Term other) {
  const auto [at, is_new] = p.relations().links.try_emplace(other.word());
  if (!is_new) {
    if (at->second.unlinking == 0) return;
    at->second.unlinking = 0;
  }
  route_signal(p.vm(), p.worker, Signal::create_empty(SignalKind::link, other, p.pid, 0));
}

Word begin_monitoring(Process& p, Term other) {
  const Word number = p.vm().unique_number();
  p.relations().monitoring[number].target = other;
  route_signal(p.vm(), p.worker, Signal::create_empty(SignalKind::monitor, other, p.pid, 0, RefId{number, 0}));
  return number;
}

void end_monitoring(Process& p, Word reference_low, const Monitoring& monitoring) {
  if (monitoring.kind == MonitorKind::time_offset) return p.vm().offset_watchers.remove(p.pid, reference_low);
  route_signal(p.vm(), p.worker,
               Signal::create_empty(SignalKind::demonitor, monitoring.target, p.pid, 0, RefId{reference_low, 0}));
}

}  // namespace rt
