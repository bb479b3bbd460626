// SPDX-License-Identifier: Apache-2.0
// MapBuilder: a map from any pairs. Few pairs are sorted as flat keys; many by the path of their hash, which makes
// every node of the trie a contiguous range of them. Facts from OTP's erl_map.c (hashmap_from_unsorted_array).
#include <algorithm>
#include <bit>

#include "runtime/term/compare.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/map_trie.hpp"

namespace rt {
namespace {

// Nibbles in reverse, so that the first level's are the most significant.
std::uint64_t path_of(std::uint64_t hash) {
  constexpr std::uint64_t kHigh = 0xF0F0F0F0F0F0F0F0;
  const std::uint64_t swapped = __builtin_bswap64(hash);
  return (swapped & kHigh) >> 4 | (swapped & ~kHigh) << 4;
}
unsigned nibble(std::uint64_t path, unsigned level) { return (path >> (4 * (kTrieLevels - 1 - level))) & 15; }
unsigned common_levels(std::uint64_t a, std::uint64_t b) {
  return a == b ? kTrieLevels : static_cast<unsigned>(std::countl_zero(a ^ b)) / 4;
}

}  // namespace

std::size_t MapBuilder::words() {
  if (pairs_.size() > kFlatMapMax || (wants_trie_ && !pairs_.empty())) {
    prepare_trie();
    if (count_ > kFlatMapMax || wants_trie_) {
      is_trie_ = true;
      // A node's children are leaves or nodes, and all but the root are somebody's child.
      std::size_t nodes = 0, collisions = 0;
      unsigned open = 0;
      for (std::size_t i = 0; i + 1 < slots_.size(); ++i) {
        const unsigned common = common_levels(slots_[i].path, slots_[i + 1].path);
        if (common > open) {
          nodes += std::min(common, kTrieLevels - 1) - std::min(open, kTrieLevels - 1);
          if (common == kTrieLevels) ++collisions;
        }
        open = common;
      }
      return count_ * trie::kLeafWords + trie::kRootChildren + nodes * trie::kNodeChildren + collisions +
             count_ + nodes + collisions;
    }
    std::vector<Pair> kept;
    for (const Slot& s : slots_) kept.push_back(pairs_[s.pair]);
    pairs_ = std::move(kept);
  }
  prepare_flat();
  return flat::key_tuple_words(count_) + flat::words(count_);
}

void MapBuilder::prepare_flat() {
  const auto less = [this](const Pair& a, const Pair& b) { return compare_map_keys(atoms_, a.key, b.key) < 0; };
  std::stable_sort(pairs_.begin(), pairs_.end(), less);
  count_ = 0;
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (i + 1 < pairs_.size() && compare_map_keys(atoms_, pairs_[i].key, pairs_[i + 1].key) == 0) continue;
    pairs_[count_++] = pairs_[i];
  }
  pairs_.resize(count_);
}

void MapBuilder::prepare_trie() {
  slots_.resize(pairs_.size());
  for (std::size_t i = 0; i < pairs_.size(); ++i) slots_[i] = {path_of(map_hash(pairs_[i].key)), i};
  std::sort(slots_.begin(), slots_.end(),
            [](const Slot& a, const Slot& b) { return a.path != b.path ? a.path < b.path : a.pair < b.pair; });
  std::size_t kept = 0;
  for (std::size_t first = 0; first < slots_.size();) {
    std::size_t end = first + 1;
    while (end < slots_.size() && slots_[end].path == slots_[first].path) ++end;
    const std::size_t unique_end = end - first > 1 ? drop_duplicates(first, end) : end;
    for (std::size_t i = first; i < unique_end; ++i) slots_[kept++] = slots_[i];
    first = end;
  }
  slots_.resize(kept);
  count_ = kept;
}

// Slots of one hash: sorts them by key and moves the last one of each key to the front. Their new end.
std::size_t MapBuilder::drop_duplicates(std::size_t first, std::size_t end) {
  const auto begin = slots_.begin() + static_cast<std::ptrdiff_t>(first);
  std::stable_sort(begin, slots_.begin() + static_cast<std::ptrdiff_t>(end), [this](const Slot& a, const Slot& b) {
    return compare_exact(atoms_, pairs_[a.pair].key, pairs_[b.pair].key) < 0;
  });
  std::size_t kept = first;
  for (std::size_t i = first; i < end; ++i) {
    if (i + 1 < end && exact_equal(pairs_[slots_[i].pair].key, pairs_[slots_[i + 1].pair].key)) continue;
    slots_[kept++] = slots_[i];
  }
  return kept;
}

Term MapBuilder::build(HeapWriter& w) { return is_trie_ ? build_node(w, 0, slots_.size(), 0) : build_flat(w); }

Term MapBuilder::build_flat(HeapWriter& w) {
  Word* tuple = w.take(flat::key_tuple_words(count_));
  tuple[0] = make_header(Kind::tuple, count_);
  Word* map = w.take(flat::words(count_));
  map[0] = make_header(Kind::map_flat, flat::words(count_) - 1);
  map[flat::kKeys] = Term::boxed(tuple).word();
  for (std::size_t i = 0; i < count_; ++i) {
    tuple[1 + i] = pairs_[i].key.word();
    map[flat::kValues + i] = pairs_[i].value.word();
  }
  return Term::boxed(map);
}

// The node at `level` over these slots, which agree on all levels before. At most kTrieLevels calls deep.
Term MapBuilder::build_node(HeapWriter& w, std::size_t first, std::size_t end, unsigned level) {
  if (level == kTrieLevels) return build_collision(w, first, end);
  unsigned bitmap = 0;
  for (std::size_t i = first; i < end; ++i) bitmap |= 1u << nibble(slots_[i].path, level);
  const std::size_t offset = level == 0 ? trie::kRootChildren : trie::kNodeChildren;
  const std::size_t words = offset + trie::bit_count(bitmap);
  Word* node = w.take(words);
  node[0] = make_header(level == 0 ? Kind::map_root : Kind::map_node, words - 1);
  node[offset - 1] = Term::small(bitmap).word();
  if (level == 0) node[trie::kRootCount] = Term::small(static_cast<std::int64_t>(count_)).word();
  std::size_t child = offset;
  for (std::size_t i = first; i < end;) {
    const unsigned here = nibble(slots_[i].path, level);
    std::size_t next = i + 1;
    while (next < end && nibble(slots_[next].path, level) == here) ++next;
    Term made;
    if (next - i == 1) {
      const Pair& pair = pairs_[slots_[i].pair];
      made = w.cons(pair.key, pair.value);
    } else {
      made = build_node(w, i, next, level + 1);
    }
    node[child++] = made.word();
    i = next;
  }
  return Term::boxed(node);
}

Term MapBuilder::build_collision(HeapWriter& w, std::size_t first, std::size_t end) {
  Word* node = w.take(1 + end - first);
  node[0] = make_header(Kind::map_collision, end - first);
  for (std::size_t i = first; i < end; ++i) {
    const Pair& pair = pairs_[slots_[i].pair];
    node[trie::kLeaves + i - first] = w.cons(pair.key, pair.value).word();
  }
  return Term::boxed(node);
}

}  // namespace rt
