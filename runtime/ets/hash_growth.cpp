// SPDX-License-Identifier: Apache-2.0
// How a hash table grows, shrinks and gets rid of marks. A change of one object splits or joins at most kSteps buckets, so
// no insertion takes long.
#include "runtime/ets/hash_store.hpp"

namespace rt::ets {
namespace {

constexpr int kSteps = 5;

}  // namespace

void HashStore::add_segment() {
  segments_.push_back(std::make_unique<Object*[]>(kSegment));
  slots_ += kSegment;
  set_shrink_limit();
}

// One segment can go and the rest is still less than half full; the first two never go.
void HashStore::set_shrink_limit() {
  constexpr std::size_t kForEstimates = 100 * kParts;
  const std::size_t least = std::max(stride_ + kSegment, kFirstSegment + 2 * kSegment);
  const bool may_shrink = slots_ >= least && (!estimates_ || slots_ >= kForEstimates);
  shrink_limit_ = may_shrink ? (slots_ - kSegment) / 2 : 0;
}

void HashStore::grow(std::size_t items) {
  for (int step = 0; step < kSteps && items > active_; ++step) split_next();
}

// The objects of a bucket go to two, their order kept.
void HashStore::split_next() {
  if (active_ == slots_) add_segment();
  if (active_ > mask_) mask_ = mask_ << 1 | 1;
  const std::size_t from = active_ & (mask_ >> 1), to = active_;
  ++active_;
  Object* o = bucket(from);
  Object** low = &bucket(from);
  Object** high = &bucket(to);
  while (o != nullptr) {
    Object* const following = o->next;
    Object**& link = (o->hash & mask_) == from ? low : high;
    *link = o;
    link = &o->next;
    o = following;
  }
  *low = *high = nullptr;
}

void HashStore::shrink(std::size_t items) {
  if (is_fixed()) return;
  for (int step = 0; step < kSteps && items < shrink_limit_; ++step) join_last();
}

// The objects of the last bucket go before those of the one that it was split from.
void HashStore::join_last() {
  const std::size_t from = active_ - 1, to = from & (mask_ >> 1);
  Object* const moved = bucket(from);
  bucket(from) = nullptr;
  active_ = from;
  if (to == 0) mask_ >>= 1;
  if (moved != nullptr) {
    Object* tail = bucket(to);
    bucket(to) = moved;
    Object* o = moved;
    while (o->next != nullptr) o = o->next;
    o->next = tail;
  }
  if (slots_ - active_ >= kSegment) {
    segments_.pop_back();
    slots_ -= kSegment;
    set_shrink_limit();
  }
}

void HashStore::mark_all_deleted() {
  for (std::size_t i = 0; i < active_; ++i) {
    for (Object* o = bucket(i); o != nullptr; o = o->next) o->is_deleted = true;
  }
  all_marked_ = true;
  size_ = 0;  // the estimates stay, as in OTP, and with them when the table grows
}

void HashStore::purge(std::size_t bucket_index) {
  for (Object** link = &bucket(bucket_index); *link != nullptr;) {
    Object* o = *link;
    if (o->is_deleted) {
      *link = o->next;
      destroy(o);
    } else {
      link = &o->next;
    }
  }
}

void HashStore::unfixed() {
  if (all_marked_) {
    for (std::size_t i = 0; i < active_; ++i) purge(i);
  } else {
    for (const std::size_t i : marked_buckets_) {
      if (i < active_) purge(i);
    }
  }
  all_marked_ = false;
  marked_buckets_.clear();
}

bool HashStore::free_some(std::size_t count) {
  for (; freed_buckets_ < active_; ++freed_buckets_) {
    Object*& first = bucket(freed_buckets_);
    while (first != nullptr) {
      if (count-- == 0) return false;
      Object* o = first;
      first = o->next;
      destroy(o);
    }
  }
  size_ = 0;
  return true;
}

// As OTP's, whose headers have four words.
std::size_t HashStore::memory_words() const {
  constexpr std::size_t kMarkWords = 2, kLockWords = 16;
  // Tables of segments: the first is in the table itself, and each larger one is kept beside those before.
  constexpr std::size_t kFirstDirectory = 256, kDirectoryStep = 128;
  std::size_t directories = 0;
  for (std::size_t room = 1; room < segments_.size();) {
    room = room == 1 ? kFirstDirectory : room + kDirectoryStep;
    directories += kDirectoryHeader + room;
  }
  const std::size_t locks = stride_ > 1 ? stride_ * kLockWords + 32 : 0;
  return kTableWords + slots_ + directories + locks + object_words_ + kMarkWords * (all_marked_ + marked_buckets_.size());
}

}  // namespace rt::ets
