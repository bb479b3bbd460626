// SPDX-License-Identifier: Apache-2.0
// One function an item; the table at the foot names them.
#include "runtime/process/process_info.hpp"

#include <vector>

#include "runtime/error/stacktrace.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn_options.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct Asked {
  Process& p;
  bool is_self;
};

Term words(std::size_t n) { return Term::small(static_cast<std::int64_t>(n)); }
Term list_of(Process& p, const std::vector<Term>& items) { return p.reserve(2 * items.size()).list(items); }
Term pair(Process& p, Term a, Term b) { return p.reserve(3).tuple({a, b}); }
Term boolean_atom(bool b) { return b ? atoms::true_ : atoms::false_; }

Term registered_name(Asked a) {
  const Term name = a.p.vm().names->name_of(a.p.pid);
  return name ? name : Term::nil();
}
// Where it is: {Module, Function, Arity, Location}, or none (a native process, or one at its very end).
Term top_frame(Asked a) {
  const Term trace = current_stacktrace(a.p, a.p.ip);
  return trace.is_cons() ? trace.head() : Term::none();
}
Term current_function(Asked a) {
  const Term top = top_frame(a);
  if (!top) return atoms::undefined;
  return a.p.reserve(4).tuple({tuple_element(top, 0), tuple_element(top, 1), tuple_element(top, 2)});
}
Term current_location(Asked a) {
  const Term top = top_frame(a);
  return top ? top : atoms::undefined;
}
Term stacktrace(Asked a) { return current_stacktrace(a.p, a.p.ip); }
Term initial_call(Asked a) { return a.p.reserve(4).tuple({a.p.initial_call[0], a.p.initial_call[1], a.p.initial_call[2]}); }
Term status(Asked a) {
  if (a.is_self) return atoms::running;
  if (a.p.suspend_count > 0) return atoms::suspended;
  return a.p.is_waiting ? atoms::waiting : atoms::runnable;
}
Term message_queue_len(Asked a) { return words(a.p.mailbox.length()); }
Term messages(Asked a) {
  std::vector<Term> found;
  for (Signal* m = a.p.mailbox.first(); m != nullptr; m = m->next) {
    if (m->kind == SignalKind::receive_marker) continue;
    if (!m->seen) {
      m->move_to_heap(a.p);
      a.p.mailbox.mark_seen(m);
    }
    found.push_back(m->term);
  }
  return list_of(a.p, found);
}
Term links(Asked a) {
  std::vector<Term> found;
  if (a.p.relations_) {
    for (const auto& [pid, link] : a.p.relations_->links) {
      if (link.unlinking == 0) found.push_back(Term::from_word(pid));
    }
  }
  return list_of(a.p, found);
}
Term monitors(Asked a) {
  std::vector<Term> found;
  if (a.p.relations_) {
    for (const auto& [number, m] : a.p.relations_->monitoring) {
      if (m.kind != MonitorKind::process) continue;
      const Term target = m.name ? pair(a.p, m.name, atoms::nonode_at_nohost) : m.target;
      found.push_back(pair(a.p, atoms::process, target));
    }
  }
  return list_of(a.p, found);
}
Term monitored_by(Asked a) {
  std::vector<Term> found;
  if (a.p.relations_) {
    for (const auto& [number, w] : a.p.relations_->watchers) found.push_back(w.pid);
  }
  return list_of(a.p, found);
}
Term dictionary(Asked a) {
  std::vector<Term> pairs;
  a.p.dictionary.for_each([&](const Dictionary::Pair& d) { pairs.push_back(pair(a.p, d.key, d.value)); });
  return list_of(a.p, {pairs.rbegin(), pairs.rend()});
}
Term trap_exit(Asked a) { return boolean_atom(a.p.trap_exit); }
Term error_handler(Asked a) { return a.p.error_handler; }
Term priority(Asked a) { return priority_atom(a.p.priority); }
Term group_leader(Asked a) { return a.p.group_leader; }
Term heap_size(Asked a) { return words(a.p.heap.size_words() - a.p.heap.stack_words()); }
Term stack_size(Asked a) { return words(a.p.heap.stack_words()); }
std::size_t all_words(Asked a) {
  const Heap& h = a.p.heap;
  return h.size_words() + static_cast<std::size_t>(h.old_end - h.old_start) + h.fragment_words;
}
Term total_heap_size(Asked a) { return words(all_words(a)); }
Term memory(Asked a) { return words(all_words(a) * sizeof(Word) + sizeof(Process)); }
Term reductions(Asked a) {
  const auto now = a.is_self ? static_cast<std::uint64_t>(kReductionsPerSlice - a.p.reductions_left) : 0;
  return words(a.p.reductions_done + now);
}
Term min_heap_size(Asked a) { return words(a.p.min_heap_words != 0 ? a.p.min_heap_words : kOtpMinHeapWords); }
Term min_bin_vheap_size(Asked a) {
  return words(a.p.min_bin_vheap_words != 0 ? a.p.min_bin_vheap_words : kOtpMinBinVheapWords);
}
Term max_heap_size(Asked a) {
  const Process& p = a.p;
  return max_heap_size_map(a.p, MaxHeapSize{p.max_heap_words, p.max_heap_kill, p.max_heap_error_logger, p.max_heap_include_shared});
}
Term fullsweep_after(Asked a) { return Term::small(a.p.heap.fullsweep_after); }
Term garbage_collection(Asked a) {
  const Term max = max_heap_size(a);
  HeapWriter w = a.p.reserve(32);
  return w.list({w.tuple({atoms::max_heap_size, max}), w.tuple({atoms::min_bin_vheap_size, min_bin_vheap_size(a)}),
                 w.tuple({atoms::min_heap_size, min_heap_size(a)}), w.tuple({atoms::fullsweep_after, fullsweep_after(a)}),
                 w.tuple({atoms::minor_gcs, Term::small(a.p.heap.minor_since_major)})});
}
Term garbage_collection_info(Asked a) {
  const Heap& h = a.p.heap;
  const std::pair<std::string_view, std::size_t> rows[] = {
      {"old_heap_block_size", static_cast<std::size_t>(h.old_end - h.old_start)},
      {"heap_block_size", h.size_words()},
      {"mbuf_size", h.fragment_words},
      {"recent_size", static_cast<std::size_t>(h.top - h.high_water)},
      {"stack_size", h.stack_words()},
      {"old_heap_size", static_cast<std::size_t>(h.old_top - h.old_start)},
      {"heap_size", static_cast<std::size_t>(h.top - h.start)},
      {"bin_vheap_size", h.off_heap.linked_bytes() / sizeof(Word)},
      {"bin_vheap_block_size", kOtpMinBinVheapWords},
      {"bin_old_vheap_size", 0},
      {"bin_old_vheap_block_size", kOtpMinBinVheapWords},
  };
  std::vector<Term> pairs;
  for (const auto& [name, value] : rows) pairs.push_back(pair(a.p, a.p.vm().atoms.must_intern(name), words(value)));
  return list_of(a.p, pairs);
}
Term nothing(Asked) { return Term::nil(); }
Term zero(Asked) { return Term::small(0); }
Term no(Asked) { return atoms::false_; }
Term async_dist(Asked a) { return boolean_atom(a.p.has_async_dist); }
Term message_queue_data(Asked a) { return a.p.queue_data == QueueData::off_heap ? atoms::off_heap : atoms::on_heap; }
Term parent(Asked a) { return a.p.parent ? a.p.parent : atoms::undefined; }
Term label(Asked a) {
  const Term found = a.p.dictionary.get(a.p.vm().atoms.must_intern("$process_label"));
  return found ? found : atoms::undefined;
}
Term backtrace(Asked a) {
  const std::string text = print(a.p.vm().atoms, stacktrace(a)) + "\n";
  return a.p.reserve(binary_words(text.size())).binary({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

struct Item {
  std::string_view name;
  Term (*value)(Asked);
};
// The first kAllCount are what process_info/1 gives, in its order.
constexpr Item kItems[] = {
    {"registered_name", registered_name}, {"current_function", current_function}, {"initial_call", initial_call},
    {"status", status}, {"message_queue_len", message_queue_len}, {"links", links}, {"dictionary", dictionary},
    {"trap_exit", trap_exit}, {"error_handler", error_handler}, {"priority", priority},
    {"group_leader", group_leader}, {"total_heap_size", total_heap_size}, {"heap_size", heap_size},
    {"stack_size", stack_size}, {"reductions", reductions}, {"garbage_collection", garbage_collection},
    {"suspending", nothing},
    {"messages", messages}, {"catchlevel", zero}, {"current_location", current_location},
    {"current_stacktrace", stacktrace}, {"monitors", monitors}, {"monitored_by", monitored_by},
    {"min_heap_size", min_heap_size}, {"min_bin_vheap_size", min_bin_vheap_size}, {"max_heap_size", max_heap_size},
    {"last_calls", no}, {"message_queue_data", message_queue_data}, {"parent", parent},
    {"fullsweep_after", fullsweep_after}, {"label", label}, {"async_dist", async_dist},
    {"sequential_trace_token", nothing}, {"garbage_collection_info", garbage_collection_info}, {"binary", nothing},
    {"memory", memory}, {"backtrace", backtrace},
};
constexpr std::size_t kAllCount = 17;

const Item* item_of(Vm& vm, Term name) {
  if (!name.is_atom()) return nullptr;
  const std::string_view text = vm.atoms.text(name);
  for (const Item& item : kItems) {
    if (item.name == text) return &item;
  }
  return nullptr;
}
bool is_dictionary_key(Term request) { return is_tuple(request, 2) && tuple_element(request, 0) == atoms::dictionary; }

Term one(Asked a, Term request) {
  if (is_dictionary_key(request)) {
    const Term value = a.p.dictionary.get(tuple_element(request, 1));
    return pair(a.p, request, value ? value : atoms::undefined);
  }
  return pair(a.p, request, item_of(a.p.vm(), request)->value(a));
}

}  // namespace

bool is_info_request(Vm& vm, Term request, InfoForm form) {
  if (form == InfoForm::item) return is_dictionary_key(request) || item_of(vm, request) != nullptr;
  for (; request.is_cons(); request = request.tail()) {
    if (!is_info_request(vm, request.head(), InfoForm::item)) return false;
  }
  return request.is_nil();
}

Term process_info(Process& p, Term request, InfoForm form, bool is_self) {
  const Asked a{p, is_self};
  if (form == InfoForm::item) {
    // Of a process without a name there is nothing to tell.
    if (request.is_atom() && p.vm().atoms.text(request) == "registered_name" && registered_name(a).is_nil()) return Term::nil();
    return one(a, request);
  }
  std::vector<Term> answers;
  if (form == InfoForm::all) {
    for (std::size_t i = 0; i < kAllCount; ++i) {
      const Term value = kItems[i].value(a);
      if (i == 0 && value.is_nil()) continue;
      answers.push_back(pair(p, p.vm().atoms.must_intern(kItems[i].name), value));
    }
  } else {
    for (; request.is_cons(); request = request.tail()) answers.push_back(one(a, request.head()));
  }
  return list_of(p, answers);
}

}  // namespace rt
