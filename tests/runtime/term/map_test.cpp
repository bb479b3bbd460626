// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/map.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "runtime/term/compare.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/map_trie.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct MapFixture : test::VmFixture {
  std::vector<std::pair<Term, Term>> model;  // what the map should hold, in any order

  Term empty() {
    HeapWriter w = process.reserve(kEmptyMapWords);
    return empty_map(w);
  }
  auto find(Term key) {
    return std::find_if(model.begin(), model.end(), [&](const auto& pair) { return exact_equal(pair.first, key); });
  }
  void model_put(Term key, Term value) {
    if (const auto it = find(key); it != model.end()) {
      it->second = value;
    } else {
      model.emplace_back(key, value);
    }
  }
  Term built() {
    MapBuilder b(vm.atoms);
    for (const auto& [key, value] : model) b.add(key, value);
    const std::size_t words = b.words();
    HeapWriter w = process.reserve(words);
    const Term map = b.build(w);
    CHECK(w.words_left() == 0);
    return map;
  }
  // Keys of many types; few enough that puts and removes meet.
  Term key(unsigned n) {
    const auto small = Term::small(n / 8);
    switch (n % 8) {
      case 0: return small;
      case 1: return atom("k" + std::to_string(n));
      case 2: return tuple({small, atoms::ok});
      case 3: return list({small, small});
      case 4: return Term::tagged_float(n + 0.5);
      case 5: return binary(std::to_string(n));
      case 6: return tuple({list({binary(std::to_string(n))}), small, small});
      default: return process.reserve(2).integer((std::int64_t{1} << 61) + n);
    }
  }
  void check_whole(Term map) {
    REQUIRE(map_size(map) == model.size());
    CHECK(is_flat_map(map) == (model.size() <= kFlatMapMax));
    for (const auto& [k, v] : model) REQUIRE(map_get(map, k) == v);
    MapIterator it(map);
    std::size_t visited = 0;
    for (Term k, v; it.next(k, v); ++visited) {
      const auto found = find(k);
      REQUIRE(found != model.end());
      REQUIRE(found->second == v);
    }
    CHECK(visited == model.size());
    CHECK(same_form(map, built()));
  }
  // The same nodes all over: the form depends on the set of keys alone.
  static bool same_form(Term a, Term b) {
    if (a == b) return true;
    if (a.is_cons() && b.is_cons()) return exact_equal(a.head(), b.head()) && a.tail() == b.tail();
    if (!a.is_boxed() || !b.is_boxed() || header_of(a) != header_of(b)) return exact_equal(a, b);
    const Kind kind = header_kind(header_of(a));
    if (kind != Kind::map_root && kind != Kind::map_node && kind != Kind::map_collision) return exact_equal(a, b);
    for (std::size_t i = 1; i <= header_words(header_of(a)); ++i) {
      if (!same_form(Term::from_word(a.boxed_ptr()[i]), Term::from_word(b.boxed_ptr()[i]))) return false;
    }
    return true;
  }
};

TEST_CASE_FIXTURE(MapFixture, "a map behaves as its model under random puts, updates and removes") {
  std::mt19937 random(20251125);
  for (const unsigned key_space : {20u, 60u, 700u}) {
    model.clear();
    Term map = empty();
    for (int step = 0; step < 3000; ++step) {
      const Term k = key(random() % key_space);
      const Term v = Term::small(step);
      switch (random() % 4) {
        case 0: {
          Term removed;
          const auto it = find(k);
          const Term expected = it == model.end() ? Term::none() : it->second;
          const Term before = map;
          map = map_remove(process, map, k, &removed);
          CHECK(removed == expected);
          if (it == model.end()) {
            CHECK(map == before);
          } else {
            model.erase(it);
          }
          break;
        }
        case 1: {
          const Term updated = map_update(process, map, k, v);
          CHECK(updated.is_none() == (find(k) == model.end()));
          if (updated) {
            map = updated;
            model_put(k, v);
          }
          break;
        }
        default:
          map = map_put(process, map, k, v);
          model_put(k, v);
      }
      REQUIRE(map_size(map) == model.size());
      if (step % 100 == 0) check_whole(map);
    }
    check_whole(map);
    while (!model.empty()) {
      map = map_remove(process, map, model.back().first);
      model.pop_back();
      if (model.size() % 16 == 0) check_whole(map);
    }
  }
}

TEST_CASE_FIXTURE(MapFixture, "binding the identical value gives the same map") {
  for (const unsigned n : {1u, 32u, 33u, 200u}) {
    model.clear();
    for (unsigned i = 0; i < n; ++i) model_put(key(i), key(i));
    const Term map = built();
    for (const auto& [k, v] : model) REQUIRE(map_put(process, map, k, v) == map);
  }
}

TEST_CASE_FIXTURE(MapFixture, "changing a value of a flat map shares its keys") {
  for (unsigned i = 0; i < 10; ++i) model_put(key(i), Term::nil());
  const Term map = built();
  const Term changed = map_put(process, map, key(3), atoms::ok);
  CHECK(changed != map);
  CHECK(flat::keys(changed.boxed_ptr()) == flat::keys(map.boxed_ptr()));
  CHECK(map_get(map, key(3)) == Term::nil());
}

TEST_CASE_FIXTURE(MapFixture, "the last of equal keys wins, and 1 and 1.0 are two keys") {
  for (const unsigned others : {0u, 50u}) {
    MapBuilder b(vm.atoms);
    b.add(Term::small(1), atoms::error);
    for (unsigned i = 0; i < others; ++i) b.add(key(i * 8 + 1), Term::nil());
    b.add(tuple({Term::small(1)}), atoms::error);
    b.add(Term::tagged_float(1.0), atoms::true_);
    b.add(tuple({Term::small(1)}), atoms::ok);
    b.add(Term::small(1), atoms::ok);
    HeapWriter w = process.reserve(b.words());
    const Term map = b.build(w);
    CHECK(map_size(map) == others + 3);
    CHECK(map_get(map, Term::small(1)) == atoms::ok);
    CHECK(map_get(map, Term::tagged_float(1.0)) == atoms::true_);
    CHECK(map_get(map, tuple({Term::small(1)})) == atoms::ok);
  }
}

TEST_CASE_FIXTURE(MapFixture, "many pairs of few keys make a flat map") {
  MapBuilder b(vm.atoms);
  for (unsigned i = 0; i < 1000; ++i) b.add(Term::small(i % 32), Term::small(i));
  HeapWriter w = process.reserve(b.words());
  const Term map = b.build(w);
  CHECK(is_flat_map(map));
  for (unsigned i = 0; i < 32; ++i) {
    CHECK(flat::key_words(map.boxed_ptr())[i] == Term::small(i).word());
    CHECK(map_get(map, Term::small(i)) == Term::small(i < 8 ? 992 + i : 960 + i));
  }
}

TEST_CASE_FIXTURE(MapFixture, "merging takes all keys, and the second map's values") {
  std::mt19937 random(7);
  for (const unsigned size_a : {0u, 1u, 20u, 33u, 400u}) {
    for (const unsigned size_b : {0u, 1u, 20u, 33u, 400u}) {
      for (const unsigned key_space : {25u, 500u, 5000u}) {
        CAPTURE(size_a);
        CAPTURE(size_b);
        CAPTURE(key_space);
        model.clear();
        for (unsigned i = 0; i < size_a; ++i) model_put(key(random() % key_space), atoms::ok);
        const Term a = built();
        const auto model_a = model;
        model.clear();
        for (unsigned i = 0; i < size_b; ++i) model_put(key(random() % key_space), atoms::error);
        const Term b = built();
        const auto model_b = model;
        model = model_a;
        for (const auto& [k, v] : model_b) model_put(k, v);
        check_whole(map_merge(process, a, b));
        model = model_b;
        check_whole(map_merge(process, b, b));
      }
    }
  }
}

TEST_CASE_FIXTURE(MapFixture, "merging what is contained gives the larger map itself") {
  for (unsigned i = 0; i < 300; ++i) model_put(key(i), key(i));
  const Term map = built();
  const Term part = map_remove(process, map_remove(process, map, key(5)), key(17));
  CHECK(map_merge(process, part, map) == map);
  CHECK(map_merge(process, map, part) == map);
}

}  // namespace
}  // namespace rt
