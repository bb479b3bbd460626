// SPDX-License-Identifier: Apache-2.0
// TreeStore: ordered_set, an AVL tree in Erlang's order, in which 1 and 1.0 are the same key.
#pragma once

#include "runtime/ets/avl.hpp"
#include "runtime/ets/ordered_store.hpp"

namespace rt::ets {

class TreeStore final : public OrderedStore {
 public:
  using OrderedStore::OrderedStore;
  ~TreeStore() override;

  std::size_t memory_words() const override;
  bool insert(const Offer& offer, bool only_new, std::size_t& work) override;
  Object* find(Term key) const override;
  void erase(Term key) override;
  void erase_object(Term tuple) override;
  Term take(Process& p, Term key) override;
  void replace(Object* old, Object* fresh) override;
  Object* first() const override;
  Object* last() const override;
  Step next(Term key) const override;
  Step prev(Term key) const override;
  Term slot(Process& p, std::int64_t number) const override;
  void for_each_with(Term key, Visit visit, void* context) const override;
  bool free_some(std::size_t count) override;

  // --- for traversal
  Object* above(Term key) const;  // the least object with a greater key, or null
  Object* below(Term key) const;
  // By a key with variables in it: `order(context, key)` says how the sought key compares to one of the table.
  using Order = int (*)(const void* context, Term key);
  Object* first_not_below(Order order, const void* context) const;
  Object* last_not_above(Order order, const void* context) const;

  // --- for trees that are parts of one table (ca_tree.hpp)
  bool is_empty() const { return root_ == nullptr; }
  bool has_several() const { return root_ != nullptr && (root_->left != nullptr || root_->right != nullptr); }
  // Objects go to two others, which are empty: about half of them to each, the lesser ones to `lower`, at least one to
  // each; what is counted of all goes to `lower`, so that sums over all parts are right, not those of one.
  // Requires: has_several().
  void split(TreeStore& lower, TreeStore& upper);
  Term first_of_upper() const;  // key of the least one that would go to `upper`
  // Those of two others, all keys of `lower` less than all of `upper`, come here. Requires: is_empty().
  void join(TreeStore& lower, TreeStore& upper);
  void take_counts_of(TreeStore& other);
  std::size_t words_of_objects() const { return object_words_ + size_; }  // a node has one word more

 private:
  friend class TreeCursor;
  int order(Term key, const Object& object) const;
  void link_out(AvlPath& path, Object** link);

  Object* root_ = nullptr;
};

// Visits the objects from one on, up or down. The tree must not change meanwhile.
class TreeCursor {
 public:
  // From `start`, an object of the tree, or null: no object.
  TreeCursor(const TreeStore& store, const Object* start, bool upwards);
  Object* take();  // null: there are no more

 private:
  Object* path_[AvlPath::kDepth];  // what is still to be visited, each with its far side
  std::size_t depth_ = 0;
  bool upwards_;
};

}  // namespace rt::ets
