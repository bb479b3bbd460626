// SPDX-License-Identifier: Apache-2.0
// Table: one ETS table: what ets:new/2 said of it, who owns and who fixes it, its lock, and its store. Behind a magic
// reference, which is its identifier; it outlives its deletion (`store` is null then) as long as somebody has one.
//
// Any thread. `mutex` protects all but `number`; natives hold it for the whole of one call, shared if they only read. An
// ordered_set with write_concurrency is concurrent: its lock is spread, and shared by those, too, who change single objects;
// they lock parts of its store (ca_tree.hpp). Order of locks: the names of Tables, then a table, then the owners of Tables.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "runtime/base/spread_lock.hpp"
#include "runtime/ets/ca_tree.hpp"
#include "runtime/ets/insertion.hpp"
#include "runtime/heap/fragment.hpp"
#include "runtime/term/tuple.hpp"

namespace rt::ets {

enum class TableType : std::uint8_t { set, ordered_set, bag, duplicate_bag };
enum class Protection : std::uint8_t { public_, protected_, private_ };
enum class WriteConcurrency : std::uint8_t { off, on, automatic, fixed_locks };

struct TableOptions {
  TableType type = TableType::set;
  Protection protection = Protection::protected_;
  std::size_t keypos = 1;
  bool is_named = false;
  bool is_compressed = false;
  bool read_concurrency = false;
  WriteConcurrency write_concurrency = WriteConcurrency::off;
  std::size_t locks = 1;            // that OTP would have: buckets are visited so many apart
  bool decentralized_counters = false;
  ObjectForm form() const { return {keypos, is_compressed}; }
  bool is_concurrent() const { return type == TableType::ordered_set && write_concurrency != WriteConcurrency::off; }
};

class Table final : public MagicObject {
 public:
  Table(Vm& vm, Term table_name, const TableOptions& table_options, Term owner_pid);

  ~Table() override;

  bool is_alive() const { return store != nullptr; }
  bool is_bag() const { return options.type == TableType::bag || options.type == TableType::duplicate_bag; }
  bool is_ordered() const { return options.type == TableType::ordered_set; }
  std::size_t memory_words() const;  // Requires: if it is concurrent, locked exclusively
  // The store, where many may change it at once; else null.
  CaTree* concurrent() const { return is_concurrent_ ? static_cast<CaTree*>(store.get()) : nullptr; }

  // Which lock is wanted, of a table that is concurrent and of others.
  struct Locking {
    bool excludes, excludes_if_concurrent;
  };
  bool excludes(Locking how) const { return is_concurrent_ ? how.excludes_if_concurrent : how.excludes; }
  void lock(Locking how) const {
    if (excludes(how)) {
      mutex.lock();
    } else {
      mutex.lock_shared();
    }
  }

  // The store with all objects; an empty one takes its place.
  std::unique_ptr<Store> take_store(Vm& vm);  // Requires: locked exclusively

  struct Fixation {
    Term pid;
    std::size_t count;
  };
  // A long insertion that has begun: whoever locks the table finishes it before anything else (EtsAccess does).
  void set_unfinished(Insertion& insertion);  // retains it
  Insertion* unfinished() const { return unfinished_; }
  void finish_insertion();
  void drop_insertion();

  // By a process, until it unfixes or dies. A shared lock will do.
  void fix(Term pid, std::int64_t now_ns);
  bool unfix(Term pid);      // true: that was the last one of this process
  void unfix_all_of(Term pid);
  struct Fixations {
    std::int64_t since_ns;   // the oldest of an unbroken row
    std::vector<Fixation> list;  // newest last
  };
  Fixations fixations() const;

  mutable SpreadLock mutex;
  const std::uint64_t number;  // of the reference
  TableOptions options;        // only the protection changes
  Term name;
  Term owner;
  Term heir;                   // pid or none; to be set by Tables::set_heir
  bool is_heir_gone = false;   // somebody else may have its pid one day
  Term heir_data;
  FragmentPtr heir_storage;
  std::unique_ptr<Store> store;

 private:
  const bool is_concurrent_;
  void drop_fixations(std::size_t count);
  mutable ShortLock fixations_mutex_;  // of the next, for those who hold the table's lock shared
  Fixations fixations_{};
  Insertion* unfinished_ = nullptr;
};

// Whether the table may hold it: a tuple with an element for the key.
inline bool is_object_of(const Table& table, Term t) { return is_tuple(t) && tuple_arity(t) >= table.options.keypos; }

// The reference. magic::kWords.
inline Term table_reference(Table& table, HeapWriter& w) {
  table.retain();
  return w.magic_reference(&table, table.number);
}

}  // namespace rt::ets
