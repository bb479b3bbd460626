// SPDX-License-Identifier: Apache-2.0
// ExportTable: every M:F/A that somebody calls, exports or binds a native to, once. Exports never move and are
// never freed. Any thread; interning takes a lock, following a pointer to an Export does not.
#pragma once

#include <deque>
#include <mutex>
#include <unordered_map>
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
  explicit ExportTable(StubWriter make_stub) : make_stub_(make_stub) {}

 private:
  struct Key {
    Word module, function;
    unsigned arity;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      return (k.module * 0x9E3779B97F4A7C15u) ^ (k.function * 0xC2B2AE3D27D4EB4Fu >> 7) ^ k.arity;
    }
  };
  StubWriter make_stub_;
  mutable std::mutex mutex_;
  mutable std::deque<Export> exports_;
  std::unordered_map<Key, Export*, Hash> index_;
};

}  // namespace rt
