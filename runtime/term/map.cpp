// SPDX-License-Identifier: Apache-2.0
// Maps of either form: which of the two does the work, iteration, merging.
#include "runtime/term/map.hpp"

#include "runtime/process/process.hpp"
#include "runtime/term/map_flat.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/map_trie.hpp"
#include "runtime/vm.hpp"

namespace rt {

std::size_t map_size(Term map) {
  const Word* m = map.boxed_ptr();
  return is_flat_map(map) ? flat::size(m) : trie::count(m);
}

Term map_get(Term map, Term key) {
  const Word* m = map.boxed_ptr();
  if (!is_flat_map(map)) return trie_get(m, key, map_hash(key));
  const std::size_t at = flat_find(m, key);
  return at == kNotFound ? Term::none() : Term::from_word(m[flat::kValues + at]);
}

Term map_put(Process& p, Term map, Term key, Term value) {
  const Word* m = map.boxed_ptr();
  if (!is_flat_map(map)) return trie_put(p, m, key, map_hash(key), value);
  const std::size_t at = flat_find(m, key);
  if (at != kNotFound) return flat_set(p, m, at, value);
  const std::size_t n = flat::size(m);
  if (n < kFlatMapMax) return flat_insert(p, m, key, value);
  MapBuilder builder(p.vm().atoms, n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    builder.add(Term::from_word(flat::key_words(m)[i]), Term::from_word(m[flat::kValues + i]));
  }
  builder.add(key, value);
  HeapWriter w = p.reserve(builder.words());
  return builder.build(w);
}

Term map_update(Process& p, Term map, Term key, Term value) {
  const Word* m = map.boxed_ptr();
  if (!is_flat_map(map)) return trie_put(p, m, key, map_hash(key), value, true);
  const std::size_t at = flat_find(m, key);
  return at == kNotFound ? Term::none() : flat_set(p, m, at, value);
}

Term map_remove(Process& p, Term map, Term key, Term* value) {
  const Word* m = map.boxed_ptr();
  if (!is_flat_map(map)) return trie_remove(p, m, key, map_hash(key), value);
  const std::size_t at = flat_find(m, key);
  if (value != nullptr) *value = at == kNotFound ? Term::none() : Term::from_word(m[flat::kValues + at]);
  return at == kNotFound ? map : flat_erase(p, m, at);
}

Term map_merge(Process& p, Term a, Term b) {
  if (a == b) return a;
  const bool flat_a = is_flat_map(a), flat_b = is_flat_map(b);
  if (flat_a && flat_b) return flat_merge(p, a.boxed_ptr(), b.boxed_ptr());
  if (!flat_a && !flat_b) return trie_merge(p, a.boxed_ptr(), b.boxed_ptr());
  const Word* small = (flat_a ? a : b).boxed_ptr();
  const std::size_t n = flat::size(small);
  if (n == 0) return flat_a ? b : a;
  MapBuilder builder(p.vm().atoms, n);
  builder.wants_trie_ = true;
  for (std::size_t i = 0; i < n; ++i) {
    builder.add(Term::from_word(flat::key_words(small)[i]), Term::from_word(small[flat::kValues + i]));
  }
  HeapWriter w = p.reserve(builder.words());
  const Word* as_trie = builder.build(w).boxed_ptr();
  return flat_a ? trie_merge(p, as_trie, b.boxed_ptr()) : trie_merge(p, a.boxed_ptr(), as_trie);
}

MapIterator::MapIterator(Term map) {
  const Word* m = map.boxed_ptr();
  const Word* end = m + 1 + header_words(*m);
  if (is_flat_map(map)) {
    keys_ = flat::key_words(m);
    steps_[0] = {m + flat::kValues, end};
  } else {
    steps_[0] = {m + trie::kRootChildren, end};
  }
}

bool MapIterator::next(Term& key, Term& value) {
  if (keys_ != nullptr) {
    if (steps_[0].child == steps_[0].end) return false;
    key = Term::from_word(*keys_++);
    value = Term::from_word(*steps_[0].child++);
    return true;
  }
  for (;;) {
    Step& step = steps_[depth_];
    if (step.child == step.end) {
      if (depth_ == 0) return false;
      --depth_;
      continue;
    }
    const Term child = Term::from_word(*step.child++);
    if (child.is_cons()) {
      key = child.head();
      value = child.tail();
      return true;
    }
    const Word* node = child.boxed_ptr();
    steps_[++depth_] = {node + trie::child_offset(*node), node + 1 + header_words(*node)};
  }
}

}  // namespace rt
