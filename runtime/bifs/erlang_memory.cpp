// SPDX-License-Identifier: Apache-2.0
// erlang:memory/0,1: what this machine holds, in bytes. (OTP asks its allocators, which are others; the kinds are OTP's.)
// The other schedulers stand still meanwhile.
#include "runtime/bifs/erlang_memory.hpp"

#include <unistd.h>

#include <fstream>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct Memory {
  std::size_t processes = 0, processes_used = 0, atoms = 0, binaries = 0, code = 0, tables = 0, resident = 0;
  std::size_t system() const {
    const std::size_t known = atoms + binaries + code + tables;
    return resident > processes + known ? resident - processes : known;
  }
};

void add_process(const Process& p, Memory& m) {
  const Heap& heap = p.heap;
  const auto words = [](const Word* from, const Word* to) { return from == nullptr ? std::size_t{0} : static_cast<std::size_t>(to - from); };
  const std::size_t block = words(heap.start, heap.end) + words(heap.old_start, heap.old_end) + heap.fragment_words;
  const std::size_t used = words(heap.start, heap.top) + words(heap.old_start, heap.old_top) + heap.fragment_words +
                           words(heap.sp, heap.end);
  m.processes += sizeof(Process) + block * sizeof(Word);
  m.processes_used += sizeof(Process) + used * sizeof(Word);
  m.binaries += heap.off_heap.byte_total() + heap.old_off_heap.byte_total();
}

// Resident memory of the whole program, or 0.
std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Requires: the others stand still.
Memory measure(Vm& vm) {
  constexpr std::size_t kBytesPerAtom = 64;
  Memory m;
  for (const Term pid : vm.processes->pids()) {
    if (const Process* p = vm.processes->process(pid)) add_process(*p, m);
  }
  m.atoms = vm.atoms.count() * kBytesPerAtom;
  for (const Module* module : vm.code.current_modules()) {
    m.code += code_bytes(*module);
  }
  for (ets::Table* table : vm.tables->all()) {
    m.tables += table->memory_words() * sizeof(Word);
    table->release();
  }
  m.resident = resident_bytes();
  return m;
}

Memory measure(Process& caller) {
  const Scheduler::Exclusive only_this(*caller.vm().scheduler, *caller.worker);
  return measure(caller.vm());
}

struct MemoryKind {
  std::string_view name;
  std::size_t (*bytes)(const Memory&);
};
constexpr MemoryKind kKinds[] = {
    {"total", [](const Memory& m) { return m.processes + m.system(); }},
    {"processes", [](const Memory& m) { return m.processes; }},
    {"processes_used", [](const Memory& m) { return m.processes_used; }},
    {"system", [](const Memory& m) { return m.system(); }},
    {"atom", [](const Memory& m) { return m.atoms; }},
    {"atom_used", [](const Memory& m) { return m.atoms; }},
    {"binary", [](const Memory& m) { return m.binaries; }},
    {"code", [](const Memory& m) { return m.code; }},
    {"ets", [](const Memory& m) { return m.tables; }},
};

const MemoryKind* kind_of(Process& p, Term name) {
  if (!name.is_atom()) return nullptr;
  for (const MemoryKind& kind : kKinds) {
    if (kind.name == p.vm().atoms.text(name)) return &kind;
  }
  return nullptr;
}

Term pairs(Process& p, std::span<const MemoryKind* const> kinds) {
  const Memory memory = measure(p);
  HeapWriter w = p.reserve(5 * kinds.size());
  std::vector<Term> items;
  for (const MemoryKind* kind : kinds) {
    const auto bytes = static_cast<std::int64_t>(kind->bytes(memory));
    items.push_back(w.tuple({p.vm().atoms.must_intern(kind->name), Term::small(bytes)}));
  }
  return w.list(items);
}

Term memory_0(Process& p) { return memory_of_machine(p); }

Term memory_1(Process& p, Term what) {
  if (const MemoryKind* kind = kind_of(p, what)) return Term::small(static_cast<std::int64_t>(kind->bytes(measure(p))));
  if (!what.is_list()) return p.raise<Fault::badarg>();
  std::vector<const MemoryKind*> kinds;
  Term rest = what;
  for (; rest.is_cons(); rest = rest.tail()) {
    kinds.push_back(kind_of(p, rest.head()));
    if (kinds.back() == nullptr) return p.raise<Fault::badarg>();
  }
  return rest.is_nil() ? pairs(p, kinds) : p.raise<Fault::function_clause>();
}

constexpr Bif kRows[] = {
    bif<&memory_0>("memory", BifKind::library),
    bif<&memory_1>("memory", BifKind::library),
};

}  // namespace

Term memory_of_machine(Process& p) {
  std::vector<const MemoryKind*> all;
  for (const MemoryKind& kind : kKinds) all.push_back(&kind);
  return pairs(p, all);
}

std::vector<std::pair<std::string_view, std::size_t>> memory_kinds(Vm& vm) {
  const Memory memory = measure(vm);
  std::vector<std::pair<std::string_view, std::size_t>> kinds;
  for (const MemoryKind& kind : kKinds) kinds.emplace_back(kind.name, kind.bytes(memory));
  return kinds;
}

std::size_t code_bytes(const Module& module) {
  std::size_t bytes = sizeof(Module) + module.functions.size() * sizeof(Function);
  if (module.literal_area) bytes += module.literal_area->used_words() * sizeof(Word);
  for (const Function& f : module.functions) {
    bytes += static_cast<std::size_t>(f.code_end - f.code) * sizeof(Word) + f.lines.size() * sizeof(LineEntry);
  }
  return bytes;
}

extern const BifModule kErlangMemory;
constinit const BifModule kErlangMemory{"erlang", kRows};

}  // namespace rt
