// SPDX-License-Identifier: Apache-2.0
// Finding base nodes, and what a table can do with them. The way down goes without locks: a base node that is still valid
// when its lock is held was the right one; else it begins anew.
#include "runtime/ets/ca_tree.hpp"

#include <algorithm>

#include "runtime/vm.hpp"

namespace rt::ets {

CaTree::CaTree(Vm& vm, ObjectForm form, SpreadLock& table_lock, Traits traits)
    : OrderedStore(vm, form), table_lock_(table_lock), traits_(traits), root_(new_base(Term::none(), Term::none())) {}

CaTree::~CaTree() {
  (void)free_some(SIZE_MAX);
  for (Node* node : waiting_) destroy_node(node);
  for (Node* node : retired_) destroy_node(node);
}

// --- the way to a base node

template <class GoesRight>
void CaTree::descend(Hold& h, bool exclusively, GoesRight goes_right) {
  if (h.base_ != nullptr) h.release_held();
  for (;;) {
    Route* parent = nullptr;
    int level = 0;
    Node* node = root_;
    for (; !node->is_base; ++level) {
      parent = static_cast<Route*>(node);
      node = parent->side(goes_right(parent->key));
    }
    auto* base = static_cast<Base*>(node);
    if (exclusively) {
      lock_exclusively(*base);
    } else {
      lock_shared(*base);
    }
    if (base->is_valid) {
      h.base_ = base;
      h.of_ = this;
      h.parent_ = parent;
      h.level_ = level;
      h.is_exclusive_ = exclusively;
      return;
    }
    if (exclusively) {
      base->lock.unlock();
    } else {
      base->lock.unlock_shared();
    }
  }
}

void CaTree::hold(Hold& h, Term key, bool exclusively) {
  descend(h, exclusively, [&](Term at) { return compare(vm_.atoms, key, at) >= 0; });
}

void CaTree::hold_end(Hold& h, bool exclusively, bool upwards) {
  descend(h, exclusively, [upwards](Term) { return !upwards; });
}

void CaTree::hold(Hold& h, TreeStore::Order order, const void* context, bool exclusively, bool upwards) {
  descend(h, exclusively, [&](Term at) {
    const int way = order(context, at);
    return upwards ? way > 0 : way >= 0;
  });
}

Object* CaTree::beyond(Hold& h, bool upwards) {
  while (const Term from = h.base_->borders[upwards]) {
    // (Its node may go while nothing is held, but is not freed before this thread has let go of the table.)
    const bool exclusively = h.is_exclusive_;
    const auto from_key = [this, from](Term at) { return compare(vm_.atoms, from, at); };
    descend(h, exclusively, [&](Term at) { return upwards ? from_key(at) >= 0 : from_key(at) > 0; });
    // What is held may have come to reach beyond the border on this side, too.
    const auto order = [](const void* f, Term at) { return (*static_cast<decltype(from_key)*>(f))(at); };
    Object* found = upwards ? h.tree().first_not_below(order, &from_key) : h.tree().below(from);
    if (found != nullptr) return found;
  }
  return nullptr;
}

Object* CaTree::end(Hold& h, bool last) {
  hold_end(h, false, !last);
  Object* found = last ? h.tree().last() : h.tree().first();
  return found != nullptr ? found : beyond(h, !last);
}

Store::Step CaTree::step(Hold& h, Term key, bool backwards) {
  if (key == atoms::end_of_table) return {};
  if (backwards) {
    hold(h, key, false);
    Object* found = h.tree().below(key);
    return {true, found != nullptr ? found : beyond(h, false)};
  }
  hold(h, key, false);
  Object* found = h.tree().above(key);
  return {true, found != nullptr ? found : beyond(h, true)};
}

// --- Store: nobody else is there, so what is found stays although its base node is let go of

CaTree::Hold& CaTree::whole(Hold& h, Term key) const {
  const_cast<CaTree*>(this)->hold(h, key, false);
  return h;
}

bool CaTree::insert(const Offer& offer, bool only_new, std::size_t& work) {
  Hold h;
  hold(h, tuple_element(offer.tuple, keypos() - 1), true);
  return h.tree().insert(offer, only_new, work);
}

Object* CaTree::find(Term key) const {
  Hold h;
  return whole(h, key).tree().find(key);
}

void CaTree::erase(Term key) {
  Hold h;
  hold(h, key, true);
  h.tree().erase(key);
}

void CaTree::erase_object(Term tuple) {
  Hold h;
  hold(h, tuple_element(tuple, keypos() - 1), true);
  h.tree().erase_object(tuple);
}

Term CaTree::take(Process& p, Term key) {
  Hold h;
  hold(h, key, true);
  return h.tree().take(p, key);
}

void CaTree::replace(Object* old, Object* fresh) {
  Hold h;
  hold(h, key_of(*old), true);
  h.tree().replace(old, fresh);
}

Object* CaTree::first() const {
  Hold h;
  return const_cast<CaTree*>(this)->end(h, false);
}

Object* CaTree::last() const {
  Hold h;
  return const_cast<CaTree*>(this)->end(h, true);
}

Store::Step CaTree::next(Term key) const {
  Hold h;
  return const_cast<CaTree*>(this)->step(h, key, false);
}

Store::Step CaTree::prev(Term key) const {
  Hold h;
  return const_cast<CaTree*>(this)->step(h, key, true);
}

Term CaTree::slot(Process& p, std::int64_t number) const {
  const std::size_t count = size();
  if (number < 0 || static_cast<std::size_t>(number) > count) return Term::none();
  if (static_cast<std::size_t>(number) == count) return atoms::end_of_table;
  Hold h;
  Object* o = const_cast<CaTree*>(this)->end(h, false);
  for (;;) {
    TreeCursor cursor(h.tree(), o, true);
    while ((o = cursor.take()) != nullptr) {
      if (number-- == 0) return cons_copy(p, *o, Term::nil());
    }
    o = const_cast<CaTree*>(this)->beyond(h, true);
  }
}

void CaTree::for_each_with(Term key, Visit visit, void* context) const {
  Hold h;
  whole(h, key).tree().for_each_with(key, visit, context);
}

// --- all nodes

template <class OnRoute, class OnBase>
void CaTree::for_each_node(OnRoute on_route, OnBase on_base) const {
  struct Place {
    Node* node;
    std::size_t depth;
  };
  std::vector<Place> places;
  if (root_ != nullptr) places.push_back({root_, 0});
  while (!places.empty()) {
    const auto [node, depth] = places.back();
    places.pop_back();
    if (node->is_base) {
      on_base(*static_cast<Base*>(node), depth);
      continue;
    }
    auto* route = static_cast<Route*>(node);
    on_route(*route);
    places.push_back({route->right, depth + 1});
    places.push_back({route->left, depth + 1});
  }
}

std::size_t CaTree::size() const {
  std::size_t sum = 0;
  for_each_node([](const Route&) {}, [&sum](const Base& base, std::size_t) { sum += base.tree.size(); });
  return sum;
}

CaTree::Statistics CaTree::statistics() const {
  Statistics s{0, 0, 0};
  for_each_node([&s](const Route&) { ++s.routes; },
                [&s](const Base&, std::size_t depth) {
                  ++s.bases;
                  s.depth = std::max(s.depth, depth);
                });
  return s;
}

// As OTP's, where a route node and one more base node take 34 words together.
std::size_t CaTree::memory_words() const {
  constexpr std::size_t kTableWords = 99, kCounterWords = 34, kRouteAndBaseWords = 34, kReadLockWords = 32;
  std::size_t words = kTableWords + route_words_ + (traits_.is_decentralized ? kCounterWords : 0);
  for_each_node([&](const Route&) { words += kRouteAndBaseWords; },
                [&](const Base& base, std::size_t) {
                  words += base.tree.words_of_objects() + (traits_.is_much_read ? kReadLockWords : 0);
                });
  return words;
}

// Route nodes on the left are turned over to the right until there is none.
bool CaTree::free_some(std::size_t count) {
  while (Node* node = root_) {
    Route* route = node->is_base ? nullptr : static_cast<Route*>(node);
    Node* lowest = route == nullptr ? node : static_cast<Node*>(route->left);
    if (!lowest->is_base) {
      auto* left = static_cast<Route*>(lowest);
      route->left = left->right;
      left->right = route;
      root_ = left;
      continue;
    }
    auto* base = static_cast<Base*>(lowest);
    const std::size_t before = base->tree.size();
    if (!base->tree.free_some(count)) return false;
    count -= before - base->tree.size();
    if (route == nullptr) {
      root_ = nullptr;
    } else {
      Node* next = route->right;
      root_ = next;
      while (!next->is_base) next = static_cast<Route*>(next)->left;
      static_cast<Base*>(next)->tree.take_counts_of(base->tree);
      destroy_node(route);
    }
    destroy_node(base);
  }
  return true;
}

// --- for tests

void CaTree::force_split(bool is_on) {
  is_split_forced_ = is_on;
  for_each_node([](const Route&) {}, [is_on](Base& base, std::size_t) {
    base.contention.store(is_on ? kSplitForced : 0, std::memory_order_relaxed);
  });
}

void CaTree::take_settings(const CaTree& other) {
  is_random_ = other.is_random_;
  if (other.is_split_forced_) force_split(true);
}

}  // namespace rt::ets
