// SPDX-License-Identifier: Apache-2.0
// Looking up, inserting and deleting without recursion. How trees are divided and put together is in tree_join.cpp.
#include "runtime/ets/tree_store.hpp"

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

using avl::child;

TreeStore::~TreeStore() { (void)free_some(SIZE_MAX); }

int TreeStore::order(Term key, const Object& object) const { return compare(vm_.atoms, key, key_of(object)); }

bool TreeStore::insert(const Offer& offer, bool only_new, std::size_t&) {
  const Term key = tuple_element(offer.tuple, keypos() - 1);
  AvlPath path;
  Object** link = &root_;
  while (*link != nullptr) {
    const int way = order(key, **link);
    if (way == 0) {
      if (only_new) {
        refuse(offer);
        return false;
      }
      *link = accept_for(*link, offer);
      return true;
    }
    path.push(link, way > 0);
    link = &child(*link, way > 0);
  }
  Object* object = accept(offer);
  object->left = object->right = nullptr;
  object->balance = 0;
  *link = object;
  ++size_;
  avl::balance_growth(path);
  return true;
}

Object* TreeStore::find(Term key) const {
  for (Object* o = root_; o != nullptr;) {
    const int way = order(key, *o);
    if (way == 0) return o;
    o = way > 0 ? o->right : o->left;
  }
  return nullptr;
}

void TreeStore::link_out(AvlPath& path, Object** link) {
  Object* gone = *link;
  if (gone->left != nullptr && gone->right != nullptr) {
    // The greatest one of the left side takes its place.
    const std::size_t at = path.depth;
    path.push(link, false);
    Object** heir = &gone->left;
    while ((*heir)->right != nullptr) {
      path.push(heir, true);
      heir = &(*heir)->right;
    }
    Object* moved = *heir;
    *heir = moved->left;
    moved->left = gone->left;
    moved->right = gone->right;
    moved->balance = gone->balance;
    *link = moved;
    if (path.depth > at + 1) path.links[at + 1] = &moved->left;
  } else {
    *link = gone->left != nullptr ? gone->left : gone->right;
  }
  avl::balance_shrinkage(path);
  --size_;
}

void TreeStore::erase(Term key) {
  AvlPath path;
  for (Object** link = &root_; *link != nullptr;) {
    const int way = order(key, **link);
    if (way == 0) {
      Object* gone = *link;
      link_out(path, link);
      destroy(gone);
      return;
    }
    path.push(link, way > 0);
    link = &child(*link, way > 0);
  }
}

void TreeStore::erase_object(Term tuple) {
  const Term key = tuple_element(tuple, keypos() - 1);
  const Object* object = find(key);
  if (object != nullptr && is_same(tuple, *object)) erase(key);
}

Term TreeStore::take(Process& p, Term key) {
  const Object* object = find(key);
  if (object == nullptr) return Term::nil();
  const Term list = cons_copy(p, *object, Term::nil());
  erase(key);
  return list;
}

void TreeStore::replace(Object* old, Object* fresh) {
  Object** link = &root_;
  const Term key = key_of(*old);
  while (*link != old) link = &child(*link, order(key, **link) > 0);
  fresh->left = old->left;
  fresh->right = old->right;
  fresh->balance = old->balance;
  *link = fresh;
  count_in(*fresh);
  destroy(old);
}

Object* TreeStore::first() const {
  Object* o = root_;
  while (o != nullptr && o->left != nullptr) o = o->left;
  return o;
}

Object* TreeStore::last() const {
  Object* o = root_;
  while (o != nullptr && o->right != nullptr) o = o->right;
  return o;
}

Object* TreeStore::first_not_below(Order key_order, const void* context) const {
  Object* best = nullptr;
  for (Object* o = root_; o != nullptr;) {
    if (key_order(context, key_of(*o)) <= 0) {
      best = o;
      o = o->left;
    } else {
      o = o->right;
    }
  }
  return best;
}

Object* TreeStore::last_not_above(Order key_order, const void* context) const {
  Object* best = nullptr;
  for (Object* o = root_; o != nullptr;) {
    if (key_order(context, key_of(*o)) >= 0) {
      best = o;
      o = o->right;
    } else {
      o = o->left;
    }
  }
  return best;
}

Object* TreeStore::above(Term key) const {
  Object* best = nullptr;
  for (Object* o = root_; o != nullptr;) {
    if (order(key, *o) < 0) {
      best = o;
      o = o->left;
    } else {
      o = o->right;
    }
  }
  return best;
}

Object* TreeStore::below(Term key) const {
  Object* best = nullptr;
  for (Object* o = root_; o != nullptr;) {
    if (order(key, *o) > 0) {
      best = o;
      o = o->right;
    } else {
      o = o->left;
    }
  }
  return best;
}

Store::Step TreeStore::next(Term key) const {
  if (key == atoms::end_of_table) return {};
  return {true, above(key)};
}

Store::Step TreeStore::prev(Term key) const {
  if (key == atoms::end_of_table) return {};
  return {true, below(key)};
}

Term TreeStore::slot(Process& p, std::int64_t number) const {
  if (number < 0 || static_cast<std::size_t>(number) > size_) return Term::none();
  if (static_cast<std::size_t>(number) == size_) return atoms::end_of_table;
  TreeCursor cursor(*this, first(), true);
  Object* o = cursor.take();
  while (number-- > 0) o = cursor.take();
  return cons_copy(p, *o, Term::nil());
}

void TreeStore::for_each_with(Term key, Visit visit, void* context) const {
  if (const Object* o = find(key)) visit(context, *o);
}

// Turns left sides over to the right until there is none, then frees from the top down the right side.
bool TreeStore::free_some(std::size_t count) {
  while (root_ != nullptr) {
    if (count == 0) return false;
    if (Object* l = root_->left) {
      root_->left = l->right;
      l->right = root_;
      root_ = l;
      continue;
    }
    --count;
    --size_;
    Object* gone = root_;
    root_ = gone->right;
    destroy(gone);
  }
  return true;
}

std::size_t TreeStore::memory_words() const {
  constexpr std::size_t kTableWords = 139;
  return kTableWords + words_of_objects();
}

TreeCursor::TreeCursor(const TreeStore& store, const Object* start, bool upwards) : upwards_(upwards) {
  if (start == nullptr) return;
  const Term key = store.key_of(*start);
  for (Object* o = store.root_;;) {
    const int way = o == start ? 0 : store.order(key, *o);
    if (way == 0 || (way < 0) == upwards) path_[depth_++] = o;
    if (way == 0) return;
    o = child(o, way > 0);
  }
}

Object* TreeCursor::take() {
  if (depth_ == 0) return nullptr;
  Object* taken = path_[--depth_];
  for (Object* o = child(taken, upwards_); o != nullptr; o = child(o, !upwards_)) path_[depth_++] = o;
  return taken;
}

}  // namespace rt::ets
