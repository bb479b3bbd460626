// SPDX-License-Identifier: Apache-2.0
// HashStore: set, bag and duplicate_bag. Linear hashing: one bucket is split (or joined) at a time. Numbers, hashes and
// the order within a bucket are OTP's (erl_db_hash.c), since iteration shows them: 256 buckets at first, in segments of
// 2048 more; a bucket is split whenever there are more objects than buckets; buckets are joined, but never down to the
// first 2304, when they are less than half as many.
//
// Objects with the same key stand together in their chain, the newest first.
#pragma once

#include <memory>
#include <vector>

#include "runtime/ets/store.hpp"

namespace rt::ets {

enum class HashKind : std::uint8_t { set, bag, duplicate_bag };

class HashStore final : public Store {
 public:
  // `stride`: how many buckets apart iteration goes (1, or the number of locks that OTP would have for it);
  // `estimates`: the size that decides about growth is estimated from one part in kParts, as with OTP's decentralized
  // counters.
  HashStore(Vm& vm, ObjectForm form, HashKind kind, std::size_t stride, bool estimates);
  ~HashStore() override;

  // As OTP's: a table and what is before a list of segments take so many.
  static constexpr std::size_t kTableWords = 49, kDirectoryHeader = 6;
  std::size_t memory_words() const override;
  bool insert(const Offer& offer, bool only_new, std::size_t& work) override;
  Object* find(Term key) const override;
  void erase(Term key) override;
  void erase_object(Term tuple) override;
  Term take(Process& p, Term key) override;
  void replace(Object* old, Object* fresh) override;
  Object* first() const override;
  Object* last() const override { return first(); }
  Step next(Term key) const override;
  Step prev(Term key) const override { return next(key); }
  Object* raw_first() const override;
  Step raw_next(Term key) const override;
  Term list_from(Process& p, const Object* object) const override;
  Term slot(Process& p, std::int64_t number) const override;
  void for_each_with(Term key, Visit visit, void* context) const override;
  void mark_all_deleted() override;
  void unfixed() override;
  bool free_some(std::size_t count) override;

  // --- for traversal (hash_traversal.cpp)
  std::size_t bucket_count() const { return active_; }
  Object*& bucket(std::size_t i) const { return segments_[(i + kSegment - kFirstSegment) / kSegment][i % kSegment]; }
  std::size_t bucket_of(Term key) const { return index_of(hash_of(key)); }
  // The bucket that iteration visits after `i`; 0: there is none.
  std::size_t after(std::size_t i) const {
    i += stride_;
    return i < active_ ? i : (i + 1) & (stride_ - 1);
  }
  // Removes or, while somebody else fixes the table, marks the object that `*link` leads to.
  void remove_at(Object** link, std::size_t bucket_index, std::size_t own_fixations);
  void shrink_after_removal() { shrink(estimate(0)); }
  // `fresh` in place of the object that `*link` leads to.
  void replace_at(Object** link, Object* fresh);

  struct Statistics {
    double average, deviation, expected_deviation;
    std::size_t shortest, longest, marks;
  };
  Statistics statistics() const;
  std::size_t stride() const { return stride_; }

 private:
  static constexpr std::size_t kFirstSegment = 256, kSegment = 2048, kParts = 64;

  std::uint32_t hash_of(Term key) const;
  std::size_t index_of(std::uint32_t hash) const {
    const std::size_t i = hash & mask_;
    return i < active_ ? i : i & (mask_ >> 1);
  }
  bool has_key(const Object& object, Term key, std::uint32_t hash) const {
    return object.hash == hash && exact_equal(key, key_of(object));
  }
  Object* first_from(std::size_t i) const;
  Object* live_after(Object* object, std::size_t i) const;
  Object** link_to_key(Term key, std::uint32_t hash) const;
  bool insert_beside(Object** link, const Offer& offer, std::uint32_t hash, std::size_t& work);
  void insert_at(Object** link, const Offer& offer, std::uint32_t hash);
  void note_mark(std::size_t bucket_index) { marked_buckets_.push_back(bucket_index); }
  void changed(std::uint32_t hash, std::ptrdiff_t by);
  std::size_t estimate(std::uint32_t hash) const { return estimates_ ? parts_[hash % kParts] * kParts : size_; }
  void grow(std::size_t items);
  void shrink(std::size_t items);
  void split_next();
  void join_last();
  void add_segment();
  void set_shrink_limit();
  void purge(std::size_t bucket_index);

  const HashKind kind_;
  const std::size_t stride_;
  const bool estimates_;
  std::vector<std::unique_ptr<Object*[]>> segments_;
  std::size_t slots_ = kFirstSegment;   // in segments_
  std::size_t active_ = kFirstSegment;  // of them in use
  std::size_t mask_ = kFirstSegment - 1;
  std::size_t shrink_limit_ = 0;
  std::vector<std::size_t> marked_buckets_;
  bool all_marked_ = false;
  std::vector<std::size_t> parts_;
  std::size_t freed_buckets_ = 0;
};

}  // namespace rt::ets
