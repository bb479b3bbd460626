// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/ets_access.hpp"

#include <typeinfo>

#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

ets::Table* table_behind(Term id) {
  if (!is_boxed_kind(id, Kind::magic_reference)) return nullptr;
  MagicObject* object = magic::object(id.boxed_ptr());
  return typeid(*object) == typeid(ets::Table) ? static_cast<ets::Table*>(object) : nullptr;
}

// A table of a server that is starting: not yet what it will be.
bool is_being_made(Process& p, Term name) {
  const Term server = p.vm().names->server_of_table(name);
  return server && must_wait_for_server(p, server);
}

ets::Table::Locking locking(EtsNeed need) {
  switch (need) {
    case EtsNeed::read:
    case EtsNeed::info: return {false, false};
    case EtsNeed::read_all:
    case EtsNeed::info_all: return {false, true};
    case EtsNeed::write: return {true, false};
    case EtsNeed::write_all:
    case EtsNeed::unfix:
    case EtsNeed::cleanup: break;
  }
  return {true, true};
}

bool is_for_anybody(EtsNeed need) { return need == EtsNeed::info || need == EtsNeed::info_all || need == EtsNeed::cleanup; }
bool is_writing(EtsNeed need) { return need == EtsNeed::write || need == EtsNeed::write_all; }

}  // namespace

EtsAccess::EtsAccess(Process& p, Term id, EtsNeed need, const ets::Insertion* own) : need_(need) {
  const ets::Table::Locking how = locking(need);
  if (id.is_atom()) {
    table_ = p.vm().tables->lock_named(id, how);
    if (table_ != nullptr) is_exclusive_ = table_->excludes(how);
    // (Asked behind that: what begins meanwhile makes its table later.)
    if (table_ == nullptr || (p.vm().names->is_any_starting() && is_being_made(p, id))) {
      refuse(p, atoms::id);
      return;
    }
  } else {
    table_ = table_behind(id);
    if (table_ == nullptr) {
      refuse(p, atoms::type);
      return;
    }
    table_->lock(how);
    is_exclusive_ = table_->excludes(how);
  }
  if (!table_->is_alive()) {
    refuse(p, atoms::id);
    return;
  }
  if (table_->unfinished() != own && table_->unfinished() != nullptr && !finish_insertion()) {
    refuse(p, atoms::id);
    return;
  }
  if (is_for_anybody(need) || table_->options.protection == ets::Protection::public_) return;
  if (!is_writing(need) && table_->options.protection == ets::Protection::protected_) return;
  if (table_->owner == p.pid || p.is_ets_super_user) return;
  refuse(p, atoms::access);
}

// False: the table is gone meanwhile.
bool EtsAccess::finish_insertion() {
  ets::Table& table = *table_;
  if (is_exclusive_) {
    table.finish_insertion();
    return true;
  }
  table.retain();  // what the registry does may end while it is not locked
  do {
    table.mutex.unlock_shared();
    table.mutex.lock();
    if (table.is_alive() && table.unfinished() != nullptr) table.finish_insertion();
    table.mutex.unlock();
    table.mutex.lock_shared();
  } while (table.is_alive() && table.unfinished() != nullptr);
  const bool is_alive = table.is_alive();
  if (!is_alive) unlock();
  table.release();
  return is_alive;
}

void EtsAccess::refuse(Process& p, Term cause) {
  unlock();
  cause_ = cause;
  (void)p.raise_with_cause(atoms::badarg, cause);
}

ets::Object* EtsAccess::end(bool last) {
  if (ets::CaTree* tree = table_->concurrent()) return tree->end(part_, last);
  return last ? store().last() : store().first();
}

ets::Store::Step EtsAccess::step(Term key, bool backwards) {
  if (ets::CaTree* tree = table_->concurrent()) return tree->step(part_, key, backwards);
  return backwards ? store().prev(key) : store().next(key);
}

void EtsAccess::unlock() {
  if (table_ == nullptr) return;
  part_.release();
  if (is_exclusive_) {
    table_->mutex.unlock();
  } else {
    table_->mutex.unlock_shared();
  }
  table_ = nullptr;
}

}  // namespace rt
