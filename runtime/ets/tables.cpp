// SPDX-License-Identifier: Apache-2.0
// The registry of tables, and what becomes of them when their owner dies.
#include "runtime/ets/tables.hpp"

#include <algorithm>

#include "runtime/bifs/bif.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/ets/transfer.hpp"
#include "runtime/vm.hpp"

namespace rt {
// In bifs/ets_*.cpp.
extern const Bif* const kEtsSelectTraps;
extern const Bif* const kEtsFreeStoreTrap;
extern const Bif* const kEtsInsertTrap;
}  // namespace rt

namespace rt::ets {

Tables::Tables(Vm& vm) : vm_(vm) {
  const auto bind = [&vm](Export& e, const Bif& row) { make_continuation(e, vm.atoms, atoms::ets, row); };
  bind(continuations.select, kEtsSelectTraps[0]);
  bind(continuations.select_count, kEtsSelectTraps[1]);
  bind(continuations.select_delete, kEtsSelectTraps[2]);
  bind(continuations.select_replace, kEtsSelectTraps[3]);
  bind(continuations.free_store, *kEtsFreeStoreTrap);
  bind(continuations.insert, *kEtsInsertTrap);
}

Tables::~Tables() {
  for (Table* table : all_) {
    table->store.reset();
    table->release();
  }
}

const GuardFunctions& Tables::guard_functions() {
  std::call_once(guard_functions_once_, [this] { guard_functions_ = std::make_unique<GuardFunctions>(vm_); });
  return *guard_functions_;
}

bool Tables::add(Table& table) {
  std::unique_lock names(names_mutex_, std::defer_lock);
  if (table.options.is_named) {
    names.lock();
    if (!names_.emplace(table.name.word(), &table).second) return false;
  }
  const std::scoped_lock lock(owners_mutex_);
  all_.push_back(&table);
  relations_[table.owner.word()].owned.push_back(&table);
  count_.store(all_.size(), std::memory_order_relaxed);
  related_.store(relations_.size(), std::memory_order_relaxed);
  return true;
}

bool Tables::is_named(Term name) const {
  const std::shared_lock lock(names_mutex_);
  return names_.contains(name.word());
}

bool Tables::names_collide(Term one, Term other) const {
  const std::shared_lock lock(names_mutex_);
  return names_.bucket_count() > 0 && names_.bucket(one.word()) == names_.bucket(other.word());
}

Table* Tables::lock_named(Term name, Table::Locking how) {
  const std::shared_lock lock(names_mutex_);
  const auto found = names_.find(name.word());
  if (found == names_.end()) return nullptr;
  found->second->lock(how);
  return found->second;
}

bool Tables::rename(Table& table, Term name) {
  if (table.options.is_named) {
    // The order of locks is names before tables.
    table.mutex.unlock();
    std::unique_lock lock(names_mutex_);
    table.mutex.lock();
    if (!table.is_alive() || !names_.emplace(name.word(), &table).second) return false;
    names_.erase(table.name.word());
    table.name = name;
    return true;
  }
  table.name = name;
  return true;
}

void Tables::forget(std::vector<Table*> Relations::* list, Term pid, Table& table) {
  const auto found = relations_.find(pid.word());
  if (found == relations_.end()) return;
  std::erase(found->second.*list, &table);
  if (found->second.is_empty()) relations_.erase(found);
  related_.store(relations_.size(), std::memory_order_relaxed);
}

void Tables::set_heir(Table& table, Term heir) {
  const std::scoped_lock lock(owners_mutex_);
  if (table.heir != atoms::none) forget(&Relations::promised, table.heir, table);
  // (Who is alive finds the table in its relations before it is gone.)
  const bool is_alive = heir.is_local_pid() && vm_.processes->find_alive(heir) != nullptr;
  table.heir = is_alive ? heir : atoms::none;
  table.is_heir_gone = false;
  if (!is_alive) return;
  relations_[heir.word()].promised.push_back(&table);
  related_.store(relations_.size(), std::memory_order_relaxed);
}

bool Tables::change_owner(Table& table, Term to) {
  const std::scoped_lock lock(owners_mutex_);
  if (vm_.processes->find_alive(to) == nullptr) return false;  // else it finds what it has before it is gone
  relations_[to.word()].owned.push_back(&table);
  forget(&Relations::owned, table.owner, table);
  table.owner = to;
  return true;
}

void Tables::note_fixed(Table& table, Term pid) {
  const std::scoped_lock lock(owners_mutex_);
  auto& fixed = relations_[pid.word()].fixed;
  if (std::find(fixed.begin(), fixed.end(), &table) == fixed.end()) fixed.push_back(&table);
  related_.store(relations_.size(), std::memory_order_relaxed);
}

void Tables::note_unfixed(Table& table, Term pid) {
  const std::scoped_lock lock(owners_mutex_);
  forget(&Relations::fixed, pid, table);
}

std::unique_ptr<Store> Tables::retire(Table& table) {
  const std::scoped_lock lock(owners_mutex_);
  for (const Table::Fixation& f : table.fixations().list) forget(&Relations::fixed, f.pid, table);
  forget(&Relations::owned, table.owner, table);
  forget(&Relations::promised, table.heir, table);
  std::erase(all_, &table);
  count_.store(all_.size(), std::memory_order_relaxed);
  table.heir = atoms::none;
  table.heir_storage.reset();
  table.drop_insertion();
  return std::move(table.store);
}

void Tables::release(Table& table) {
  if (table.options.is_named) {
    const std::unique_lock lock(names_mutex_);
    const auto found = names_.find(table.name.word());
    if (found != names_.end() && found->second == &table) names_.erase(found);
    // Whoever has found it by its name meanwhile, and sees now that it is dead, must have let go of it.
    const std::scoped_lock last(table.mutex);
  }
  table.release();
}

std::vector<Table*> Tables::all() const {
  const std::scoped_lock lock(owners_mutex_);
  std::vector<Table*> result(all_.rbegin(), all_.rend());
  for (Table* table : result) table->retain();
  return result;
}

Table* Tables::first_owned(Term pid) const {
  const std::scoped_lock lock(owners_mutex_);
  const auto found = relations_.find(pid.word());
  if (found == relations_.end() || found->second.owned.empty()) return nullptr;
  Table* table = found->second.owned.front();
  table->retain();
  return table;
}

// The store of a table that nobody inherits, or null.
std::unique_ptr<Store> Tables::inherit_or_delete(Process& p, Table& table) {
  std::unique_lock lock(table.mutex);
  if (!table.is_alive() || table.owner != p.pid) return nullptr;  // somebody was faster
  const Term heir = table.heir;
  if (heir != atoms::none && !table.is_heir_gone && heir != p.pid && change_owner(table, heir)) {
    send_transfer(p, heir, table, table.heir_data);
    return nullptr;
  }
  std::unique_ptr<Store> store = retire(table);
  lock.unlock();
  release(table);
  return store;
}

bool Tables::process_exits(Process& p) {
  if (related_.load(std::memory_order_seq_cst) == 0) return true;  // read behind Address::note_exiting
  std::size_t budget = 16000;  // objects and tables
  for (;;) {
    std::unique_ptr<Store> doomed;
    {
      const std::scoped_lock lock(owners_mutex_);
      const auto found = relations_.find(p.pid.word());
      if (found == relations_.end()) return true;
      doomed = std::move(found->second.doomed);
    }
    if (doomed == nullptr) {
      Table* table = first_owned(p.pid);
      if (table == nullptr) break;
      doomed = inherit_or_delete(p, *table);
      table->release();
    }
    const std::size_t cost = 1 + (doomed == nullptr ? 0 : doomed->size());
    if ((doomed != nullptr && !doomed->free_some(budget)) || cost > budget) {
      const std::scoped_lock lock(owners_mutex_);
      relations_[p.pid.word()].doomed = std::move(doomed);
      related_.store(relations_.size(), std::memory_order_relaxed);
      return false;
    }
    budget -= cost;
  }
  end_relations(p);
  return true;
}

// What it fixes, and what it will never inherit.
void Tables::end_relations(Process& p) {
  std::vector<Table*> fixed, promised;
  {
    const std::scoped_lock lock(owners_mutex_);
    const auto found = relations_.find(p.pid.word());
    if (found == relations_.end()) return;
    fixed = std::move(found->second.fixed);
    promised = std::move(found->second.promised);
    for (Table* table : fixed) table->retain();
    for (Table* table : promised) table->retain();
    relations_.erase(found);
    related_.store(relations_.size(), std::memory_order_relaxed);
  }
  const auto change = [](const std::vector<Table*>& tables, auto how) {
    for (Table* table : tables) {
      {
        const std::unique_lock lock(table->mutex);
        if (table->is_alive()) how(*table);
      }
      table->release();
    }
  };
  change(fixed, [&p](Table& table) { table.unfix_all_of(p.pid); });
  change(promised, [&p](Table& table) { table.is_heir_gone = table.is_heir_gone || table.heir == p.pid; });
}

}  // namespace rt::ets
