// SPDX-License-Identifier: Apache-2.0
// Where two maps of the same size differ, for their order: if their keys differ, the keys that only one of them
// has; else the entries whose values are not the same word. Works on the raw layout (boxed.hpp). Any thread.
#pragma once

#include <vector>

#include "runtime/term/boxed.hpp"

namespace rt {

struct MapCandidate {
  const Word* key;
  const Word* value_a;  // null with side != 0
  const Word* value_b;
  int side;             // -1: only the first map has the key, 1: only the second, 0: both
};

struct MapDifference {
  std::vector<MapCandidate> candidates;  // all of them with side == 0, or none
};

// Requires: is_map
inline std::size_t map_key_count(Term map) {
  const Word* m = map.boxed_ptr();
  if (header_kind(*m) == Kind::map_flat) return header_words(*m) - 1;
  return static_cast<std::size_t>(Term::from_word(m[1]).small_value());
}

MapDifference map_difference(Term a, Term b);  // Requires: is_map of both, same key count

}  // namespace rt
