// SPDX-License-Identifier: Apache-2.0
// erlang:system_info/1: what is told as a text (info, loaded, procs, dist), with the headings that OTP's crash dumps have.
#include <string>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/system_items.hpp"
#include "runtime/code/module.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt::system_items {
namespace {

void line(std::string& text, std::string_view key, std::string_view value) {
  text += key;
  text += ": ";
  text += value;
  text += "\n";
}
void line(std::string& text, std::string_view key, std::size_t value) { line(text, key, std::to_string(value)); }

std::size_t code_bytes(const Module& m) {
  std::size_t words = m.literal_area ? m.literal_area->used_words() : 0;
  for (const Function& f : m.functions) words += static_cast<std::size_t>(f.code_end - f.code);
  return words * sizeof(Word);
}

std::string_view state_of(const Process& p, const Process& asking) {
  if (&p == &asking) return "Running";
  if (p.is_exiting) return "Exiting";
  if (p.suspend_count > 0) return "Suspended";
  return p.is_waiting ? "Waiting" : "Scheduled";
}

void describe(std::string& text, const Process& p, const Process& asking) {
  const Vm& vm = const_cast<Process&>(p).vm();
  text += "=proc:" + print_identifier(p.pid) + "\n";
  line(text, "State", state_of(p, asking));
  if (const Term name = vm.names->name_of(p.pid)) line(text, "Name", vm.atoms.text(name));
  if (const Export* e = p.initial_function) {
    line(text, "Spawned as", std::string(vm.atoms.text(e->module)) + ":" + std::string(vm.atoms.text(e->function)) + "/" +
                                 std::to_string(e->arity));
  } else {
    line(text, "Spawned as", "erlang:apply/2");
  }
  if (const Term parent = p.address->parent_pid()) line(text, "Spawned by", print_identifier(parent));
  line(text, "Message queue length", p.mailbox.length());
  line(text, "Number of heap fragments", p.heap.fragments == nullptr ? 0 : 1);
  line(text, "Reductions", p.reductions_done);
  line(text, "Stack+heap", p.heap.size_words());
  line(text, "OldHeap", static_cast<std::size_t>(p.heap.old_end - p.heap.old_start));
  line(text, "Heap unused", p.heap.free_words());
}

}  // namespace

Term machine_text(Process& p) {
  std::string text = "=index_table:atom_tab\n";
  line(text, "limit", p.vm().atoms.limit());
  line(text, "entries", p.vm().atoms.count());
  text += "=index_table:module_code\n";
  line(text, "entries", p.vm().code.current_modules().size());
  text += "=hash_table:process_reg\n";
  line(text, "objs", p.vm().names->names().size());
  text += "=index_table:processes\n";
  line(text, "limit", p.vm().processes->limit());
  line(text, "entries", p.vm().processes->count());
  return byte_binary(p, text);
}

Term modules_text(Process& p) {
  std::string modules;
  std::size_t total = 0;
  for (const Module* m : p.vm().code.current_modules()) {
    const std::size_t bytes = code_bytes(*m);
    total += bytes;
    modules += print(p.vm().atoms, m->name) + " " + std::to_string(bytes) + "\n";
  }
  std::string text;
  line(text, "Current code", total);
  return byte_binary(p, text + modules);
}

Term processes_text(Process& p) {
  std::string text;
  {
    const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
    for (const Term pid : p.vm().processes->pids()) {
      if (const Process* each = p.vm().processes->process(pid)) describe(text, *each, p);
    }
  }
  return byte_binary(p, text);
}

Term distribution_text(Process& p) { return byte_binary(p, "=no_distribution\n"); }

}  // namespace rt::system_items
