// SPDX-License-Identifier: Apache-2.0
// Making processes. Links and monitors between parent and child are entered on both sides here: the child does not run
// yet, so nobody else looks at it.
#include "runtime/process/spawn.hpp"

#include <algorithm>

#include "runtime/code/module.hpp"
#include "runtime/heap/collector.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Null: the process limit is reached.
std::unique_ptr<Process> with_pid(Vm& vm, Engine engine) {
  auto p = std::make_unique<Process>(vm);
  const auto entry = vm.processes->create(p.get());
  if (!entry) return nullptr;
  p->address = entry->address;
  p->pid = entry->pid;
  p->engine = engine;
  return p;
}

void apply_settings(Process& p, const SpawnRequest& request) {
  const HeapDefaults& defaults = p.vm().options.heap;
  p.heap.fullsweep_after = request.fullsweep_after.value_or(defaults.fullsweep_after);
  ProcessSettings settings = request.settings;
  settings.min_heap_words = std::max(settings.min_heap_words, defaults.min_heap_words);
  settings.min_bin_vheap_words = std::max(settings.min_bin_vheap_words, defaults.min_bin_vheap_words);
  settings.max_heap = request.max_heap.value_or(defaults.max_heap);
  if (settings != kUsualSettings) p.own_settings() = settings;
}

// The new process with the registers of its first call on its stack.
void prepare_call(Process& p, const SpawnRequest& request) {
  const LiteralSpace& literals = p.vm().literals;
  const unsigned arity = request.function->arity;
  std::size_t words = 0;
  for (Term rest = request.arguments; rest.is_cons(); rest = rest.tail()) words += copied_words(rest.head(), literals);
  const std::size_t least = std::max(Heap::kFirstWords, p.settings().min_heap_words);
  p.heap.create(std::max(least, words + arity + 2 + 16 + Heap::kReserve));
  p.heap.min_words = least;
  Word* sp = p.heap.end;
  *--sp = Term::return_address(request.has_start_frame ? p.vm().start_code : p.vm().bottom_code).word();
  if (request.stays) {
    *--sp = Term::return_address(p.vm().await_code).word();
    p.reply.number = p.vm().unique_number();  // of a request that nobody has made
    p.reply.tells_parent = true;
  }
  sp -= arity;
  HeapWriter w = p.reserve(words);
  Term rest = request.arguments;
  for (unsigned i = 0; i < arity; ++i, rest = rest.tail()) sp[i] = copy(rest.head(), w, literals).word();
  p.heap.sp = sp;
  p.saved_live = arity;
  p.ip = request.entry;
  if (p.ip == nullptr) p.ip = request.function->entry;
}

void enter_relations(Process& p, const SpawnRequest& request) {
  Process& parent = *request.parent;
  if (request.link) {
    p.relations().links[parent.pid.word()] = Link{};
    parent.relations().links[p.pid.word()] = Link{};
  }
  if (request.monitor) {
    p.relations().watchers[request.monitor->low] = Watcher{parent.pid, request.monitor->high, Term::none()};
    Monitoring m;
    m.target = p.pid;
    m.high = request.monitor->high;
    m.tag_storage = copy_to_fragment(request.monitor_tag, p.vm().literals, m.tag);
    parent.relations().monitoring[request.monitor->low] = std::move(m);
    if (request.alias != AliasMode::none) parent.relations().aliases[request.monitor->low] = request.alias;
  }
}

}  // namespace

Process* create_process(Vm& vm, const SpawnRequest& request) {
  auto p = with_pid(vm, vm.engine);
  if (!p) return nullptr;
  p->initial_function = request.function;
  p->priority = request.priority;
  p->bound_to = request.bound_to;
  p->queue_data = request.queue_data.value_or(vm.options.heap.queue_data);
  p->has_async_dist = vm.options.has_async_dist;
  p->address->is_system.store(request.is_system, std::memory_order_relaxed);
  apply_settings(*p, request);
  prepare_call(*p, request);
  if (request.parent != nullptr) {
    p->address->parent.store(request.parent->pid.word(), std::memory_order_relaxed);
    p->group_leader = request.parent->group_leader;
    enter_relations(*p, request);
  }
  if (request.group_leader) p->group_leader = request.group_leader;
  return p.release();
}

void let_run(Process& p, Worker* worker) { p.vm().scheduler->make_runnable(p, worker); }

Term spawn(Vm& vm, const SpawnRequest& request) {
  Process* p = create_process(vm, request);
  if (p == nullptr) return Term::none();
  const Term pid = p->pid;
  let_run(*p, request.parent == nullptr ? nullptr : request.parent->worker);
  return pid;
}

Process* spawn_native(Vm& vm, std::unique_ptr<NativeProcess> native) {
  auto p = with_pid(vm, &run_native_process);
  if (!p) return nullptr;
  p->group_leader = p->pid;
  p->native = std::move(native);
  p->heap.create(Heap::kFirstWords);
  let_run(*p, nullptr);
  return p.release();
}

void go_on_as(Process& p, const Export* function, std::span<Term> arguments) {
  collect(p, arguments.size() + 1, arguments);
  Word* sp = p.heap.end;
  *--sp = Term::return_address(p.vm().bottom_code).word();
  for (std::size_t i = arguments.size(); i-- > 0;) *--sp = arguments[i].word();
  p.heap.sp = sp;
  p.saved_live = static_cast<unsigned>(arguments.size());
  p.ip = function->entry;
  p.engine = p.vm().engine;
  p.initial_function = function;
  mailbox::reset(p);
}

}  // namespace rt
