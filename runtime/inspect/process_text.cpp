// SPDX-License-Identifier: Apache-2.0
// The words and their order are OTP's, the numbers are of our own heap, in words; addresses are those of internal
// instructions, native code or not.
#include "runtime/inspect/process_text.hpp"

#include <array>
#include <string_view>

#include "runtime/code/module.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/backtrace.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/reference.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/signal.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

std::string mfa(const AtomTable& atoms, Term module, Term function, unsigned arity) {
  return print_atom(atoms, module) + ":" + print_atom(atoms, function) + "/" + std::to_string(arity);
}

std::string line(std::string_view name, std::size_t value) { return std::string(name) + ": " + std::to_string(value) + "\n"; }

std::string_view state(Process& p) {
  if (p.is_exiting) return "Exiting";
  if (p.suspend_count > 0) return "Suspended";
  if (p.away == Away::yes && p.dirty->state == DirtyCall::State::lent) return "Running";
  if (p.away != Away::no) return "Scheduled";
  return (p.is_waiting && p.mailbox.current() == nullptr) || p.native ? "Waiting" : "Scheduled";
}

std::string reference(const AtomTable& atoms, Word low, Word high) {
  std::array<Word, kReferenceWords> words;
  HeapWriter w(words.data(), words.size(), nullptr, nullptr);
  return print(atoms, write_reference(w, RefId{low, high}));
}

std::string relations(Process& p) {
  if (!p.relations_) return "";
  const AtomTable& atoms = p.vm().atoms;
  std::string text;
  const auto add = [&](const std::string& item) { text += (text.empty() ? "" : ", ") + item; };
  for (const auto& [pid, link] : p.relations_->links) add(print(atoms, Term::from_word(pid)));
  for (const auto& [low, m] : p.relations_->monitoring) {
    const std::string target = m.name ? "{" + print(atoms, m.name) + "," + print(atoms, atoms::nonode_at_nohost) + "}"
                                      : print(atoms, m.target ? m.target : Term::nil());
    add("{to," + target + "," + reference(atoms, low, m.high) + "}");
  }
  for (const auto& [low, watcher] : p.relations_->watchers) {
    add("{from," + print(atoms, watcher.pid) + "," + reference(atoms, low, watcher.high) + "}");
  }
  return text.empty() ? "" : "Link list: [" + text + "]\n";
}

std::string messages(Process& p) {
  std::string text;
  for (const Signal* m = p.mailbox.first(); m != nullptr; m = m->next) {
    if (m->kind != SignalKind::receive_marker) text += (text.empty() ? "" : ",") + print(p.vm().atoms, m->term);
  }
  return text.empty() ? "" : "Message queue: [" + text + "]\n";
}

std::string dictionary(Process& p) {
  if (p.dictionary.size() == 0) return "";
  std::string text;
  p.dictionary.for_each([&](const Dictionary::Pair& pair) {
    text += (text.empty() ? "{" : ",{") + print(p.vm().atoms, pair.key) + "," + print(p.vm().atoms, pair.value) + "}";
  });
  return "Dictionary: [" + text + "]\n";
}

std::string sizes(Process& p) {
  const Heap& heap = p.heap;
  const auto words = [](const Word* from, const Word* to) { return static_cast<std::size_t>(to - from); };
  const std::size_t young_binaries = heap.off_heap.byte_total() / sizeof(Word);
  const std::size_t old_binaries = heap.old_off_heap.byte_total() / sizeof(Word);
  const std::size_t chosen = p.settings().min_bin_vheap_words, most = chosen != 0 ? chosen : kOtpMinBinVheapWords;
  const auto unused = [most](std::size_t used) { return used < most ? most - used : 0; };
  const std::size_t old = words(heap.old_start, heap.old_end);
  return line("Stack+heap", heap.size_words()) + line("OldHeap", old) + line("Heap unused", heap.free_words()) +
         line("OldHeap unused", words(heap.old_top, heap.old_end)) + line("BinVHeap", young_binaries) +
         line("OldBinVHeap", old_binaries) + line("BinVHeap unused", unused(young_binaries)) +
         line("OldBinVHeap unused", unused(old_binaries)) +
         line("Memory", sizeof(Process) + (heap.size_words() + old + heap.fragment_words) * sizeof(Word));
}

// The registers of one that waits for its turn within a call stand behind the place where it goes on.
std::string stack(Process& p) {
  std::string text = backtrace_text(p), registers = "arity = " + std::to_string(p.saved_live) + "\n";
  for (unsigned i = 0; i < p.saved_live; ++i) registers += "   " + print(p.vm().atoms, Term::from_word(p.heap.sp[i])) + "\n";
  return text.insert(text.find('\n') + 1, registers);
}

std::string internal_state(Process& p) {
  const auto name = [](Priority priority) -> std::string {
    switch (priority) {
      case Priority::low: return "LOW";
      case Priority::normal: return "NORMAL";
      case Priority::high: return "HIGH";
      case Priority::max: return "MAX";
    }
    return "";
  };
  return "Internal State: ACT_PRIO_" + name(p.queued_as) + " | USR_PRIO_" + name(p.priority) + " | PRQ_PRIO_" +
         name(p.queued_as) + (p.queue_data == QueueData::off_heap ? " | OFF_HEAP_MSGQ" : "") + "\n";
}

}  // namespace

std::string process_text(Process& p) {
  Vm& vm = p.vm();
  std::string text = "=proc:" + print(vm.atoms, p.pid) + "\nState: " + std::string(state(p)) + "\n";
  if (const Term name = vm.names->name_of(p.pid)) text += "Name: " + print_atom(vm.atoms, name) + "\n";
  const Export* first = p.initial_function;
  text += "Spawned as: " + (first == nullptr ? "erlang:apply/2" : mfa(vm.atoms, first->module, first->function, first->arity)) + "\n";
  const Term parent = p.address->parent_pid();
  text += "Spawned by: " + print(vm.atoms, parent ? parent : Term::nil()) + "\n";
  if (p.away != Away::no) return text + internal_state(p);
  text += line("Message queue length", p.mailbox.length());
  if (!p.is_sensitive) text += messages(p);
  std::size_t fragments = 0;
  for (const Fragment* f = p.heap.fragments; f != nullptr; f = f->next) ++fragments;
  text += line("Number of heap fragments", fragments) + line("Heap fragment data", p.heap.fragment_words) + relations(p);
  if (!p.is_sensitive) text += dictionary(p);
  text += "Reductions: " + std::to_string(p.reductions_done) + "\n" + sizes(p) + "Stack dump:\n";
  if (!p.is_sensitive && !p.native) text += stack(p);
  return text + internal_state(p);
}

}  // namespace rt
