// SPDX-License-Identifier: Apache-2.0
// Maps of pairs that were read: map.hpp builds them.
#include "runtime/term/etf_map.hpp"

#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {

// Above kFlatMapMax keys the worst case: two by two the keys go separate ways only below the last level, which makes
// eight nodes of three words a key. What is not needed goes back to the owner of the memory.
std::size_t map_words_at_most(std::size_t pairs) { return 3 + (pairs <= kFlatMapMax ? 2 : 27) * pairs; }

std::optional<Term> build_map(const Vm& vm, HeapWriter& w, std::span<Term> pairs) {
  MapBuilder builder(vm.atoms, pairs.size() / 2);
  for (std::size_t i = 0; i < pairs.size(); i += 2) builder.add(pairs[i], pairs[i + 1]);
  (void)builder.words();
  if (builder.size() != pairs.size() / 2) return std::nullopt;
  return builder.build(w);
}

}  // namespace rt
