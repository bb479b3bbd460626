// SPDX-License-Identifier: Apache-2.0
// Insertion: a long list of objects on its way into a table, all or nothing although it takes many slices: first all objects
// are made, which the table does not notice; then they are put in, and until that is over everybody else who wants the
// table does the rest first (finish). Held by the process that inserts and, in the second part, by the table.
//
// Touched by the process while `phase` is preparing, afterwards only under the table's exclusive lock.
#pragma once

#include "runtime/ets/store.hpp"

namespace rt::ets {

class Insertion final : public MagicObject {
 public:
  enum class Phase : std::uint8_t { preparing, inserting, done };

  Insertion(const Vm& vm, ObjectForm form, bool only_new) : vm_(vm), form_(form), only_new_(only_new) {}
  ~Insertion() override;

  Phase phase = Phase::preparing;
  bool is_refused = false;  // only new ones were wanted, and some are there

  void add(Term tuple);
  bool only_new() const { return only_new_; }
  std::size_t size() const { return size_; }

  // Begins the second part. Requires: the table is locked exclusively.
  void begin(const Store& store);
  // Puts so many objects in; true when there are none left. `work` as in Store::insert.
  bool insert_some(Store& store, std::size_t count, std::size_t& work);

 private:
  const Vm& vm_;
  const ObjectForm form_;
  const bool only_new_;
  Object* first_ = nullptr;  // in the order of the list, linked by `next`
  Object* last_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace rt::ets
