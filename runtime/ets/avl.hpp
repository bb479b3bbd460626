// SPDX-License-Identifier: Apache-2.0
// How an AVL tree keeps its balance: the way down is kept in an AvlPath, along which balances are put right on the way up.
// `balance` is the height of the right subtree minus that of the left one, -1 .. 1.
#pragma once

#include "runtime/ets/object.hpp"

namespace rt::ets {

struct AvlPath {
  static constexpr std::size_t kDepth = 96;  // more than an AVL tree of 2^64 objects has
  Object** links[kDepth];
  bool went_right[kDepth];
  std::size_t depth = 0;
  void push(Object** link, bool right) {
    links[depth] = link;
    went_right[depth++] = right;
  }
};

namespace avl {

inline Object*& child(Object* o, bool right) { return right ? o->right : o->left; }

// The subtree under `*link` leans two levels to one side: turns it. True if it is a level less high afterwards.
inline bool turn(Object** link, bool to_right) {
  Object* top = *link;
  const int lean = to_right ? 1 : -1;
  Object* side = child(top, to_right);
  if (side->balance != -lean) {
    child(top, to_right) = child(side, !to_right);
    child(side, !to_right) = top;
    *link = side;
    const bool is_lower = side->balance != 0;
    top->balance = static_cast<std::int8_t>(is_lower ? 0 : lean);
    side->balance = static_cast<std::int8_t>(is_lower ? 0 : -lean);
    return is_lower;
  }
  Object* inner = child(side, !to_right);
  child(side, !to_right) = child(inner, to_right);
  child(inner, to_right) = side;
  child(top, to_right) = child(inner, !to_right);
  child(inner, !to_right) = top;
  top->balance = static_cast<std::int8_t>(inner->balance == lean ? -lean : 0);
  side->balance = static_cast<std::int8_t>(inner->balance == -lean ? lean : 0);
  inner->balance = 0;
  *link = inner;
  return true;
}

// One side of the object under `link` became a level higher; true if that made it higher.
inline bool grown(Object** link, bool right) {
  Object* o = *link;
  const int lean = right ? 1 : -1;
  if (o->balance == lean) return !turn(link, right);
  o->balance = static_cast<std::int8_t>(o->balance + lean);
  return o->balance != 0;
}

// One side became a level less high; true if that made it less high.
inline bool shrunk(Object** link, bool right) {
  Object* o = *link;
  const int lean = right ? -1 : 1;
  if (o->balance == lean) return turn(link, !right);
  o->balance = static_cast<std::int8_t>(o->balance + lean);
  return o->balance == 0;
}

// What `path` leads to became a level higher.
inline void balance_growth(AvlPath& path) {
  while (path.depth > 0) {
    --path.depth;
    if (!grown(path.links[path.depth], path.went_right[path.depth])) break;
  }
}

// What `path` leads to became a level less high.
inline void balance_shrinkage(AvlPath& path) {
  while (path.depth > 0) {
    --path.depth;
    if (!shrunk(path.links[path.depth], path.went_right[path.depth])) break;
  }
}

}  // namespace avl
}  // namespace rt::ets
