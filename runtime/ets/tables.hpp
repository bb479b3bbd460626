// SPDX-License-Identifier: Apache-2.0
// Tables: all ETS tables of a Vm: by name, and by the processes that own or fix them. It holds one reference to each table
// that is alive. Any thread; see table.hpp for the order of locks.
#pragma once

#include <atomic>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "runtime/code/module.hpp"
#include "runtime/ets/guard_functions.hpp"
#include "runtime/ets/table.hpp"

namespace rt::ets {

class Tables {
 public:
  explicit Tables(Vm& vm);
  ~Tables();
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  // From now on others may find it, and delete it. False: named, and the name is taken; the table is the caller's then.
  [[nodiscard]] bool add(Table& table);

  bool is_named(Term name) const;
  bool names_collide(Term one, Term other) const;  // are they in one bucket, as many names as there are now
  // A table with a name, locked; null if there is none. The caller unlocks.
  Table* lock_named(Term name, Table::Locking how);

  // Requires of the rest: the table is locked exclusively by the caller.
  // False: taken, or the table was deleted meanwhile: it is not locked for a moment. Requires: the caller has a reference.
  bool rename(Table& table, Term name);
  void set_heir(Table& table, Term heir);  // none for who is not alive. (The table need not have been added yet.)
  bool change_owner(Table& table, Term to);  // false: the new one dies, or is dead
  void note_fixed(Table& table, Term pid);
  void note_unfixed(Table& table, Term pid);
  // Makes it dead: no longer found, its store handed out to be freed. The caller unlocks and calls release().
  std::unique_ptr<Store> retire(Table& table);
  void release(Table& table);  // not locked any more

  std::vector<Table*> all() const;  // newest first, each retained
  std::size_t count() const { return count_.load(std::memory_order_relaxed); }

  // Tables that the process owns go to their heirs or are deleted, its fixations end. A slice of it: false if there is
  // more to do. On its thread.
  [[nodiscard]] bool process_exits(Process& p);

  const GuardFunctions& guard_functions();  // made on first use

  // Natives that nobody can name: where long operations continue.
  struct Continuations {
    Export insert, select, select_count, select_delete, select_replace, free_store;
  } continuations;

 private:
  struct Relations {
    std::vector<Table*> owned, fixed, promised;  // oldest first; what it is the heir of
    std::unique_ptr<Store> doomed;               // of a table that went with its owner
    bool is_empty() const { return owned.empty() && fixed.empty() && promised.empty() && doomed == nullptr; }
  };
  std::unique_ptr<Store> inherit_or_delete(Process& p, Table& table);
  void end_relations(Process& p);
  void forget(std::vector<Table*> Relations::* list, Term pid, Table& table);
  Table* first_owned(Term pid) const;

  Vm& vm_;
  mutable ShortLock names_mutex_;
  std::unordered_map<Word, Table*> names_;
  mutable std::mutex owners_mutex_;  // of what follows
  std::unordered_map<Word, Relations> relations_;  // by pid
  std::vector<Table*> all_;  // oldest first
  std::atomic<std::size_t> count_{0};
  std::atomic<std::size_t> related_{0};  // processes in relations_
  std::once_flag guard_functions_once_;
  std::unique_ptr<GuardFunctions> guard_functions_;
};

}  // namespace rt::ets
