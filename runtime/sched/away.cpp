// SPDX-License-Identifier: Apache-2.0
// Processes that leave their worker for a dirty thread (sched/dirty_call.hpp), and workers that visit them there.
#include "runtime/ets/tables.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/exit.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/dirty_threads.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {

// One thread, repeatable: the native runs here and now.
bool Scheduler::has_dirty_threads() const { return !dice_ && is_running_.load(std::memory_order_relaxed); }

void Scheduler::give_away(Process& p, Worker& w) {
  DirtyCall& call = *p.dirty;
  if (!has_dirty_threads()) {
    p.away = Away::no;
    DirtyThreads::run_here(p);
    make_runnable(p, &w);
    return;
  }
  p.away = Away::yes;
  p.is_waiting = false;
  p.worker = nullptr;
  call.is_dead = false;
  call.state = DirtyCall::State::queued;
  // From when it sleeps on, visitors may come. It cannot end before a dirty thread has it.
  call.is_visitor_due = false;
  if (!p.address->sleep()) {
    call.is_visitor_due = true;
    make_runnable(p, &w);
  }
  dirty_->run_on_one(p);
}

bool Scheduler::visit(Process& p, Worker& w) {
  DirtyCall& call = *p.dirty;
  {
    const std::scoped_lock lock(call.mutex);
    call.is_visitor_due = false;
    if (call.state == DirtyCall::State::done) {
      p.away = Away::no;
      return true;
    }
    if (call.state == DirtyCall::State::running) return false;  // who runs it sees that there are signals
    call.is_visited = true;
  }
  p.worker = &w;
  p.is_raised = false;
  if (!p.is_exiting) {
    handle_signals(p);
    answer_code_checks(p);
  }
  bool has_ended = false;
  if (p.is_exiting) {
    p.address->note_exiting();
    has_ended = vm_.tables->process_exits(p);
    if (has_ended) {
      ended_away_.fetch_add(1, std::memory_order_relaxed);  // before it answers that it has left anything
      end_process(p);
    }
  }
  p.worker = nullptr;
  const std::scoped_lock lock(call.mutex);
  call.is_visited = false;
  call.is_dead = has_ended;
  if (!has_ended && (p.is_exiting || !p.address->sleep())) {
    call.is_visitor_due = true;
    make_runnable(p, &w);
  }
  call.visit_is_over.notify_all();
  return false;
}

}  // namespace rt
