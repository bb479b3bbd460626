// SPDX-License-Identifier: Apache-2.0
#include "runtime/timer/follow_clock.hpp"

#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {

void follow_clock(Vm& vm, std::int64_t system_ns) {
  const std::optional<std::int64_t> offset = vm.clock.follow(system_ns);
  if (!offset) return;
  for (const auto& [pid, low] : vm.offset_watchers.all()) {
    const RefId id{low, static_cast<Word>(*offset)};
    route_signal(vm, nullptr, Signal::create_empty(SignalKind::clock_set, Term::from_word(pid), Term::none(), 0, id));
  }
}

}  // namespace rt
