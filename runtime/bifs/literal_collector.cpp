// SPDX-License-Identifier: Apache-2.0
// Natives of OTP's process erts_literal_area_collector (process/literal_exit.hpp).
#include "runtime/bifs/bif.hpp"
#include "runtime/heap/dying_literals.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Called when all processes have left the dying areas. Whether there are others to leave now. While a native of a process
// that has ended still runs, and may look at them, the areas are kept until the next time.
Term release_area_switch_0(Process& p) {
  Vm& vm = p.vm();
  if (p.pid != vm.literal_collector) return p.raise(ErrorClass::error, atoms::notsup);
  std::vector<std::unique_ptr<DyingLiterals>> died;
  {
    const Scheduler::Exclusive alone(*vm.scheduler, *p.worker);
    (void)vm.literals.take_wish_to_change();
    vm.dead_literals.push_back(vm.literals.change_dying());
    if (!vm.scheduler->has_ended_away()) died.swap(vm.dead_literals);
  }
  return boolean(vm.literals.dying() != nullptr);
}

// The process answers {copy_literals, {Area, How, Pid}, ok}: it copies at once what it has to.
Term send_copy_request_3(Process& p, Term pid, Term area, Term how) {
  if (p.pid != p.vm().literal_collector) return p.raise(ErrorClass::error, atoms::notsup);
  if (!pid.is_local_pid() || (how != atoms::init && how != atoms::check_gc && how != atoms::need_gc)) {
    return p.raise<Fault::badarg>();
  }
  HeapWriter w = p.reserve(4 + 3);
  const Term id = w.tuple({area, how, pid});
  route_signal(p.vm(), p.worker,
               Signal::create(p.vm(), SignalKind::system_task, pid, p.pid, w.tuple({atoms::copy_literals, id}),
                              RefId{static_cast<Word>(Priority::normal), 0}));
  return atoms::ok;
}

constexpr Bif kRows[] = {
    bif<&release_area_switch_0>("release_area_switch"),
    bif<&send_copy_request_3>("send_copy_request"),
};

}  // namespace

extern const BifModule kLiteralCollector;
constinit const BifModule kLiteralCollector{"erts_literal_area_collector", kRows};

}  // namespace rt
