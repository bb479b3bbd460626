// SPDX-License-Identifier: Apache-2.0
// How natives of module ets come by a table: found by identifier or name, locked, and checked for what the caller may do.
#pragma once

#include "runtime/ets/table.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/process/process.hpp"

namespace rt {

enum class EtsNeed : std::uint8_t {
  read,   // shared lock; the owner, and others unless it is private
  write,  // exclusive lock; the owner, and others if it is public
  unfix,  // exclusive lock; as read
  info,   // shared lock; anybody
  cleanup,  // exclusive lock; anybody
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
  ets::Store& store() const { return *table_->store; }
  void unlock();
  // Why there is none: type, id or access.
  Term cause() const { return cause_; }

 private:
  bool finish_insertion();
  void refuse(Process& p, Term cause);
  ets::Table* table_ = nullptr;
  bool is_exclusive_;
  Term cause_;
};

}  // namespace rt
