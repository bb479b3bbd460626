// SPDX-License-Identifier: Apache-2.0
// Trees that are divided and put together again, by themselves and as parts of a contention-adapting one, against ordered
// maps; and many threads at one of those.
#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <thread>

#include "runtime/ets/ca_tree.hpp"
#include "tests/support/vm_fixture.hpp"

namespace {

using namespace rt;
using namespace rt::ets;

// {Key, Value}, outside any heap.
struct Pair {
  Word words[3];
  Pair(int key, int value) : words{make_header(Kind::tuple, 2), Term::small(key).word(), Term::small(value).word()} {}
  operator Store::Offer() const { return Store::Offer(Term::boxed(words)); }
};

int key_of(const Object* o) { return static_cast<int>(o->element(1).small_value()); }
int value_of(const Object* o) { return static_cast<int>(o->element(2).small_value()); }

int checked_height(const Object* o) {
  if (o == nullptr) return 0;
  const int left = checked_height(o->left), right = checked_height(o->right);
  CHECK(right - left == o->balance);
  return 1 + std::max(left, right);
}

// In order, balanced, and what the model says from `at` on.
using Model = std::map<int, int>;
void check_part(const TreeStore& tree, Model::const_iterator& at) {
  TreeCursor cursor(tree, tree.first(), true);
  while (const Object* o = cursor.take()) {
    CHECK(key_of(o) == at->first);
    CHECK(value_of(o) == at->second);
    (void)checked_height(o);
    ++at;
  }
}

void check_tree(const TreeStore& tree, const Model& model) {
  auto at = model.begin();
  check_part(tree, at);
  CHECK(at == model.end());
}

void check_all(CaTree& tree, const Model& model) {
  CHECK(tree.size() == model.size());
  const CaTree::Statistics s = tree.statistics();
  CHECK(s.bases == s.routes + 1);
  CHECK(s.depth <= s.routes);
  std::size_t parts = 0;
  auto at = model.begin();
  CaTree::Hold up;
  for (Object* o = tree.end(up, false); o != nullptr; o = tree.beyond(up, true)) {
    REQUIRE(at != model.end());
    CHECK(o == up.tree().first());
    CHECK(key_of(o) == at->first);
    check_part(up.tree(), at);
    ++parts;
  }
  CHECK(at == model.end());
  CHECK(parts <= s.bases);
  auto behind = model.end();
  CaTree::Hold down;
  for (Object* o = tree.end(down, true); o != nullptr; o = tree.beyond(down, false)) {
    CHECK(key_of(o) == std::prev(behind)->first);
    behind = model.lower_bound(key_of(down.tree().first()));
  }
  CHECK(behind == model.begin());
}

struct TreeFixture : test::VmFixture {
  std::size_t work = 0;
  SpreadLock lock;
  CaTree tree{vm, {}, lock, {}};
  Model model;

  void change(std::mt19937& random, int keys) {
    const int key = static_cast<int>(random() % static_cast<unsigned>(keys)), value = static_cast<int>(random() % 1000);
    if (random() % 3 == 0) {
      tree.erase(Term::small(key));
      model.erase(key);
    } else {
      (void)tree.insert(Pair(key, value), false, work);
      model[key] = value;
    }
  }
};

TEST_CASE_FIXTURE(test::VmFixture, "trees of all sizes can be split and joined") {
  std::mt19937 random(3);
  std::size_t work = 0;
  for (int size = 2; size < 80; ++size) {
    TreeStore whole(vm, {});
    Model model;
    while (static_cast<int>(model.size()) < size) {
      const int key = static_cast<int>(random() % 1000);
      (void)whole.insert(Pair(key, key), false, work);
      model[key] = key;
    }
    TreeStore lower(vm, {}), upper(vm, {});
    whole.split(lower, upper);
    CHECK(whole.is_empty());
    REQUIRE(!lower.is_empty());
    REQUIRE(!upper.is_empty());
    CHECK(lower.size() + upper.size() == model.size());
    auto at = model.cbegin();
    check_part(lower, at);
    CHECK(key_of(upper.first()) == at->first);
    check_part(upper, at);
    // Both become as unlike as may be.
    const int border = key_of(upper.first());
    for (auto entry = model.begin(); entry != model.end();) {
      if ((entry->first < border) == (size % 2 == 0) && random() % 8 != 0) {
        (entry->first < border ? lower : upper).erase(Term::small(entry->first));
        entry = model.erase(entry);
      } else {
        ++entry;
      }
    }
    whole.join(lower, upper);
    CHECK(lower.is_empty());
    CHECK(upper.is_empty());
    CHECK(whole.size() == model.size());
    check_tree(whole, model);
  }
}

TEST_CASE_FIXTURE(TreeFixture, "a tree that is split at every change, and joined again, holds what an ordered map holds") {
  std::mt19937 random(5);
  for (int round = 0; round < 6; ++round) {
    tree.force_split(true);
    for (int i = 0; i < 1500; ++i) change(random, 400);
    CHECK(tree.statistics().routes > 10);
    CHECK(tree.statistics().depth <= 16);
    check_all(tree, model);
    for (int key = -1; key <= 401; ++key) {
      const auto above = model.upper_bound(key), at = model.lower_bound(key);
      const Object* next = tree.next(Term::small(key)).object;
      REQUIRE((next == nullptr) == (above == model.end()));
      if (next != nullptr) CHECK(key_of(next) == above->first);
      const Object* prev = tree.prev(Term::small(key)).object;
      REQUIRE((prev == nullptr) == (at == model.begin()));
      if (prev != nullptr) CHECK(key_of(prev) == std::prev(at)->first);
      CHECK((tree.find(Term::small(key)) != nullptr) == model.contains(key));
    }
    tree.force_split(false);
    // Emptied parts are joined with their neighbours.
    const std::size_t before = tree.statistics().bases;
    while (model.size() > 20) {
      const int key = std::next(model.begin(), static_cast<int>(random() % model.size()))->first;
      tree.erase(Term::small(key));
      model.erase(key);
    }
    CHECK(tree.statistics().bases < before);
    check_all(tree, model);
  }
  // So are those that have been empty, once somebody comes by.
  for (int key = 0; key < 400; ++key) tree.erase(Term::small(key));
  CHECK(tree.statistics().bases == 1);
  CHECK(tree.memory_words() == CaTree(vm, {}, lock, {}).memory_words());
}

TEST_CASE_FIXTURE(TreeFixture, "splits and joins at random lose nothing") {
  std::mt19937 random(11);
  tree.split_and_join_at_random(true);
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 1000; ++i) change(random, 3000);
    check_all(tree, model);
  }
}

TEST_CASE_FIXTURE(TreeFixture, "a tree of many parts is freed in slices") {
  tree.force_split(true);
  for (int i = 0; i < 500; ++i) (void)tree.insert(Pair(i * 7 % 500, i), false, work);
  REQUIRE(tree.size() == 500);
  int slices = 1;
  while (!tree.free_some(100)) {
    CHECK(tree.size() == 500 - 100 * static_cast<std::size_t>(slices));
    ++slices;
  }
  CHECK(slices >= 5);
  CHECK(tree.size() == 0);
}

TEST_CASE_FIXTURE(test::VmFixture, "many threads change and walk over a tree that is split and joined") {
  constexpr int kWriters = 3, kWalkers = 2, kKeys = 150, kRounds = 20;
  SpreadLock lock;
  lock.spread(4);
  CaTree tree(vm, {}, lock, {});
  tree.split_and_join_at_random(true);
  std::size_t work = 0;
  // Key n * kWriters + n % kWriters is of that writer; those beyond the writers' own stay, every tenth.
  for (int n = 0; n < kKeys; n += 10) (void)tree.insert(Pair(n * (kWriters + 1) + kWriters, n), false, work);
  std::atomic<int> mistakes{0}, writing{kWriters};
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w) {
    threads.emplace_back([&, w] {
      std::size_t compared = 0;
      for (int round = 0; round < kRounds; ++round) {
        for (int n = 0; n < kKeys; ++n) {
          const int key = n * (kWriters + 1) + w;
          const std::shared_lock guard(lock);
          CaTree::Hold h;
          tree.hold(h, Term::small(key), true);
          if (!h.tree().insert(Pair(key, round), true, compared)) ++mistakes;
        }
        for (int n = 0; n < kKeys; ++n) {
          const int key = n * (kWriters + 1) + w;
          const std::shared_lock guard(lock);
          CaTree::Hold h;
          tree.hold(h, Term::small(key), n % 2 == 0);
          const Object* o = h.tree().find(Term::small(key));
          if (o == nullptr || value_of(o) != round) ++mistakes;
          if (n % 2 == 0) h.tree().erase(Term::small(key));
        }
        for (int n = 1; n < kKeys; n += 2) {
          const int key = n * (kWriters + 1) + w;
          const std::shared_lock guard(lock);
          CaTree::Hold h;
          tree.hold(h, Term::small(key), true);
          h.tree().erase(Term::small(key));
        }
      }
      --writing;
    });
  }
  for (int w = 0; w < kWalkers; ++w) {
    threads.emplace_back([&, w] {
      const bool upwards = w % 2 == 0;
      do {
        int staying = 0, previous = upwards ? -1 : INT_MAX;
        const std::shared_lock guard(lock);
        CaTree::Hold h;
        for (Object* o = tree.end(h, !upwards); o != nullptr; o = tree.beyond(h, upwards)) {
          for (TreeCursor cursor(h.tree(), o, upwards); (o = cursor.take()) != nullptr;) {
            const int key = key_of(o);
            if (upwards ? key <= previous : key >= previous) ++mistakes;
            previous = key;
            staying += key % (kWriters + 1) == kWriters;
          }
        }
        if (staying != kKeys / 10) ++mistakes;
      } while (writing > 0);
    });
  }
  for (std::thread& t : threads) t.join();
  CHECK(mistakes.load() == 0);
  Model model;
  for (int n = 0; n < kKeys; n += 10) model[n * (kWriters + 1) + kWriters] = n;
  check_all(tree, model);
}

TEST_CASE("a lock that is spread excludes as one that is not") {
  for (const unsigned parts : {0u, 1u, 3u}) {
    SpreadLock lock;
    if (parts > 0) lock.spread(parts);
    long first = 0, second = 0;
    std::atomic<int> mismatches{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 3000; ++i) {
          if (t % 2 == 0) {
            const std::unique_lock guard(lock);
            ++first;
            ++second;
          } else {
            const std::shared_lock guard(lock);
            if (first != second) ++mismatches;
          }
        }
      });
    }
    for (std::thread& t : threads) t.join();
    CHECK(first == 6000);
    CHECK(mismatches.load() == 0);
  }
}

// Seen by ThreadSanitizer.
TEST_CASE("a lock that is spread may be destroyed by who has waited for it") {
  for (int i = 0; i < 500; ++i) {
    auto lock = std::make_unique<SpreadLock>();
    lock->spread(4);
    std::atomic<bool> is_held{false};
    std::thread other([&is_held, &held = *lock] {
      held.lock();
      is_held.store(true, std::memory_order_relaxed);
      held.unlock();
    });
    while (!is_held.load(std::memory_order_relaxed)) {
    }
    lock->lock();
    lock->unlock();
    lock.reset();
    other.join();
  }
}

}  // namespace
