// SPDX-License-Identifier: Apache-2.0
// How natives of module ets come by a table: found by identifier or name, locked, and checked for what the caller may do.
#pragma once

#include "runtime/ets/table.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/process/process.hpp"

namespace rt {

// What a native does, and so how the table is locked (ets/table.hpp). Of a concurrent table `_all` is what concerns more
// than the object or the place that EtsAccess::at leads to.
enum class EtsNeed : std::uint8_t {
  read,       // shared lock; the owner, and others unless it is private
  read_all,   // exclusive lock if the table is concurrent; as read
  write,      // exclusive lock, unless the table is concurrent; the owner, and others if it is public
  write_all,  // exclusive lock; as write
  unfix,      // exclusive lock; as read
  info,       // shared lock; anybody
  info_all,   // as read_all; anybody
  cleanup,    // exclusive lock; anybody
};

// A locked table, until the end of scope. Unlocking is the first thing that happens then, so results must have been
// copied out.
class EtsAccess {
 public:
  // If it cannot be had: no table, and badarg raised with its cause.
  // An insertion that has begun is finished first, unless it is the caller's `own`.
  EtsAccess(Process& p, Term id, EtsNeed need, const ets::Insertion* own = nullptr);
  ~EtsAccess() { unlock(); }
  EtsAccess(const EtsAccess&) = delete;
  EtsAccess& operator=(const EtsAccess&) = delete;

  explicit operator bool() const { return table_ != nullptr; }
  ets::Table* operator->() const { return table_; }
  ets::Table& operator*() const { return *table_; }
  // The whole of it. What it does with single objects is for who has not a concurrent table, or all of it.
  ets::Store& store() const { return *table_->store; }
  // Where the object with this key is, or belongs; of a concurrent table this part is locked until the end. Once.
  ets::Store& at(Term key) {
    ets::CaTree* tree = table_->concurrent();
    if (tree == nullptr) [[likely]] return store();
    tree->hold(part_, key, need_ == EtsNeed::write);
    return part_.tree();
  }
  // Of those that step through the table: locked likewise.
  ets::Object* end(bool last);
  ets::Store::Step step(Term key, bool backwards);
  void unlock();
  // Why there is none: type, id or access.
  Term cause() const { return cause_; }

 private:
  bool finish_insertion();
  void refuse(Process& p, Term cause);
  ets::Table* table_ = nullptr;
  const EtsNeed need_;
  bool is_exclusive_ = false;
  Term cause_;
  ets::CaTree::Hold part_;
};

}  // namespace rt
