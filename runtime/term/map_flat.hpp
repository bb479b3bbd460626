// SPDX-License-Identifier: Apache-2.0
// The flat form of maps, for map.cpp and ops/map_ops.cpp. Requires of all: `map` points to a flat map's header.
#pragma once

#include "runtime/term/map.hpp"

namespace rt {

constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);

// The place of `key`, or kNotFound.
std::size_t flat_find(const Word* map, Term key);
// With another value at `at`; the key tuple is shared. The map itself if the value is identical.
Term flat_set(Process& p, const Word* map, std::size_t at, Term value);
// With a key that is not there. Requires: fewer than kFlatMapMax keys.
Term flat_insert(Process& p, const Word* map, Term key, Term value);
Term flat_erase(Process& p, const Word* map, std::size_t at);
// Flat or, above kFlatMapMax keys, a trie. It is `b` itself when it has b's keys only; b then shares the key tuple of `a`
// from now on if that is a literal and its own is not.
Term flat_merge(Process& p, const Word* a, Word* b);

}  // namespace rt
