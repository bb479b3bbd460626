// SPDX-License-Identifier: Apache-2.0
#include "runtime/inspect/machine_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "runtime/bifs/erlang_memory.hpp"
#include "runtime/code/code_table.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/inspect/process_text.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/reference.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

std::string line(std::string_view name, std::uint64_t value) {
  return std::string(name) + ": " + std::to_string(value) + "\n";
}
std::string line(std::string_view name, std::string_view value) {
  return std::string(name) + ": " + std::string(value) + "\n";
}

std::string_view what_it_is(Port::Kind kind) {
  switch (kind) {
    case Port::Kind::forker: return "Port controls forker process";
    case Port::Kind::program: return "Port controls external process";
    case Port::Kind::descriptor: return "Port is UNIX fd not opened by emulator";
    case Port::Kind::ram_file:
    case Port::Kind::driver: return "Port controls linked-in driver";
  }
  return "";
}

std::string port_text(const Vm& vm, const Port& port) {
  constexpr std::uint64_t kSlotsApart = 8;  // as OTP counts them
  std::string text = "=port:" + print_identifier(port.id) + "\nState: CONNECTED" + (port.is_closing() ? "|CLOSING" : "") + "\n" +
                     line("Slot", port.id.local_id() * kSlotsApart) + line("Connected", print_identifier(port.connected()));
  std::string links;
  for (const auto& [pid, link] : port.links) links += (links.empty() ? "" : ",") + print_identifier(Term::from_word(pid));
  if (!links.empty()) text += line("Links", links);
  if (const Term name = vm.names->name_of(port.id)) text += line("Registered as", print_atom(vm.atoms, name));
  text += line(what_it_is(port.kind), port.name) + line("Input", port.bytes_in()) + line("Output", port.bytes_out()) +
          line("Queue", port.queue_size());
  if (port.data != atoms::undefined) text += line("Port Data", print(vm.atoms, port.data));
  return text;
}

std::string_view name_of(ets::TableType type) {
  switch (type) {
    case ets::TableType::set: return "set";
    case ets::TableType::ordered_set: return "ordered_set";
    case ets::TableType::bag: return "bag";
    case ets::TableType::duplicate_bag: return "duplicate_bag";
  }
  return "";
}
std::string_view name_of(ets::Protection protection) {
  switch (protection) {
    case ets::Protection::public_: return "public";
    case ets::Protection::protected_: return "protected";
    case ets::Protection::private_: return "private";
  }
  return "";
}
std::string_view name_of(bool value) { return value ? "true" : "false"; }
std::string_view name_of(ets::WriteConcurrency concurrency) {
  return concurrency == ets::WriteConcurrency::automatic ? "auto" : name_of(concurrency != ets::WriteConcurrency::off);
}

std::string table_text(const Vm& vm, const ets::Table& table) {
  std::array<Word, kReferenceWords> words;
  HeapWriter w(words.data(), words.size(), nullptr, nullptr);
  const std::string name = print_atom(vm.atoms, table.name);
  const std::string identifier = table.options.is_named ? name : print(vm.atoms, write_reference(w, RefId{table.number, 0}));
  return "=ets:" + print_identifier(table.owner) + "\n" + line("Table", identifier) + line("Name", name) +
         (table.is_ordered() ? "Ordered set (AVL tree), Elements: " + std::to_string(table.store->size()) + "\n"
                             : line("Fixed", name_of(!table.fixations().list.empty()))) +
         line("Objects", table.store->size()) + line("Words", table.memory_words()) + line("Type", name_of(table.options.type)) +
         line("Protection", name_of(table.options.protection)) + line("Compressed", name_of(table.options.is_compressed)) +
         line("Write Concurrency", name_of(table.options.write_concurrency)) +
         line("Read Concurrency", name_of(table.options.read_concurrency));
}

}  // namespace

std::string processes_text(Vm& vm) {
  std::string text;
  for (const Term pid : vm.processes->pids()) {
    if (Process* p = vm.processes->process(pid)) text += process_text(*p);
  }
  return text + ports_text(vm);
}

std::string ports_text(Vm& vm) {
  std::string text;
  for (const Term id : vm.ports->all()) {
    if (const LockedPort port = vm.ports->find_present(id, nullptr)) text += port_text(vm, *port);
  }
  return text;
}

std::string loaded_text(const Vm& vm) {
  std::string modules;
  std::size_t current_bytes = 0, old_bytes = 0;
  std::vector<Term> names = vm.code.names();
  std::ranges::sort(names, {}, [&](Term name) { return vm.atoms.text(name); });
  for (const Term name : names) {
    const Module *current = vm.code.current(name), *old = vm.code.old(name);
    const std::size_t now = current == nullptr ? 0 : code_bytes(*current), before = old == nullptr ? 0 : code_bytes(*old);
    current_bytes += now;
    old_bytes += before;
    modules += print_atom(vm.atoms, name) + " " + std::to_string(now) +
               (old == nullptr ? "" : " (" + std::to_string(before) + " old)") + "\n";
  }
  return line("Current code", current_bytes) + line("Old code", old_bytes) + modules;
}

std::string tables_text(const Vm& vm) {
  std::string text;
  for (ets::Table* table : vm.tables->all()) {
    if (table->is_alive()) text += table_text(vm, *table);
    table->release();
  }
  return text;
}

std::string memory_text(Vm& vm) {
  std::string text = "=memory\n";
  for (const auto& [name, bytes] : memory_kinds(vm)) text += line(name, bytes);
  return text + "=index_table:atom_tab\n" + line("entries", vm.atoms.count()) + "=index_table:module_code\n" +
         line("entries", vm.code.names().size()) + "=hash_table:process_reg\n" + line("objs", vm.names->names().size()) +
         "=hash_table:ets_tab\n" + line("objs", vm.tables->count());
}

std::string distribution_text() { return "=node:'nonode@nohost'\n=no_distribution\n"; }

}  // namespace rt
