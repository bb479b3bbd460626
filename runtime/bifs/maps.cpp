// SPDX-License-Identifier: Apache-2.0
// Natives of module maps, and erlang's three on maps. Facts from OTP's erl_map.c; orders of keys and values too: flat maps in
// key order, tries in the reverse of iteration order.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::int64_t kPairsPerReduction = 40;
constexpr std::size_t kWorkOfInserting = 8;  // of a pair into a trie, in elements of a list
static_assert(kMostElementsHere % kWorkOfInserting == 0);

Term map_get_2(Process& p, Term key, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  const Term value = map_get(map, key);
  return value ? value : p.raise<Fault::badkey>(key);
}

Term is_map_key_2(Process& p, Term key, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  return boolean(static_cast<bool>(map_get(map, key)));
}

Term map_size_1(Process& p, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  return Term::small(static_cast<std::int64_t>(map_size(map)));
}

Term find_2(Process& p, Term key, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  const Term value = map_get(map, key);
  return value ? p.reserve(3).tuple({atoms::ok, value}) : atoms::error;
}

Term put_3(Process& p, Term key, Term value, Term map) {
  return is_map(map) ? map_put(p, map, key, value) : p.raise<Fault::badmap>(map);
}

Term update_3(Process& p, Term key, Term value, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  const Term updated = map_update(p, map, key, value);
  return updated ? updated : p.raise<Fault::badkey>(key);
}

Term remove_2(Process& p, Term key, Term map) {
  return is_map(map) ? map_remove(p, map, key) : p.raise<Fault::badmap>(map);
}

Term take_2(Process& p, Term key, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  Term value;
  const Term rest = map_remove(p, map, key, &value);
  return value ? p.reserve(3).tuple({value, rest}) : atoms::error;
}

Term merge_2(Process& p, Term a, Term b) {
  if (!is_map(a)) return p.raise<Fault::badmap>(a);
  if (!is_map(b)) return p.raise<Fault::badmap>(b);
  if (is_long(p, (map_size(a) + map_size(b)) * kWorkOfInserting)) return run_dirty(p, DirtyKind::cpu);
  p.charge(static_cast<std::int64_t>(map_size(a) + map_size(b)) / kPairsPerReduction);
  return map_merge(p, a, b);
}

Term list_of(Process& p, Term map, bool of_keys) {
  const std::size_t n = map_size(map);
  if (is_long(p, n)) return run_dirty(p, DirtyKind::cpu);
  p.charge(static_cast<std::int64_t>(n) / 15);
  HeapWriter w = p.reserve(2 * n);
  Term list = Term::nil();
  if (is_flat_map(map)) {
    const Word* words = of_keys ? flat::key_words(map.boxed_ptr()) : map.boxed_ptr() + flat::kValues;
    for (std::size_t i = n; i-- > 0;) list = w.cons(Term::from_word(words[i]), list);
    return list;
  }
  MapIterator it(map);
  for (Term key, value; it.next(key, value);) list = w.cons(of_keys ? key : value, list);
  return list;
}

Term keys_1(Process& p, Term map) { return is_map(map) ? list_of(p, map, true) : p.raise<Fault::badmap>(map); }
Term values_1(Process& p, Term map) { return is_map(map) ? list_of(p, map, false) : p.raise<Fault::badmap>(map); }

Term build(Process& p, MapBuilder& builder) {
  p.charge(static_cast<std::int64_t>(builder.added()) / kPairsPerReduction);
  HeapWriter w = p.reserve(builder.words());
  return builder.build(w);
}

Term from_list_1(Process& p, Term list) {
  MapBuilder builder(p.vm().atoms);
  for (; list.is_cons(); list = list.tail()) {
    const Term pair = list.head();
    if (!is_tuple(pair, 2)) return p.raise<Fault::badarg>();
    if (becomes_long(p, builder.added() * kWorkOfInserting)) return run_dirty(p, DirtyKind::cpu);
    builder.add(tuple_element(pair, 0), tuple_element(pair, 1));
  }
  return list.is_nil() ? build(p, builder) : p.raise<Fault::badarg>();
}

Term from_keys_2(Process& p, Term keys, Term value) {
  MapBuilder builder(p.vm().atoms);
  for (; keys.is_cons(); keys = keys.tail()) {
    if (becomes_long(p, builder.added() * kWorkOfInserting)) return run_dirty(p, DirtyKind::cpu);
    builder.add(keys.head(), value);
  }
  return keys.is_nil() ? build(p, builder) : p.raise<Fault::badarg>();
}

constexpr Bif kMapsRows[] = {
    bif<&find_2>("find"),     bif<&from_keys_2>("from_keys"), bif<&from_list_1>("from_list"),
    bif<&map_get_2>("get"),   bif<&is_map_key_2>("is_key"),   bif<&keys_1>("keys"),
    bif<&merge_2>("merge"),   bif<&put_3>("put"),             bif<&remove_2>("remove"),
    bif<&take_2>("take"),     bif<&update_3>("update"),       bif<&values_1>("values"),
};

constexpr Bif kErlangRows[] = {
    guard_bif<&is_map_key_2>("is_map_key"),
    guard_bif<&map_get_2>("map_get"),
    guard_bif<&map_size_1>("map_size"),
};

}  // namespace

extern constinit const BifModule kMaps{"maps", kMapsRows};
extern constinit const BifModule kErlangMaps{"erlang", kErlangRows};

}  // namespace rt
