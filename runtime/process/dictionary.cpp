// SPDX-License-Identifier: Apache-2.0
// The process dictionary's linear hash table. A bucket is a chain through `pairs`; where a pair goes in its chain, and how
// chains are rearranged by splitting and joining, follows OTP, which keeps a bucket as one tuple or a list.
#include "runtime/process/dictionary.hpp"

#include "runtime/term/compare.hpp"
#include "runtime/term/hash.hpp"

namespace rt {
namespace {

std::uint64_t dictionary_hash(Term key) {
  if (key.is_small()) return static_cast<std::uint64_t>(key.small_value());
  if (key.is_atom()) return key.atom_index();
  return internal_hash(key);
}

}  // namespace

Term DictionaryTable::get(Term key) const {
  if (pairs.empty()) return Term::none();
  for (std::uint32_t i = heads_[bucket_of(dictionary_hash(key))]; i != kEnd; i = pairs[i].next) {
    if (exact_equal(pairs[i].key, key)) return pairs[i].value;
  }
  return Term::none();
}

std::uint32_t* DictionaryTable::link_to(std::uint32_t bucket, Term key) {
  std::uint32_t* link = &heads_[bucket];
  while (*link != kEnd && !exact_equal(pairs[*link].key, key)) link = &pairs[*link].next;
  return link;
}

Term DictionaryTable::put(Term key, Term value) {
  if (heads_.empty()) {
    heads_.assign(kInitialBuckets, kEnd);
    mask_ = 2 * kInitialBuckets - 1;
    split_ = 0;
  }
  const std::uint64_t hash = dictionary_hash(key);
  const std::uint32_t bucket = bucket_of(hash);
  std::uint32_t* link = link_to(bucket, key);
  if (*link != kEnd) {
    const std::uint32_t index = *link;
    Pair& pair = pairs[index];
    const Term before = pair.value;
    pair.value = value;
    if (!value.is_immediate()) {  // OTP makes a new pair then, at the front
      pair.key = key;
      *link = pair.next;
      pair.next = heads_[bucket];
      heads_[bucket] = index;
    }
    return before;
  }
  pairs.push_back({key, value, hash, heads_[bucket]});
  heads_[bucket] = static_cast<std::uint32_t>(pairs.size() - 1);
  if (heads_.size() <= pairs.size()) grow();
  return Term::none();
}

Term DictionaryTable::erase(Term key) {
  if (pairs.empty()) return Term::none();
  std::uint32_t* link = link_to(bucket_of(dictionary_hash(key)), key);
  if (*link == kEnd) return Term::none();
  const std::uint32_t index = *link;
  const Term value = pairs[index].value;
  *link = pairs[index].next;
  remove_pair(index);
  if (heads_.size() > kInitialBuckets && heads_.size() / 2 > pairs.size()) shrink();
  return value;
}

// The last pair moves into the hole.
void DictionaryTable::remove_pair(std::uint32_t index) {
  const auto last = static_cast<std::uint32_t>(pairs.size() - 1);
  if (index != last) {
    std::uint32_t* link = &heads_[bucket_of(pairs[last].hash)];
    while (*link != last) link = &pairs[*link].next;
    *link = index;
    pairs[index] = pairs[last];
  }
  pairs.pop_back();
}

void DictionaryTable::grow() {
  std::size_t steps = (heads_.size() / 4) & 15;
  if (steps == 0) steps = 1;
  for (; steps > 0; --steps) split_next();
}

void DictionaryTable::split_next() {
  std::uint32_t home = static_cast<std::uint32_t>(heads_.size()) - split_;
  if (split_ == home) {
    home *= 2;
    mask_ = 2 * home - 1;
    split_ = 0;
  }
  const std::uint32_t from = split_++;
  heads_.push_back(kEnd);
  // Each part comes out reversed, as when its list is built anew; one pair alone just stays or moves.
  std::uint32_t stays = kEnd, moves = kEnd;
  for (std::uint32_t i = heads_[from]; i != kEnd;) {
    const std::uint32_t next = pairs[i].next;
    std::uint32_t& front = bucket_of(pairs[i].hash) == from ? stays : moves;
    pairs[i].next = front;
    front = i;
    i = next;
  }
  heads_[from] = stays;
  heads_.back() = moves;
}

void DictionaryTable::shrink() {
  const std::size_t range = heads_.size();
  std::size_t steps = range * 3 / 10;
  if (range - steps < kInitialBuckets) steps = range - kInitialBuckets;
  for (; steps > 0; --steps) join_last();
}

void DictionaryTable::join_last() {
  if (split_ == 0) {
    mask_ = static_cast<std::uint32_t>(heads_.size()) - 1;
    split_ = static_cast<std::uint32_t>(heads_.size()) / 2;
  }
  --split_;
  const std::uint32_t high = heads_.back();
  std::uint32_t& low = heads_[split_];
  const auto is_single = [this](std::uint32_t head) { return pairs[head].next == kEnd; };
  if (high != kEnd) {
    if (low == kEnd) {
      low = high;
    } else if (is_single(low)) {
      pairs[low].next = high;
    } else {
      for (std::uint32_t i = high; i != kEnd;) {
        const std::uint32_t next = pairs[i].next;
        pairs[i].next = low;
        low = i;
        i = next;
      }
    }
  }
  heads_.pop_back();
}

}  // namespace rt
