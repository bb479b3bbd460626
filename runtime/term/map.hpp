// SPDX-License-Identifier: Apache-2.0
// Maps: terms that nobody changes. Two forms, told apart by the header and chosen by size alone:
//
//   flat   up to kFlatMapMax keys: a tuple of sorted keys (shared by maps of the same shape) and the values
//   trie   above: 16 children a level, chosen by the next 4 bits of the key's internal hash, low bits first; children
//          are packed, a bitmap says which are there; a leaf is a cons [Key | Value]; keys whose 64 hash bits agree
//          sit in a collision node, sorted
//
// Invariants: 1. keys of a flat map ascend by compare_map_keys(). 2. A trie has more than kFlatMapMax keys. 3. A trie node
// below the root has at least two leaves beneath it. So the form is a function of the set of keys, and iteration
// order, which programs see, is OTP 27's (erl_map.c). Layouts are in boxed.hpp.
//
// Keys are told apart by `=:=`. Any thread may read. What makes a map allocates from its process and never collects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/term/atom_table.hpp"
#include "runtime/term/boxed.hpp"

namespace rt {

class Process;

constexpr std::size_t kFlatMapMax = 32;
constexpr std::size_t kEmptyMapWords = 3;
constexpr unsigned kTrieLevels = 16;  // 64 bits of hash, 4 a level; collision nodes hang below the last

inline bool is_flat_map(Term t) { return is_boxed_kind(t, Kind::map_flat); }

// The order of keys in a flat map: atoms by their index, else Erlang's order with 1 before 1.0 (compare_exact).
int compare_map_keys(const AtomTable& atoms, Term a, Term b);

// Requires of all below: `map` is a map.
std::size_t map_size(Term map);

// The value of `key`, or none.
Term map_get(Term map, Term key);

// `map` with `key` bound to `value`. The same map if it is bound to the identical value already.
Term map_put(Process& p, Term map, Term key, Term value);

// The same for a key that is there; none if it is not.
Term map_update(Process& p, Term map, Term key, Term value);

// `map` without `key`; the same map if it has none. `value`, if given, gets what was removed, or none.
Term map_remove(Process& p, Term map, Term key, Term* value = nullptr);

// All of `a` and `b`; where both have a key, the value of `b`.
Term map_merge(Process& p, Term a, Term b);

Term empty_map(HeapWriter& w);  // kEmptyMapWords

// A map with this key tuple, which is sorted already (another map's, or a literal). 2 + values.size() words.
// Requires: as many values as keys, at most kFlatMapMax.
Term flat_map_with_keys(HeapWriter& w, Term keys, std::span<const Term> values);

// Visits the pairs in iteration order. The map must stay where it is meanwhile.
class MapIterator {
 public:
  explicit MapIterator(Term map);
  bool next(Term& key, Term& value);  // false: there are no more

 private:
  struct Step {
    const Word* child;  // next one to visit
    const Word* end;
  };
  Step steps_[kTrieLevels + 1];
  unsigned depth_ = 0;
  const Word* keys_ = nullptr;  // of a flat map
};

// Builds a map from any pairs in any order; of equal keys the one added last wins. In two passes, so that it can build
// in whatever memory: add() all, then words(), then build() with a writer of so many words.
class MapBuilder {
 public:
  explicit MapBuilder(const AtomTable& atoms, std::size_t expected = 0) : atoms_(atoms) { pairs_.reserve(expected); }
  void add(Term key, Term value) { pairs_.push_back({key, value}); }
  std::size_t added() const { return pairs_.size(); }

  // Exactly what build() needs. Sorts and drops all but the last of equal keys: nothing may be added afterwards.
  std::size_t words();
  std::size_t size() const { return count_; }  // after words(): the keys of the map
  Term build(HeapWriter& w);

 private:
  friend Term map_merge(Process&, Term, Term);
  struct Pair {
    Term key, value;
  };
  struct Slot {
    std::uint64_t path;  // the hash with its nibbles reversed, so that order of number is order of visit
    std::size_t pair;
  };
  void prepare_flat();
  void prepare_trie();
  std::size_t drop_duplicates(std::size_t first, std::size_t end);
  Term build_flat(HeapWriter& w);
  Term build_node(HeapWriter& w, std::size_t first, std::size_t end, unsigned level);
  Term build_collision(HeapWriter& w, std::size_t first, std::size_t end);

  const AtomTable& atoms_;
  std::vector<Pair> pairs_;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
  bool is_trie_ = false;
  bool wants_trie_ = false;  // even when it is small: to be merged into another
};

}  // namespace rt
