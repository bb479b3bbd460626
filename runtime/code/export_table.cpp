// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/export_table.hpp"

namespace rt {
namespace {

constexpr std::size_t kFirstSize = 8192;  // for the natives, and what a small program calls

std::size_t hash_of(Term module, Term function, unsigned arity) {
  Word h = (module.word() * 0x9E3779B97F4A7C15u) ^ (function.word() * 0xC2B2AE3D27D4EB4Fu) ^ (arity * 0xD6E8FEB86659FD93u);
  return h ^ h >> 32;
}

}  // namespace

const Word* entry_of(const Export* callee) { return callee->entry; }

ExportTable::ExportTable(StubWriter make_stub) : make_stub_(make_stub), table_(&add_table(kFirstSize)) {}

ExportTable::Table& ExportTable::add_table(std::size_t size) {
  return *tables_.emplace_back(std::make_unique<Table>(size));
}

std::atomic<Export*>& ExportTable::Table::slot_of(Term module, Term function, unsigned arity) const {
  for (std::size_t i = hash_of(module, function, arity) & mask;; i = (i + 1) & mask) {
    const Export* e = slots[i].load(std::memory_order_acquire);
    if (e == nullptr || (e->module == module && e->function == function && e->arity == arity)) return slots[i];
  }
}

Export* ExportTable::find(Term module, Term function, unsigned arity) const {
  return table_.load(std::memory_order_acquire)->slot_of(module, function, arity).load(std::memory_order_acquire);
}

Export* ExportTable::intern(Term module, Term function, unsigned arity) {
  if (Export* known = find(module, function, arity)) return known;
  const std::scoped_lock lock(mutex_);
  const Table* table = tables_.back().get();
  if (Export* known = table->slot_of(module, function, arity).load(std::memory_order_relaxed)) return known;
  if (2 * (exports_.size() + 1) > table->mask) {
    const Table& larger = add_table(2 * (table->mask + 1));
    for (Export& e : exports_) larger.slot_of(e.module, e.function, e.arity).store(&e, std::memory_order_relaxed);
    table_.store(&larger, std::memory_order_release);
    table = &larger;
  }
  Export& e = exports_.emplace_back();
  e.module = module;
  e.function = function;
  e.arity = arity;
  make_stub_(e);
  table->slot_of(module, function, arity).store(&e, std::memory_order_release);
  return &e;
}

std::vector<Export*> ExportTable::of_module(Term module) const {
  const std::scoped_lock lock(mutex_);
  std::vector<Export*> result;
  for (Export& e : exports_) {
    if (e.module == module) result.push_back(&e);
  }
  return result;
}

}  // namespace rt
