// SPDX-License-Identifier: Apache-2.0
// The items of process_info, one function each, found through one table. Sizes are those of our own heap, in words;
// where OTP's number is that of its allocator (memory) ours is the sum of what we hold.
#include "runtime/process/process_info.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/code/module.hpp"
#include "runtime/error/stacktrace.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/io/output.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/backtrace.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/relation_records.hpp"
#include "runtime/process/spawn_options.hpp"
#include "runtime/signal/signal.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct Asked {
  bool is_self = false;
  std::size_t fragment_words = 0;  // before the answer was begun, which may have made more
};

Term count(std::size_t n) { return Term::small(static_cast<std::int64_t>(n)); }

// --- where it is

// A place behind an instruction of the function that runs, or that will go on; null before the first instruction.
const Word* place(Process& p) {
  const Vm& vm = p.vm();
  if (p.ip != nullptr) {
    if (const Function* f = function_of_stub(p.ip); f != nullptr && f->code != nullptr) return f->code + 1;
    if (vm.code.function_at(p.ip - 1) != nullptr) return p.ip;
  }
  for (const Word* w = p.heap.sp + p.saved_live; w < p.heap.end; ++w) {  // in a native: whoever called it
    const Term t = Term::from_word(*w);
    if (!t.is_internal() || t.is_catch_mark() || t.is_none()) continue;
    return vm.code.function_at(t.code_pointer() - 1) != nullptr ? t.code_pointer() : nullptr;
  }
  return nullptr;
}

Term mfa(Process& p, Term module, Term function, Term arity) {
  return p.reserve(4).tuple({module, function, arity});
}

Term initial_call(Process& p, Asked) {
  const Export* e = p.initial_function;
  return e == nullptr ? mfa(p, atoms::erlang, atoms::apply, Term::small(2))
                      : mfa(p, e->module, e->function, Term::small(e->arity));
}

Term current_function(Process& p, Asked) {
  if (const Export* native = dirty_callee(p)) return mfa(p, native->module, native->function, Term::small(native->arity));
  if (p.is_hibernating) return mfa(p, atoms::erlang, atoms::hibernate, Term::small(3));
  const Export* const next = p.ip != nullptr ? native_of_stub(p.ip) : nullptr;
  if (next != nullptr) return mfa(p, next->module, next->function, Term::small(next->arity));
  const Word* at = place(p);
  const Function* f = nullptr;
  if (p.ip != nullptr) f = function_of_stub(p.ip);  // about to run for the first time
  if (f == nullptr && at != nullptr) f = p.vm().code.function_at(at - 1);
  if (f == nullptr) return initial_call(p, Asked{});
  return mfa(p, f->module->name, f->name, Term::small(f->arity));
}

Term stacktrace(Process& p, Asked) {
  const Word* at = p.is_hibernating ? nullptr : place(p);
  if (at != nullptr) return current_stacktrace(p, at);
  const Term call = current_function(p, Asked{});
  HeapWriter w = p.reserve(7);
  return w.list({w.tuple({tuple_element(call, 0), tuple_element(call, 1), tuple_element(call, 2), Term::nil()})});
}

Term location(Process& p, Asked) {
  const Term trace = stacktrace(p, Asked{});
  return trace.is_cons() ? trace.head() : Term::nil();
}

Term status(Process& p, Asked asked) {
  if (asked.is_self) return atoms::running;
  if (p.suspend_count > 0) return atoms::suspended;
  if (p.away == Away::yes) return p.dirty->state == DirtyCall::State::lent ? atoms::running : atoms::runnable;
  return p.is_waiting && p.mailbox.current() == nullptr ? atoms::waiting : atoms::runnable;
}

Term catch_level(Process& p, Asked) {
  std::size_t n = 0;
  for (const Word* w = p.heap.sp; w < p.heap.end; ++w) {
    const Term t = Term::from_word(*w);
    if (t.is_internal() && t.is_catch_mark()) ++n;
  }
  return count(n);
}

Term backtrace(Process& p, Asked) { return byte_binary(p, backtrace_text(p)); }

// --- messages and relations

Term messages(Process& p, Asked) {
  if (p.is_sensitive) return Term::nil();
  std::vector<Term> list;
  for (Signal* m = p.mailbox.first(); m != nullptr; m = m->next) {
    if (m->kind == SignalKind::receive_marker) continue;
    if (!m->is_on_heap && p.queue_data == QueueData::off_heap) {
      list.push_back(copy_to_heap(p, m->term));
      continue;
    }
    if (!m->is_on_heap) {
      m->move_to_heap(p);
      p.mailbox.mark_on_heap(m);
    }
    list.push_back(m->term);
  }
  return p.reserve(2 * list.size()).list(list);
}

Term message_queue_len(Process& p, Asked) { return count(p.mailbox.length()); }

Term links(Process& p, Asked) {
  if (!p.relations_) return Term::nil();
  std::vector<Term> list;
  for (const auto& [pid, link] : p.relations_->links) {
    if (link.unlinking == 0) list.push_back(Term::from_word(pid));
  }
  return p.reserve(2 * list.size()).list(list);
}

Term monitors(Process& p, Asked) {
  if (!p.relations_) return Term::nil();
  Term list = Term::nil();
  for (const auto& [reference, m] : p.relations_->monitoring) {
    if (m.kind == MonitorKind::time_offset) continue;
    HeapWriter w = p.reserve(8);
    const Term target = m.name ? w.tuple({m.name, atoms::nonode_at_nohost}) : m.target;
    list = w.cons(w.tuple({m.kind == MonitorKind::port ? atoms::port : atoms::process, target}), list);
  }
  return list;
}

Term monitored_by(Process& p, Asked) {
  if (!p.relations_) return Term::nil();
  std::vector<Term> list;
  for (const auto& [reference, watcher] : p.relations_->watchers) list.push_back(watcher.pid);
  return p.reserve(2 * list.size()).list(list);
}

Term suspending(Process& p, Asked) {
  if (!p.relations_) return Term::nil();
  Term list = Term::nil();
  for (const auto& [pid, times] : p.relations_->suspending) {
    HeapWriter w = p.reserve(6);
    list = w.cons(w.tuple({Term::from_word(pid), count(times), Term::small(0)}), list);
  }
  return list;
}

Term dictionary(Process& p, Asked) {
  if (p.is_sensitive) return Term::nil();
  Term list = Term::nil();
  HeapWriter w = p.reserve(5 * p.dictionary.size());
  p.dictionary.for_each([&](const Dictionary::Pair& pair) { list = w.cons(w.tuple({pair.key, pair.value}), list); });
  return list;
}

Term or_undefined(Term t) { return t ? t : atoms::undefined; }
Term label(Process& p, Asked) { return or_undefined(p.dictionary.get(atoms::process_label)); }
Term parent(Process& p, Asked) { return or_undefined(p.address->parent_pid()); }
Term registered_name(Process& p, Asked) {
  const Term name = p.vm().names->name_of(p.pid);
  return name ? name : Term::nil();
}

// --- flags

Term trap_exit(Process& p, Asked) { return boolean(p.trap_exit); }
Term async_dist(Process& p, Asked) { return boolean(p.has_async_dist); }
Term error_handler(Process& p, Asked) { return p.settings().error_handler; }
Term group_leader(Process& p, Asked) { return p.group_leader; }
Term priority(Process& p, Asked) { return priority_atom(p.priority); }
Term message_queue_data(Process& p, Asked) {
  return p.queue_data == QueueData::off_heap ? atoms::off_heap : atoms::on_heap;
}
Term no_trace(Process&, Asked) { return Term::small(0); }
Term no_entries(Process&, Asked) { return Term::nil(); }
Term last_calls(Process& p, Asked) { return p.settings().saved_calls > 0 ? Term::nil() : atoms::false_; }

// --- sizes

std::size_t old_words(const Process& p) { return static_cast<std::size_t>(p.heap.old_end - p.heap.old_start); }
Term heap_size(Process& p, Asked) { return count(p.heap.size_words()); }
Term total_heap_size(Process& p, Asked asked) { return count(p.heap.size_words() + old_words(p) + asked.fragment_words); }
Term stack_size(Process& p, Asked) { return count(p.heap.stack_words() - p.saved_live); }
Term memory(Process& p, Asked asked) {
  return count(sizeof(Process) + (p.heap.size_words() + old_words(p) + asked.fragment_words) * sizeof(Word));
}
Term reductions(Process& p, Asked asked) {
  const int used = asked.is_self ? kReductionsPerSlice - p.reductions_left : 0;
  return Term::small(static_cast<std::int64_t>(p.reductions_done) + (used > 0 ? used : 0) + 1);
}
Term min_heap_size(Process& p, Asked) {
  const std::size_t words = p.settings().min_heap_words;
  return count(words != 0 ? words : kOtpMinHeapWords);
}
Term min_bin_vheap_size(Process& p, Asked) {
  const std::size_t words = p.settings().min_bin_vheap_words;
  return count(words != 0 ? words : kOtpMinBinVheapWords);
}
Term max_heap_size(Process& p, Asked) { return max_heap_size_map(p, p.settings().max_heap); }
Term fullsweep_after(Process& p, Asked) { return Term::small(p.heap.fullsweep_after); }

Term pairs(Process& p, std::initializer_list<std::pair<Term, Term>> list) {
  std::vector<Term> tuples;
  HeapWriter w = p.reserve(5 * list.size());
  for (const auto& [key, value] : list) tuples.push_back(w.tuple({key, value}));
  return w.list(tuples);
}
Term garbage_collection(Process& p, Asked) {
  const Term largest = max_heap_size(p, Asked{});
  return pairs(p, {{atoms::max_heap_size, largest},
                   {atoms::min_bin_vheap_size, min_bin_vheap_size(p, Asked{})},
                   {atoms::min_heap_size, min_heap_size(p, Asked{})},
                   {atoms::fullsweep_after, fullsweep_after(p, Asked{})},
                   {atoms::minor_gcs, Term::small(p.heap.minor_since_major)}});
}
Term garbage_collection_info(Process& p, Asked asked) {
  const auto used = [](const Word* from, const Word* to) { return count(static_cast<std::size_t>(to - from)); };
  return pairs(p, {{atoms::old_heap_block_size, count(old_words(p))},
                   {atoms::heap_block_size, count(p.heap.size_words())},
                   {atoms::mbuf_size, count(asked.fragment_words)},
                   {atoms::recent_size, used(p.heap.start, p.heap.high_water)},
                   {atoms::stack_size, stack_size(p, Asked{})},
                   {atoms::old_heap_size, used(p.heap.old_start, p.heap.old_top)},
                   {atoms::heap_size, used(p.heap.start, p.heap.top)},
                   {atoms::bin_vheap_size, count(p.heap.off_heap.byte_total() / sizeof(Word))},
                   {atoms::bin_vheap_block_size, min_bin_vheap_size(p, Asked{})},
                   {atoms::bin_old_vheap_size, count(p.heap.old_off_heap.byte_total() / sizeof(Word))},
                   {atoms::bin_old_vheap_block_size, min_bin_vheap_size(p, Asked{})}});
}

// {Address, Bytes, References} of each shared binary, as often as the heap has a handle to it.
Term binaries(Process& p, Asked) {
  Term list = Term::nil();
  for (const OffHeapList* owner : {&p.heap.off_heap, &p.heap.old_off_heap}) {
    for (const Word* b = owner->first(); b != nullptr; b = OffHeapList::next(b)) {
      if (header_kind(*b) != Kind::binary_handle) continue;
      const SharedBinary* shared = handle::shared(b);
      HeapWriter w = p.reserve(10);
      const Term address = w.unsigned_integer(reinterpret_cast<Word>(shared));
      list = w.cons(w.tuple({address, count(b[handle::kSize]),
                             count(shared->references.load(std::memory_order_relaxed))}), list);
    }
  }
  return list;
}

struct Item {
  Term name;
  Term (*value)(Process& p, Asked asked);
};
// The first ones make up process_info/1, in its order.
constexpr Item kItems[] = {
    {atoms::registered_name, &registered_name},
    {atoms::current_function, &current_function},
    {atoms::initial_call, &initial_call},
    {atoms::status, &status},
    {atoms::message_queue_len, &message_queue_len},
    {atoms::links, &links},
    {atoms::dictionary, &dictionary},
    {atoms::trap_exit, &trap_exit},
    {atoms::error_handler, &error_handler},
    {atoms::priority, &priority},
    {atoms::group_leader, &group_leader},
    {atoms::total_heap_size, &total_heap_size},
    {atoms::heap_size, &heap_size},
    {atoms::stack_size, &stack_size},
    {atoms::reductions, &reductions},
    {atoms::garbage_collection, &garbage_collection},
    {atoms::suspending, &suspending},
    {atoms::async_dist, &async_dist},
    {atoms::backtrace, &backtrace},
    {atoms::binary, &binaries},
    {atoms::catchlevel, &catch_level},
    {atoms::current_location, &location},
    {atoms::current_stacktrace, &stacktrace},
    {atoms::fullsweep_after, &fullsweep_after},
    {atoms::garbage_collection_info, &garbage_collection_info},
    {atoms::label, &label},
    {atoms::last_calls, &last_calls},
    {atoms::magic_ref, &no_entries},
    {atoms::max_heap_size, &max_heap_size},
    {atoms::memory, &memory},
    {atoms::message_queue_data, &message_queue_data},
    {atoms::messages, &messages},
    {atoms::min_bin_vheap_size, &min_bin_vheap_size},
    {atoms::min_heap_size, &min_heap_size},
    {atoms::monitored_by, &monitored_by},
    {atoms::monitors, &monitors},
    {atoms::parent, &parent},
    {atoms::sequential_trace_token, &no_entries},
    {atoms::total_heap_size, &total_heap_size},
    {atoms::trace, &no_trace},
};
constexpr std::size_t kStandardItems = 17;

const Item* find(Term name) {
  for (const Item& item : kItems) {
    if (item.name == name) return &item;
  }
  return nullptr;
}

bool is_dictionary_item(Term item) { return is_tuple(item, 2) && tuple_element(item, 0) == atoms::dictionary; }

Term value_of(Process& p, Term item, Asked asked) {
  if (is_dictionary_item(item)) return p.is_sensitive ? atoms::undefined : or_undefined(p.dictionary.get(tuple_element(item, 1)));
  return find(item)->value(p, asked);
}

}  // namespace

std::vector<Term> info_items() {
  std::vector<Term> names;
  for (const Item& item : kItems) {
    if (std::find(names.begin(), names.end(), item.name) == names.end()) names.push_back(item.name);
  }
  return names;
}

bool is_info_item(Term item) { return item.is_atom() ? find(item) != nullptr : is_dictionary_item(item); }

Term process_info(Process& p, Term items, InfoShape shape, bool is_self) {
  const Asked asked{is_self, p.heap.fragment_words};
  if (shape == InfoShape::link_records) return link_records(p);
  if (shape == InfoShape::monitor_records) return monitor_records(p);
  if (shape == InfoShape::display) {
    (void)write_all(2, backtrace_text(p));
    return atoms::true_;
  }
  if (shape == InfoShape::value) return value_of(p, items, asked);
  if (shape == InfoShape::single) {
    const Term value = value_of(p, items, asked);
    if (items == atoms::registered_name && value.is_nil()) return value;
    return p.reserve(3).tuple({items, value});
  }
  // All values before the first pair, which would count as memory of the process.
  std::vector<std::pair<Term, Term>> values;
  const auto add = [&](Term item, Term value) { values.emplace_back(item, value); };
  if (shape == InfoShape::standard) {
    for (std::size_t i = 0; i < kStandardItems; ++i) {
      const Term value = kItems[i].value(p, asked);
      if (i > 0 || !value.is_nil()) add(kItems[i].name, value);
    }
  } else {
    for (; items.is_cons(); items = items.tail()) add(items.head(), value_of(p, items.head(), asked));
  }
  HeapWriter w = p.reserve(5 * values.size());
  std::vector<Term> list;
  for (const auto& [item, value] : values) list.push_back(w.tuple({item, value}));
  return w.list(list);
}

Term answer_to(Process& p, const Signal& request) {
  return process_info(p, request.term, static_cast<InfoShape>(request.high), false);
}

Term answer_of_nobody(const Signal& request) {
  return static_cast<InfoShape>(request.high) == InfoShape::display ? atoms::badarg : atoms::undefined;
}

}  // namespace rt
