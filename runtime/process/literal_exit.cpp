// SPDX-License-Identifier: Apache-2.0
// The heap, the stack and the roots are searched for words that lead into dying areas; only when there are some, the process
// is collected. Messages that it has not looked at get a copy of their own.
#include "runtime/process/literal_exit.hpp"

#include "runtime/heap/collector.hpp"
#include "runtime/heap/dying_literals.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void search_heap(DyingLiteralHits& hits, const Heap& heap) {
  hits.add(heap.start, heap.top);
  hits.add(heap.sp, heap.end);
  hits.add(heap.old_start, heap.old_top);
  for (const Fragment* f = heap.fragments; f != nullptr; f = f->next) hits.add(f->data(), f->top);
}

void detach(Signal* s, const DyingLiterals& dying, const LiteralSpace& literals) {
  const Word term = s->term.word();
  if (dying.is_any_in(&term, &term + 1) || dying.is_any_in(s->payload(), s->payload() + s->words) ||
      (s->fragment != nullptr && dying.is_any_in(s->fragment->data(), s->fragment->top))) {
    s->copy_anew(literals);
  }
}

}  // namespace

void leave_dying_literals(Process& p, std::span<Signal* const> tasks) {
  const LiteralSpace& literals = p.vm().literals;
  const DyingLiterals* dying = literals.dying();
  if (dying == nullptr) return;
  for (Signal* m = p.mailbox.first(); m != nullptr; m = m->next) {
    if (!m->is_on_heap) detach(m, *dying, literals);
  }
  for (Signal* first : tasks) {
    for (Signal* s = first; s != nullptr; s = s->next) detach(s, *dying, literals);
  }
  for (Signal* s = p.system_tasks; s != nullptr; s = s->next) detach(s, *dying, literals);
  DyingLiteralHits hits(*dying);
  search_heap(hits, p.heap);
  p.for_each_root([&hits](Term& t) { hits.add(t.word()); });
  if (!hits.indexes().empty()) collect_literals(p, hits);
}

void wake_literal_collector(Vm& vm, Worker* worker) {
  if (vm.literal_collector && vm.literals.take_wish_to_change()) {
    send_message(vm, worker, vm.literal_collector, atoms::copy_literals);
  }
}

bool add_literal_collector(Vm& vm) {
  SpawnRequest request;
  request.function = vm.exports.intern(vm.atoms.must_intern("erts_literal_area_collector"), atoms::start, 0);
  request.priority = Priority::high;
  request.is_system = true;
  Process* p = create_process(vm, request);
  if (p == nullptr) return false;
  p->group_leader = p->pid;
  p->is_waiting = true;
  VM_CHECK(p->address->sleep(), "nobody knows it yet");
  vm.literal_collector = p->pid;
  return true;
}

}  // namespace rt
