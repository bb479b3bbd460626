// SPDX-License-Identifier: Apache-2.0
// The dying sequence (exit.hpp). Signals are pushed before the pid disappears, so that whoever finds the pid gone and
// looks into its own inbox finds them there.
#include "runtime/process/exit.hpp"

#include <utility>

#include "runtime/process/address.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/sched/worker.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void tell_relations(Process& p) {
  if (!p.relations_) return;
  const std::unique_ptr<Relations> r = std::move(p.relations_);
  Vm& vm = p.vm();
  for (const auto& [word, link] : r->links) {
    if (link.unlinking != 0) continue;
    route_signal(vm, p.worker, Signal::create(vm, SignalKind::link_exit, Term::from_word(word), p.pid, p.exit_reason));
  }
  for (const auto& [low, watcher] : r->watchers) {
    route_signal(vm, p.worker, Signal::create(vm, SignalKind::down, watcher.pid, p.pid, p.exit_reason,
                                              RefId{low, watcher.high}));
  }
  for (const auto& [low, m] : r->monitoring) {
    end_monitoring(p, low, m);
  }
}

void refuse_all(Process& p, Signal* s) {
  while (s != nullptr) {
    Signal* following = s->next;
    refuse_signal(p.vm(), p.worker, s);
    s = following;
  }
}

}  // namespace

Process::~Process() {
  if (mailbox.timer != nullptr) TimerWheel::cancel(mailbox.timer);
  Signal::destroy_all(system_tasks);
  Signal::destroy_all(unhandled);
}

void end_process(Process& p) {
  Vm& vm = p.vm();
  p.is_exiting = true;
  vm.names->remove_pid(p.pid);
  if (p.mailbox.timer != nullptr) {
    TimerWheel::cancel(p.mailbox.timer);
    p.mailbox.timer = nullptr;
  }
  vm.scheduler->cancel_timers_of(p.pid);
  vm.scheduler->on_exit(p);
  refuse_all(p, std::exchange(p.system_tasks, nullptr));
  if (p.dirty) refuse_all(p, std::exchange(p.dirty->suspends, nullptr));
  if (p.relations_) {
    for (const auto& [pid, times] : p.relations_->suspending) {
      for (unsigned i = 0; i < times; ++i) {
        route_signal(vm, p.worker, Signal::create_empty(SignalKind::resume, Term::from_word(pid), p.pid, 0));
      }
    }
  }
  vm.processes->unlist(p.address);
  tell_relations(p);
  refuse_all(p, std::exchange(p.unhandled, nullptr));
  refuse_all(p, p.address->close());
  vm.processes->release(p.pid, p.address);
}

void finish_process(Process* p) {
  end_process(*p);
  delete p;
}

}  // namespace rt
