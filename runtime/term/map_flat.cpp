// SPDX-License-Identifier: Apache-2.0
// Flat maps: a sorted key tuple and values. Entry points in map_flat.hpp; facts from OTP's erl_map.c (flatmap_*).
// A change of a value shares the key tuple, so a record-like map costs its values alone.
#include "runtime/term/map_flat.hpp"

#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// A new flat map of `n` keys with both parts to be filled.
struct NewFlat {
  Word* keys;
  Word* values;
  Term map;
  NewFlat(HeapWriter& w, std::size_t n) {
    Word* tuple = w.take(flat::key_tuple_words(n));
    tuple[0] = make_header(Kind::tuple, n);
    Word* m = w.take(flat::words(n));
    m[0] = make_header(Kind::map_flat, flat::words(n) - 1);
    m[flat::kKeys] = Term::boxed(tuple).word();
    keys = tuple + 1;
    values = m + flat::kValues;
    map = Term::boxed(m);
  }
};

void copy_words(Word* to, const Word* from, std::size_t count) {
  if (count > 0) std::memcpy(to, from, count * sizeof(Word));
}

}  // namespace

int compare_map_keys(const AtomTable& atoms, Term a, Term b) {
  if (a == b) return 0;
  if (a.is_atom() && b.is_atom()) return a.atom_index() < b.atom_index() ? -1 : 1;
  return compare_exact(atoms, a, b);
}

std::size_t flat_find(const Word* map, Term key) {
  const std::size_t n = flat::size(map);
  const Word* keys = flat::key_words(map);
  if (key.is_immediate()) {
    for (std::size_t i = 0; i < n; ++i) {
      if (keys[i] == key.word()) return i;
    }
    return kNotFound;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const Term candidate = Term::from_word(keys[i]);
    if (candidate == key || (!candidate.is_immediate() && exact_equal(candidate, key))) return i;
  }
  return kNotFound;
}

Term flat_set(Process& p, const Word* map, std::size_t at, Term value) {
  if (map[flat::kValues + at] == value.word()) return Term::boxed(map);
  const std::size_t words = flat::words(flat::size(map));
  HeapWriter w = p.reserve(words);
  Word* m = w.take(words);
  copy_words(m, map, words);
  m[flat::kValues + at] = value.word();
  return Term::boxed(m);
}

Term flat_insert(Process& p, const Word* map, Term key, Term value) {
  const std::size_t n = flat::size(map);
  const Word* keys = flat::key_words(map);
  const Word* values = map + flat::kValues;
  std::size_t at = 0;
  while (at < n && compare_map_keys(p.vm().atoms, Term::from_word(keys[at]), key) < 0) ++at;
  HeapWriter w = p.reserve(flat::key_tuple_words(n + 1) + flat::words(n + 1));
  NewFlat made(w, n + 1);
  copy_words(made.keys, keys, at);
  copy_words(made.values, values, at);
  made.keys[at] = key.word();
  made.values[at] = value.word();
  copy_words(made.keys + at + 1, keys + at, n - at);
  copy_words(made.values + at + 1, values + at, n - at);
  return made.map;
}

Term flat_erase(Process& p, const Word* map, std::size_t at) {
  const std::size_t n = flat::size(map);
  HeapWriter w = p.reserve(flat::key_tuple_words(n - 1) + flat::words(n - 1));
  NewFlat made(w, n - 1);
  const Word* keys = flat::key_words(map);
  const Word* values = map + flat::kValues;
  copy_words(made.keys, keys, at);
  copy_words(made.values, values, at);
  copy_words(made.keys + at, keys + at + 1, n - at - 1);
  copy_words(made.values + at, values + at + 1, n - at - 1);
  return made.map;
}

Term flat_merge(Process& p, const Word* a, Word* b) {
  const AtomTable& atoms = p.vm().atoms;
  const std::size_t size_a = flat::size(a), size_b = flat::size(b);
  if (size_a == 0) return Term::boxed(b);
  if (size_b == 0) return Term::boxed(a);
  const Word* keys_a = flat::key_words(a);
  const Word* keys_b = flat::key_words(b);
  // Where each key of the result comes from: index in a, or size_a + index in b.
  std::uint8_t from[2 * kFlatMapMax];
  std::size_t n = 0, i = 0, j = 0;
  while (i < size_a || j < size_b) {
    const int order = i == size_a   ? 1
                      : j == size_b ? -1
                                    : compare_map_keys(atoms, Term::from_word(keys_a[i]), Term::from_word(keys_b[j]));
    if (order < 0) {
      from[n++] = static_cast<std::uint8_t>(i++);
    } else {
      if (order == 0) ++i;
      from[n++] = static_cast<std::uint8_t>(size_a + j++);
    }
  }
  if (n == size_b) {
    const LiteralSpace& literals = p.vm().literals;
    const auto has_literal_keys = [&](const Word* map) {
      return literals.contains(Term::from_word(map[flat::kKeys]).boxed_ptr());
    };
    if (n == size_a && has_literal_keys(a) && !has_literal_keys(b)) b[flat::kKeys] = a[flat::kKeys];
    return Term::boxed(b);
  }

  const auto key = [&](std::size_t k) { return from[k] < size_a ? keys_a[from[k]] : keys_b[from[k] - size_a]; };
  const auto value = [&](std::size_t k) {
    return from[k] < size_a ? a[flat::kValues + from[k]] : b[flat::kValues + from[k] - size_a];
  };
  if (n > kFlatMapMax) {
    MapBuilder builder(atoms, n);
    for (std::size_t k = 0; k < n; ++k) builder.add(Term::from_word(key(k)), Term::from_word(value(k)));
    HeapWriter w = p.reserve(builder.words());
    return builder.build(w);
  }
  if (n == size_a) {  // the keys of `a`, whose tuple can be shared
    HeapWriter w = p.reserve(flat::words(n));
    Word* m = w.take(flat::words(n));
    m[0] = a[0];
    m[flat::kKeys] = a[flat::kKeys];
    for (std::size_t k = 0; k < n; ++k) m[flat::kValues + k] = value(k);
    return Term::boxed(m);
  }
  HeapWriter w = p.reserve(flat::key_tuple_words(n) + flat::words(n));
  NewFlat made(w, n);
  for (std::size_t k = 0; k < n; ++k) {
    made.keys[k] = key(k);
    made.values[k] = value(k);
  }
  return made.map;
}

Term empty_map(HeapWriter& w) { return NewFlat(w, 0).map; }

Term flat_map_with_keys(HeapWriter& w, Term keys, std::span<const Term> values) {
  Word* m = w.take(flat::words(values.size()));
  m[0] = make_header(Kind::map_flat, flat::words(values.size()) - 1);
  m[flat::kKeys] = keys.word();
  for (std::size_t i = 0; i < values.size(); ++i) m[flat::kValues + i] = values[i].word();
  return Term::boxed(m);
}

}  // namespace rt
