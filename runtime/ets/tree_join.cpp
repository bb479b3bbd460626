// SPDX-License-Identifier: Apache-2.0
// Dividing a tree into two and putting two together, in logarithmic time: the tree that is less high goes under the flank
// of the other one, where that is as high as it, with one object between them.
#include <utility>

#include "runtime/ets/tree_store.hpp"

namespace rt::ets {
namespace {

using avl::child;

int height_of(const Object* o) {
  int height = 0;
  for (; o != nullptr; ++height) o = o->balance > 0 ? o->right : o->left;
  return height;
}

// All of `lower`, then `middle`, then all of `upper`.
Object* joined(Object* lower, Object* middle, Object* upper) {
  const int lower_height = height_of(lower), upper_height = height_of(upper);
  const bool is_lower_high = lower_height > upper_height;
  Object* root = is_lower_high ? lower : upper;
  int height = is_lower_high ? lower_height : upper_height;
  const int other = is_lower_high ? upper_height : lower_height;
  AvlPath path;
  Object** link = &root;
  while (height > other + 1) {
    const int lean = is_lower_high ? (*link)->balance : -(*link)->balance;
    height -= lean < 0 ? 2 : 1;
    path.push(link, is_lower_high);
    link = &child(*link, is_lower_high);
  }
  middle->left = is_lower_high ? *link : lower;
  middle->right = is_lower_high ? upper : *link;
  middle->balance = static_cast<std::int8_t>(is_lower_high ? other - height : height - other);
  *link = middle;
  avl::balance_growth(path);
  return root;
}

// Takes the least object out of a tree that is not empty.
Object* take_first(Object*& root) {
  AvlPath path;
  Object** link = &root;
  while ((*link)->left != nullptr) {
    path.push(link, false);
    link = &(*link)->left;
  }
  Object* taken = *link;
  *link = taken->right;
  avl::balance_shrinkage(path);
  return taken;
}

}  // namespace

void TreeStore::split(TreeStore& lower, TreeStore& upper) {
  Object* middle = std::exchange(root_, nullptr);
  if (middle->left == nullptr) {  // so that there is one for `lower`
    upper.root_ = std::exchange(middle->right, nullptr);
    middle->balance = 0;
    lower.root_ = middle;
  } else {
    lower.root_ = middle->left;
    upper.root_ = joined(nullptr, middle, middle->right);
  }
  lower.take_counts_of(*this);
}

Term TreeStore::first_of_upper() const { return key_of(root_->left == nullptr ? *root_->right : *root_); }

void TreeStore::take_counts_of(TreeStore& other) {
  size_ += std::exchange(other.size_, 0);
  object_words_ += std::exchange(other.object_words_, 0);
}

void TreeStore::join(TreeStore& lower, TreeStore& upper) {
  Object* first = std::exchange(lower.root_, nullptr);
  Object* second = std::exchange(upper.root_, nullptr);
  if (first == nullptr || second == nullptr) {
    root_ = first != nullptr ? first : second;
  } else {
    Object* middle = take_first(second);
    root_ = joined(first, middle, second);
  }
  take_counts_of(lower);
  take_counts_of(upper);
}

}  // namespace rt::ets
