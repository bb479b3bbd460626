// SPDX-License-Identifier: Apache-2.0
// Dictionary: the process dictionary. A linear hash table that grows and shrinks as OTP's does (erl_process_dict.c), bucket
// by bucket, because get/0 and get_keys/0 show its order. Owned by its process and touched by its thread only; every
// key and value in it is a root. Keys are told apart by `=:=`. Costs a pointer while empty.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class DictionaryTable {
 public:
  struct Pair {
    Term key, value;
    std::uint64_t hash;
    std::uint32_t next;  // in its bucket: index in `pairs`, or kEnd
  };
  std::vector<Pair> pairs;  // dense, in no order

  Term get(Term key) const;  // none when it is not there
  // The value before, or none.
  Term put(Term key, Term value);
  Term erase(Term key);

  // Calls visit(const Pair&) in the order in which OTP finds them (get/0 lists them in reverse).
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const std::uint32_t head : heads_) {
      for (std::uint32_t i = head; i != kEnd; i = pairs[i].next) visit(pairs[i]);
    }
  }

 private:
  static constexpr std::uint32_t kEnd = UINT32_MAX;
  static constexpr std::uint32_t kInitialBuckets = 8;

  std::uint32_t bucket_of(std::uint64_t hash) const {
    const auto high = static_cast<std::uint32_t>(hash & mask_);
    return high < heads_.size() ? high : static_cast<std::uint32_t>(hash & (mask_ >> 1));
  }
  std::uint32_t* link_to(std::uint32_t bucket, Term key);  // the link that leads to the key, or to the end
  void remove_pair(std::uint32_t index);                   // unlinked already
  void grow();
  void split_next();
  void shrink();
  void join_last();

  std::vector<std::uint32_t> heads_;
  std::uint32_t mask_ = 0;   // as in OTP: covers buckets up to the end of this round of splitting
  std::uint32_t split_ = 0;  // next bucket to split
};

class Dictionary {
 public:
  using Pair = DictionaryTable::Pair;
  Term get(Term key) const { return table_ ? table_->get(key) : Term::none(); }
  Term put(Term key, Term value) {
    if (!table_) table_ = std::make_unique<DictionaryTable>();
    return table_->put(key, value);
  }
  Term erase(Term key) { return table_ ? table_->erase(key) : Term::none(); }
  void clear() { table_.reset(); }
  std::size_t size() const { return table_ ? table_->pairs.size() : 0; }
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    if (table_) table_->for_each(visit);
  }
  template <class Visitor>
  void for_each_root(Visitor&& visit) {
    if (!table_) return;
    for (Pair& pair : table_->pairs) {
      visit(pair.key);
      visit(pair.value);
    }
  }

 private:
  std::unique_ptr<DictionaryTable> table_;
};

}  // namespace rt
