// SPDX-License-Identifier: Apache-2.0
// Several keys of a map changed at once. A flat map is copied once however many keys change; the usual cases, all keys
// there or a few new ones, need no sorting of the whole. Facts: erts_gc_update_map_assoc and _exact.
#include "runtime/ops/map_ops.hpp"

#include "runtime/process/process.hpp"
#include "runtime/term/map_flat.hpp"
#include "runtime/term/map_trie.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// So many pairs are handled without a builder.
constexpr std::size_t kFewPairs = 32;

Term build(Process& p, MapBuilder& builder) {
  HeapWriter w = p.reserve(builder.words());
  return builder.build(w);
}

Term put_by_builder(Process& p, const Word* map, std::span<const Term> pairs) {
  const std::size_t n = flat::size(map);
  MapBuilder builder(p.vm().atoms, n + pairs.size() / 2);
  for (std::size_t i = 0; i < n; ++i) {
    builder.add(Term::from_word(flat::key_words(map)[i]), Term::from_word(map[flat::kValues + i]));
  }
  for (std::size_t i = 0; i < pairs.size(); i += 2) builder.add(pairs[i], pairs[i + 1]);
  return build(p, builder);
}

// All keys are there, pair i's at places[i].
Term set_all(Process& p, const Word* map, std::span<const Term> pairs, const std::size_t* places) {
  bool changes = false;
  for (std::size_t i = 0; i < pairs.size() / 2; ++i) {
    changes = changes || map[flat::kValues + places[i]] != pairs[2 * i + 1].word();
  }
  if (!changes) return Term::boxed(map);
  const std::size_t words = flat::words(flat::size(map));
  HeapWriter w = p.reserve(words);
  Word* made = w.take(words);
  std::memcpy(made, map, words * sizeof(Word));
  for (std::size_t i = 0; i < pairs.size() / 2; ++i) made[flat::kValues + places[i]] = pairs[2 * i + 1].word();
  return Term::boxed(made);
}

// Some keys are new: those with places[i] == kNotFound.
Term put_few(Process& p, const Word* map, std::span<const Term> pairs, std::size_t* places) {
  const AtomTable& atoms = p.vm().atoms;
  // The new ones in order, by index of their pair; an equal later one takes the place.
  std::uint8_t fresh[kFewPairs];
  std::size_t fresh_count = 0;
  for (std::size_t i = 0; i < pairs.size() / 2; ++i) {
    if (places[i] != kNotFound) continue;
    std::size_t at = fresh_count;
    int order = 1;
    while (at > 0 && (order = compare_map_keys(atoms, pairs[2 * i], pairs[2 * fresh[at - 1]])) < 0) --at;
    if (at > 0 && order == 0) {
      fresh[at - 1] = static_cast<std::uint8_t>(i);
      continue;
    }
    for (std::size_t j = fresh_count; j > at; --j) fresh[j] = fresh[j - 1];
    fresh[at] = static_cast<std::uint8_t>(i);
    ++fresh_count;
  }
  const std::size_t old_count = flat::size(map), n = old_count + fresh_count;
  if (n > kFlatMapMax) return put_by_builder(p, map, pairs);

  HeapWriter w = p.reserve(flat::key_tuple_words(n) + flat::words(n));
  Word* keys = w.take(flat::key_tuple_words(n));
  keys[0] = make_header(Kind::tuple, n);
  Word* made = w.take(flat::words(n));
  made[0] = make_header(Kind::map_flat, flat::words(n) - 1);
  made[flat::kKeys] = Term::boxed(keys).word();
  ++keys;
  Word* values = made + flat::kValues;
  const Word* old_keys = flat::key_words(map);
  std::size_t moved_to[kFlatMapMax];
  std::size_t old = 0, next = 0;
  for (std::size_t to = 0; to < n; ++to) {
    const bool takes_fresh =
        next < fresh_count &&
        (old == old_count || compare_map_keys(atoms, pairs[2 * fresh[next]], Term::from_word(old_keys[old])) < 0);
    if (takes_fresh) {
      keys[to] = pairs[2 * fresh[next]].word();
      values[to] = pairs[2 * fresh[next] + 1].word();
      ++next;
    } else {
      keys[to] = old_keys[old];
      values[to] = map[flat::kValues + old];
      moved_to[old++] = to;
    }
  }
  for (std::size_t i = 0; i < pairs.size() / 2; ++i) {
    if (places[i] != kNotFound) values[moved_to[places[i]]] = pairs[2 * i + 1].word();
  }
  return Term::boxed(made);
}

// The first key in map order that is not there.
Term missing_key(Process& p, Term map, std::span<const Term> pairs) {
  Term missing;
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    if (map_get(map, pairs[i])) continue;
    if (missing.is_none() || compare_map_keys(p.vm().atoms, pairs[i], missing) < 0) missing = pairs[i];
  }
  return missing;
}

}  // namespace

Term new_map(Process& p, std::span<const Term> pairs) {
  MapBuilder builder(p.vm().atoms, pairs.size() / 2);
  for (std::size_t i = 0; i < pairs.size(); i += 2) builder.add(pairs[i], pairs[i + 1]);
  return build(p, builder);
}

Term put_map_assoc(Process& p, Term map, std::span<const Term> pairs) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  if (pairs.size() == 2) return map_put(p, map, pairs[0], pairs[1]);
  if (!is_flat_map(map)) {
    for (std::size_t i = 0; i < pairs.size(); i += 2) map = map_put(p, map, pairs[i], pairs[i + 1]);
    return map;
  }
  const Word* m = map.boxed_ptr();
  if (pairs.size() / 2 > kFewPairs) return put_by_builder(p, m, pairs);
  std::size_t places[kFewPairs];
  bool all_there = true;
  for (std::size_t i = 0; i < pairs.size() / 2; ++i) {
    places[i] = flat_find(m, pairs[2 * i]);
    all_there = all_there && places[i] != kNotFound;
  }
  return all_there ? set_all(p, m, pairs, places) : put_few(p, m, pairs, places);
}

Term put_map_exact(Process& p, Term map, std::span<const Term> pairs) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  if (!is_flat_map(map) || pairs.size() / 2 > kFewPairs) {
    Term updated = map;
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      updated = map_update(p, updated, pairs[i], pairs[i + 1]);
      if (updated.is_none()) return p.raise<Fault::badkey>(missing_key(p, map, pairs));
    }
    return updated;
  }
  const Word* m = map.boxed_ptr();
  std::size_t places[kFewPairs];
  for (std::size_t i = 0; i < pairs.size() / 2; ++i) {
    places[i] = flat_find(m, pairs[2 * i]);
    if (places[i] == kNotFound) return p.raise<Fault::badkey>(missing_key(p, map, pairs));
  }
  return set_all(p, m, pairs, places);
}

}  // namespace rt
