// SPDX-License-Identifier: Apache-2.0
// What the engine and the map sources inline: word positions in the boxed objects, bitmaps, search in flat maps.
#pragma once

#include <bit>

#include "runtime/term/map.hpp"

namespace rt {

namespace flat {
constexpr std::size_t kKeys = 1, kValues = 2;
inline std::size_t size(const Word* map) { return header_words(map[0]) - 1; }
inline Term keys(const Word* map) { return Term::from_word(map[kKeys]); }
// The keys themselves: as many words as the map has values.
inline const Word* key_words(const Word* map) { return keys(map).boxed_ptr() + 1; }
constexpr std::size_t words(std::size_t size) { return kValues + size; }      // of the map alone
constexpr std::size_t key_tuple_words(std::size_t size) { return 1 + size; }  // of its keys
}  // namespace flat

namespace trie {
constexpr std::size_t kRootCount = 1, kRootBitmap = 2, kRootChildren = 3;
constexpr std::size_t kNodeBitmap = 1, kNodeChildren = 2;
constexpr std::size_t kLeaves = 1;  // of a collision node
constexpr std::size_t kLeafWords = 2;

inline unsigned bitmap(Word word) { return static_cast<unsigned>(Term::from_word(word).small_value()); }
// Set bits of a 16-bit map, without relying on an instruction that the oldest machines lack.
constexpr unsigned bit_count(unsigned bits) {
#ifdef __POPCNT__
  return static_cast<unsigned>(std::popcount(bits));
#else
  bits -= (bits >> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >> 2) & 0x3333);
  bits = (bits + (bits >> 4)) & 0x0F0F;
  return (bits + (bits >> 8)) & 31;
#endif
}
constexpr unsigned bit_of(std::uint64_t hash) { return 1u << (hash & 15); }
// Which child a set bit stands for.
constexpr unsigned slot_of(unsigned bitmap, unsigned bit) { return bit_count(bitmap & (bit - 1)); }

inline std::size_t child_offset(Word header) {
  switch (header_kind(header)) {
    case Kind::map_root: return kRootChildren;
    case Kind::map_node: return kNodeChildren;
    default: return kLeaves;
  }
}
inline std::size_t count(const Word* root) {
  return static_cast<std::size_t>(Term::from_word(root[kRootCount]).small_value());
}
}  // namespace trie

// The value of an immediate key of a flat map, or none. Requires: is_flat_map(map), key.is_immediate().
inline Term map_get_flat_inline(Term map, Term key) {
  const Word* m = map.boxed_ptr();
  const std::size_t n = flat::size(m);
  const Word* keys = flat::key_words(m);
  for (std::size_t i = 0; i < n; ++i) {
    if (keys[i] == key.word()) return Term::from_word(m[flat::kValues + i]);
  }
  return Term::none();
}

}  // namespace rt
