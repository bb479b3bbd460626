// SPDX-License-Identifier: Apache-2.0
// How readers of terms make a map of pairs that they have collected.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

class Vm;

std::size_t map_words_at_most(std::size_t pairs);

// `pairs` are key, value, key, value ...; they may be reordered. Nothing when a key occurs twice.
// Requires: w has map_words_at_most() left.
std::optional<Term> build_map(const Vm& vm, HeapWriter& w, std::span<Term> pairs);

}  // namespace rt
