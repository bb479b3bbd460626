// SPDX-License-Identifier: Apache-2.0
#include "runtime/ets/insertion.hpp"

namespace rt::ets {

Insertion::~Insertion() {
  while (first_ != nullptr) {
    Object* object = first_;
    first_ = object->next;
    Object::destroy(object);
  }
}

void Insertion::add(Term tuple) {
  Object* const object = create_object(vm_, form_, tuple);
  object->next = nullptr;
  (first_ == nullptr ? first_ : last_->next) = object;
  last_ = object;
  ++size_;
}

void Insertion::begin(const Store& store) {
  phase = Phase::inserting;
  if (!only_new_) return;
  for (const Object* o = first_; o != nullptr && !is_refused; o = o->next) {
    is_refused = store.find(store.key_of(*o)) != nullptr;
  }
  if (is_refused) phase = Phase::done;
}

bool Insertion::insert_some(Store& store, std::size_t count, std::size_t& work) {
  while (first_ != nullptr && count-- > 0) {
    Object* object = first_;
    first_ = object->next;
    (void)store.insert(Store::Offer(object), false, ++work);
  }
  if (first_ != nullptr) return false;
  phase = Phase::done;
  return true;
}

}  // namespace rt::ets
