// SPDX-License-Identifier: Apache-2.0
// What is the same for every ordered_set: one object for a key, nothing that is only marked as deleted, and fixing it does
// nothing, since next() of a key that is gone is the next greater one.
#pragma once

#include "runtime/ets/store.hpp"

namespace rt::ets {

class OrderedStore : public Store {
 public:
  using Store::Store;
  Object* raw_first() const override { return first(); }
  Step raw_next(Term key) const override { return next(key); }
  Term list_from(Process& p, const Object* object) const override { return cons_copy(p, *object, Term::nil()); }
  void mark_all_deleted() override {}
  void unfixed() override {}
};

}  // namespace rt::ets
