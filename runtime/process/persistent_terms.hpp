// SPDX-License-Identifier: Apache-2.0
// PersistentTerms: the table behind module persistent_term. Keys and values are literals, so reading one copies nothing.
// Owned by the Vm. Any thread: readers take no lock; writers take one.
//
// A value that is replaced or erased is retired (heap/literal_area.hpp): who writes calls wake_literal_collector afterwards.
// An erased key keeps its entry until the garbage is collected.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/heap/literal_area.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class PersistentTerms {
 public:
  explicit PersistentTerms(LiteralSpace& literals);
  ~PersistentTerms();
  PersistentTerms(const PersistentTerms&) = delete;
  PersistentTerms& operator=(const PersistentTerms&) = delete;

  enum class Put { done, unchanged, no_room };

  Term get(Term key) const;  // none when it is not there
  Put put(Term key, Term value);  // unchanged: the key was bound to that already
  bool erase(Term key);  // whether it was there
  void erase_all();
  // Tables and entries that nobody needs any more. Requires, to collect them: no other thread is in a function of this.
  bool has_garbage() const;
  void collect_garbage();

  struct Binding {
    Term key, value;
  };
  std::vector<Binding> all() const;
  struct Usage {
    std::size_t count, bytes;
  };
  Usage usage() const;  // at one time
  std::size_t slot_count() const { return table_.load(std::memory_order_acquire)->mask + 1; }

 private:
  using Area = std::unique_ptr<LiteralArea>;  // null: of an immediate
  struct Entry {
    Term key;
    std::uint64_t hash;
    std::atomic<Word> value;  // the none-term's word once erased
    Area key_area, value_area;
    std::size_t words() const;  // outside the table
  };
  // False: no room. Any thread.
  bool keep(Term& t, Area& area);
  void erase(Entry& entry);
  struct Table {
    explicit Table(std::size_t size) : slots(new std::atomic<Entry*>[size]()), mask(size - 1) {}
    std::unique_ptr<std::atomic<Entry*>[]> slots;
    std::size_t mask;
  };
  static Entry* find(const Table& table, Term key, std::uint64_t hash);
  static void insert(Table& table, Entry* entry);
  void resize(std::size_t size);

  LiteralSpace& literals_;
  std::atomic<Table*> table_;
  std::atomic<std::size_t> count_{0};
  mutable std::mutex mutex_;  // of writers
  std::vector<std::unique_ptr<Table>> tables_;  // all that ever were
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace rt
