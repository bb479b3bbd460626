// SPDX-License-Identifier: Apache-2.0
// How the tree adapts. Every base node has a number that grows much when somebody has to wait for its lock and falls a
// little when a writer has not; beyond one limit it is split, below the other it is joined with its neighbour:
//
//   split of B under P:    P -> B      becomes     P -> route(key) -> B', B''
//   join of B under P:     G -> P -> B, rest       becomes     G -> rest, with B + neighbour in the neighbour's place
//
// The links are changed under `structure_`, with the base nodes held that go. What has been taken out may still be on
// somebody's way; it is freed some time after nobody has the table's lock who had it then (retire).
#include "runtime/ets/ca_tree.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

// OTP's.
constexpr int kWaited = 250, kNotWaited = -1, kGravity = -500;
constexpr int kSplitAbove = 1000, kJoinBelow = -1000;
constexpr int kGreatest = 20000, kLeast = -20000;  // it goes no farther
constexpr int kMostLevels = 16;
constexpr std::uint32_t kRareMask = 0xFF800000;  // one in 512

void weigh(std::atomic<int>& contention, int by) {
  const int now = contention.load(std::memory_order_relaxed);
  if (by > 0 ? now < kGreatest : now > kLeast) contention.store(now + by, std::memory_order_relaxed);
}

// George Marsaglia's xorshift.
std::uint32_t random_number() {
  constinit static thread_local std::uint32_t state = 2463534242;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

}  // namespace

CaTree::Base* CaTree::new_base(Term lower_border, Term upper_border) {
  return new Base(vm_, form_, is_split_forced_ ? kSplitForced : 0, lower_border, upper_border);
}

void CaTree::destroy_node(Node* node) {
  if (node->is_base) {
    delete static_cast<Base*>(node);
  } else {
    delete static_cast<Route*>(node);
  }
}

void CaTree::lock_exclusively(Base& base) {
  if (base.lock.try_lock()) {
    weigh(base.contention, kNotWaited);
  } else {
    base.lock.lock();
    weigh(base.contention, kWaited);
  }
}

void CaTree::lock_shared(Base& base) {
  if (base.lock.try_lock_shared()) return;
  weigh(base.contention, kWaited);
  base.lock.lock_shared();
}

void CaTree::Hold::release_held() {
  Base& base = *base_;
  base_ = nullptr;
  if (is_exclusive_) return of_->unlock_and_adapt(base, parent_, level_);
  base.lock.unlock_shared();
}

void CaTree::Hold::release_last() {
  release_held();
  // Readers that need not wait leave no trace: without this, nothing would be joined that is read only.
  if (!is_exclusive_ && (random_number() & kRareMask) == 0) of_->seem_less_wanted();
}

void CaTree::unlock_and_adapt(Base& base, Route* parent, int level) {
  if (is_random_ && !is_split_forced_) {
    const std::uint32_t chance = random_number() >> 8 & 7;
    if (chance == 1) weigh(base.contention, kSplitAbove + 1);
    if (chance == 2) weigh(base.contention, kJoinBelow - 1);
  }
  const int contention = base.contention.load(std::memory_order_relaxed);
  const bool is_superfluous = base.tree.is_empty() && parent != nullptr && !is_split_forced_;
  if (is_superfluous || contention < kJoinBelow) return join(base, parent);
  if (contention > kSplitAbove && level < kMostLevels) return split(base, parent);
  base.lock.unlock();
}

// Of one base node, whichever it is.
void CaTree::seem_less_wanted() {
  const std::uint32_t random = random_number();
  Route* parent = nullptr;
  int level = 0;
  Node* node = root_;
  for (; !node->is_base; ++level) {
    parent = static_cast<Route*>(node);
    node = parent->side((random >> level & 1) != 0);
  }
  auto* base = static_cast<Base*>(node);
  weigh(base->contention, kGravity);
  const int contention = base->contention.load(std::memory_order_relaxed);
  if (parent == nullptr || (contention >= kJoinBelow && contention <= kSplitAbove) || !base->lock.try_lock()) return;
  if (base->is_valid) {
    unlock_and_adapt(*base, parent, level);
  } else {
    base->lock.unlock();
  }
}

void CaTree::split(Base& base, Route* parent) {
  if (!base.tree.has_several()) {
    if (!is_split_forced_) base.contention.store(0, std::memory_order_relaxed);
    base.lock.unlock();
    return;
  }
  const Word key[] = {make_header(Kind::tuple, 1), base.tree.first_of_upper().word()};
  Object* const holder = Object::create(Term::boxed(key), vm_.literals);
  Base* const lower = new_base(base.borders[0], holder->element(1));
  Base* const upper = new_base(holder->element(1), base.borders[1]);
  base.tree.split(lower->tree, upper->tree);
  auto* const route = new Route(holder, lower, upper);
  const std::scoped_lock lock(structure_);
  put_in_place(parent, &base, route);
  route_words_ += words_of_key(*holder);
  base.is_valid = false;
  base.lock.unlock();
  retire({&base});
}

void CaTree::join(Base& base, Route* parent) {
  const auto give_up = [&base] {
    base.contention.store(0, std::memory_order_relaxed);
    base.lock.unlock();
  };
  if (parent == nullptr) return give_up();
  const std::scoped_lock lock(structure_);
  const bool is_left = parent->left == &base;
  Node* const rest = parent->side(is_left);
  Route* above_neighbour = nullptr;
  Node* node = rest;
  while (!node->is_base) {
    above_neighbour = static_cast<Route*>(node);
    node = above_neighbour->side(!is_left);
  }
  Base& neighbour = *static_cast<Base*>(node);
  if (!neighbour.lock.try_lock()) return give_up();
  Base& lower = is_left ? base : neighbour;
  Base& upper = is_left ? neighbour : base;
  Base* const both = new_base(lower.borders[0], upper.borders[1]);
  both->tree.join(lower.tree, upper.tree);
  if (above_neighbour == nullptr) {
    put_in_place(parent_of(parent), parent, both);
  } else {
    put_in_place(parent_of(parent), parent, rest);
    put_in_place(above_neighbour, &neighbour, both);
  }
  route_words_ -= words_of_key(*parent->holder);
  base.is_valid = false;
  neighbour.is_valid = false;
  base.lock.unlock();
  neighbour.lock.unlock();
  retire({&base, &neighbour, parent});
}

CaTree::Route* CaTree::parent_of(const Route* route) const {
  Route* parent = nullptr;
  for (Node* node = root_; node != route;) {
    parent = static_cast<Route*>(node);
    node = parent->side(compare(vm_.atoms, route->key, parent->key) >= 0);
  }
  return parent;
}

void CaTree::put_in_place(Route* parent, const Node* old, Node* fresh) {
  if (parent == nullptr) {
    root_ = fresh;
  } else {
    parent->side(parent->right == old) = fresh;
  }
}

// The words that OTP has for a copy of the key alone.
std::size_t CaTree::words_of_key(const Object& holder) {
  constexpr std::ptrdiff_t kTupleWords = 2;
  return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(holder.words) + holder.excess - kTupleWords);
}

// Parts of the table's lock are looked at whenever something is taken out: once all have been seen without a reader, those
// that wait are freed, and the others wait for it next. This thread has the lock itself, but nothing that waits: all that it
// may still use is the border of what it has just held, which could not go before, nor come here before `structure_` is
// free again.
void CaTree::retire(std::initializer_list<Node*> nodes) {
  for (unsigned part = 0; part < table_lock_.parts(); ++part) {
    const std::uint64_t bit = std::uint64_t{1} << part;
    if ((unseen_ & bit) != 0 && table_lock_.is_left(part)) unseen_ &= ~bit;
  }
  if (unseen_ == 0) {
    for (Node* node : waiting_) destroy_node(node);
    waiting_.clear();
    waiting_.swap(retired_);
    if (!waiting_.empty()) unseen_ = ~std::uint64_t{0} >> (SpreadLock::kMostParts - table_lock_.parts());
  }
  retired_.insert(retired_.end(), nodes);
}

}  // namespace rt::ets
