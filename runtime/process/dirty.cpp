// SPDX-License-Identifier: Apache-2.0
// The way of a native to a dirty thread and back (dirty.hpp):
//
//   native: run_dirty -> engine: go_dirty, a trap to Vm::dirty_code -> i_dirty_call: the process leaves -> Scheduler::give_away
//   -> DirtyThreads -> a run queue -> i_dirty_call again: the result is what the native gave there
#include "runtime/process/dirty.hpp"

#include "runtime/interp/slow.hpp"
#include "runtime/sched/dirty_threads.hpp"
#include "runtime/vm.hpp"

namespace rt {

using State = DirtyCall::State;

DirtyCall::~DirtyCall() { Signal::destroy_all(suspends); }

namespace {

bool is_running(const Process& p) { return p.dirty && p.dirty->state == State::running; }

}  // namespace

bool must_not_block(const Process& p) { return !is_running(p); }

DirtyKind dirty_kind(const Process& p) { return is_running(p) ? p.dirty->kind : DirtyKind::none; }

Term run_dirty(Process& p, DirtyKind kind, BifFunction function, std::span<const Term> arguments) {
  if (!p.dirty) p.dirty = std::make_unique<DirtyCall>();
  p.dirty->is_asked = true;
  p.dirty->kind = kind;
  p.dirty->function = function;
  p.dirty->arguments.assign(arguments.begin(), arguments.end());
  return Term::none();
}

Term run_dirty(Process& p, DirtyKind kind) { return run_dirty(p, kind, nullptr, {}); }

RunResult leave_for_dirty(Process& p, DirtyKind kind) {
  (void)run_dirty(p, kind);
  p.dirty->is_asked = false;
  p.dirty->callee = nullptr;
  p.away = Away::leaving;
  return RunResult::waiting;
}

Lent::Lent(Process& p) : p_(p) {
  if (p_.away == Away::yes) DirtyThreads::lend(p_);
}
Lent::~Lent() {
  if (p_.away == Away::yes) DirtyThreads::take_back(p_);
}
bool Lent::is_dead() const {
  if (!p_.dirty) return false;
  const std::scoped_lock lock(p_.dirty->mutex);
  return p_.dirty->is_dead;
}

void go_dirty(Process& p, const Export* callee, BifFunction function, const Term* x) {
  DirtyCall& call = *p.dirty;
  call.callee = callee;
  call.first_arguments.assign(x, x + callee->arity);
  if (call.function == nullptr) {
    call.function = function;
    call.arguments = call.first_arguments;
  }
  (void)p.trap(p.vm().dirty_code, {});
}

bool dirty_call_is_done(Process& p) {
  DirtyCall& call = *p.dirty;
  while (std::exchange(call.is_asked, false)) {
    if (call.kind != DirtyKind::none) {
      p.away = Away::leaving;
      return false;
    }
    call.result = std::exchange(call.function, nullptr)(p, call.arguments.data());
  }
  return true;
}

Term take_dirty_result(Process& p) {
  DirtyCall& call = *p.dirty;
  const Term result = std::exchange(call.result, Term::none());
  if (!result && p.trap_entry == nullptr) {
    slow::blame_native(p, call.callee, call.first_arguments.data(), slow::CallPlace::stub);
  }
  call.arguments.clear();
  call.first_arguments.clear();
  return result;
}

const Export* dirty_callee(const Process& p) { return p.away == Away::yes ? p.dirty->callee : nullptr; }

}  // namespace rt
