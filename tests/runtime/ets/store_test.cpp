// SPDX-License-Identifier: Apache-2.0
// Stores against simple models: an ordered map, and sums.
#include <doctest/doctest.h>

#include <map>
#include <random>

#include "runtime/ets/hash_store.hpp"
#include "runtime/ets/tree_store.hpp"
#include "tests/support/vm_fixture.hpp"

namespace {

using namespace rt;
using namespace rt::ets;

struct StoreFixture : test::VmFixture {
  std::size_t work = 0;
  Term pair(int key, int value) { return tuple({Term::small(key), Term::small(value)}); }
};

TEST_CASE_FIXTURE(StoreFixture, "a tree holds what an ordered map holds, in its order") {
  TreeStore store(vm, {});
  std::map<int, int> model;
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    const int key = static_cast<int>(random() % 700);
    if (random() % 3 != 0) {
      (void)store.insert(pair(key, i), false, work);
      model[key] = i;
    } else {
      store.erase(Term::small(key));
      model.erase(key);
    }
  }
  REQUIRE(store.size() == model.size());
  TreeCursor up(store, store.first(), true);
  for (const auto& [key, value] : model) {
    const Object* o = up.take();
    REQUIRE(o != nullptr);
    CHECK(o->element(1) == Term::small(key));
    CHECK(o->element(2) == Term::small(value));
  }
  CHECK(up.take() == nullptr);
  TreeCursor down(store, store.last(), false);
  for (auto entry = model.rbegin(); entry != model.rend(); ++entry) {
    CHECK(down.take()->element(1) == Term::small(entry->first));
  }
  for (int key = -1; key <= 700; ++key) {
    const auto above = model.upper_bound(key), at = model.lower_bound(key);
    const Object* next = store.next(Term::small(key)).object;
    CHECK((next == nullptr) == (above == model.end()));
    if (next != nullptr) CHECK(next->element(1) == Term::small(above->first));
    const Object* prev = store.prev(Term::small(key)).object;
    CHECK((prev == nullptr) == (at == model.begin()));
    if (prev != nullptr) CHECK(prev->element(1) == Term::small(std::prev(at)->first));
  }
}

TEST_CASE_FIXTURE(StoreFixture, "a tree stays balanced") {
  TreeStore store(vm, {});
  for (int i = 0; i < 1 << 14; ++i) (void)store.insert(pair(i, i), false, work);
  const auto height = [](auto& self, const Object* o) -> int {
    if (o == nullptr) return 0;
    const int left = self(self, o->left), right = self(self, o->right);
    CHECK(right - left == o->balance);
    return 1 + std::max(left, right);
  };
  // The root is not to be had: from the first on, every node is the child of one that is.
  for (int i = 0; i < 1 << 14; i += 97) {
    const Object* o = store.find(Term::small(i));
    CHECK(height(height, o) <= 20);
  }
  for (int i = 0; i < 1 << 14; i += 2) store.erase(Term::small(i));
  for (int i = 1; i < 1 << 14; i += 96) (void)height(height, store.find(Term::small(i)));
}

TEST_CASE_FIXTURE(StoreFixture, "a hash table grows and shrinks and forgets nothing") {
  HashStore store(vm, {}, HashKind::set, 1, false);
  CHECK(store.bucket_count() == 256);
  for (int i = 0; i < 10000; ++i) (void)store.insert(pair(i, i), false, work);
  CHECK(store.bucket_count() == 10000);
  for (int i = 0; i < 10000; ++i) REQUIRE(store.find(Term::small(i)) != nullptr);
  for (int i = 0; i < 10000; ++i) {
    if (i % 50 != 0) store.erase(Term::small(i));
  }
  CHECK(store.size() == 200);
  CHECK(store.bucket_count() < 5000);
  std::size_t seen = 0;
  for (const Object* o = store.first(); o != nullptr; o = store.next(o->element(1)).object) ++seen;
  CHECK(seen == 200);
}

TEST_CASE_FIXTURE(StoreFixture, "while fixed, a deleted key still leads to the next") {
  HashStore store(vm, {}, HashKind::bag, 1, false);
  for (int i = 0; i < 100; ++i) (void)store.insert(pair(i, 1), false, work);
  ++store.fix_count;
  std::size_t seen = 0;
  for (const Object* o = store.first(); o != nullptr; ++seen) {
    const Term key = o->element(1);
    store.erase(key);
    o = store.next(key).object;
  }
  CHECK(seen == 100);
  CHECK(store.size() == 0);
  CHECK(store.raw_first() != nullptr);
  --store.fix_count;
  store.unfixed();
  CHECK(store.raw_first() == nullptr);
}

TEST_CASE_FIXTURE(StoreFixture, "a copy out of a table is the term that went in") {
  const Term text = binary(std::string(200, 'x'));
  const Term inner = tuple({text, list({Term::small(1), text}), bit_slice(text, 3, 600)});
  const Term whole = tuple({atom("key"), inner, list({inner}, Term::small(5))});
  Object* object = Object::create(whole, vm.literals);
  HeapWriter w = process.reserve(object->words);
  CHECK(exact_equal(copy_out(*object, w), whole));
  Object::destroy(object);
}

}  // namespace
