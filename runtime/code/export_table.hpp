// SPDX-License-Identifier: Apache-2.0
// ExportTable: every M:F/A that somebody calls, exports or binds a native to, once. Exports never move and are
// never freed. Any thread; making one takes a lock, finding one and following a pointer to one does not.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/code/module.hpp"

namespace rt {

class ExportTable {
 public:
  // The entry of M:F/A; a new one leads to its stub (stub instructions are written by `make_stub`).
  Export* intern(Term module, Term function, unsigned arity);
  Export* find(Term module, Term function, unsigned arity) const;  // null when nobody named it
  std::vector<Export*> of_module(Term module) const;  // oldest first

  // How a new export's stub is written; the engine sets it (interp/stubs.cpp), before any intern().
  using StubWriter = void (*)(Export&);
  explicit ExportTable(StubWriter make_stub);

 private:
  // Open addressing; a slot is written once. Who still looks into a table that was outgrown finds what was there when it
  // was the newest.
  struct Table {
    explicit Table(std::size_t size) : slots(new std::atomic<Export*>[size]()), mask(size - 1) {}
    std::atomic<Export*>& slot_of(Term module, Term function, unsigned arity) const;  // its own, or an empty one
    std::unique_ptr<std::atomic<Export*>[]> slots;
    std::size_t mask;
  };
  Table& add_table(std::size_t size);

  StubWriter make_stub_;
  mutable std::mutex mutex_;  // of the next two
  mutable std::deque<Export> exports_;
  std::vector<std::unique_ptr<Table>> tables_;  // all that ever were
  std::atomic<const Table*> table_;             // the newest one
};

}  // namespace rt
