// SPDX-License-Identifier: Apache-2.0
// How the reader of the external term format makes a map of the pairs it has collected. It must know a bound of the words
// before it knows the keys.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/term/map.hpp"

namespace rt {

class Process;
class Vm;

// Of a large map this is far more than it takes but for forged keys: every two keys may need 15 nodes.
constexpr std::size_t map_words_at_most(std::size_t pairs) {
  return pairs <= kFlatMapMax ? kEmptyMapWords + 2 * pairs : 20 + 27 * pairs;
}

// `pairs` are key, value, key, value ... Nothing when a key occurs twice. A large map is built in room that `p` gives
// for it, if there is a `p`. Requires: else w has map_words_at_most() left.
std::optional<Term> build_map(const Vm& vm, HeapWriter& w, std::span<const Term> pairs, Process* p);

}  // namespace rt
