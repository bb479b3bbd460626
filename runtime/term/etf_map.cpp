// SPDX-License-Identifier: Apache-2.0
// Maps of pairs. Small ones only, until map.hpp builds both forms: then this file calls it.
#include "runtime/term/etf_map.hpp"

#include <algorithm>
#include <vector>

#include "runtime/vm.hpp"

namespace rt {

std::size_t map_words_at_most(std::size_t pairs) { return 3 + 2 * pairs; }

std::optional<Term> build_map(const Vm&, HeapWriter& w, std::span<Term> pairs) {
  const std::size_t count = pairs.size() / 2;
  Word* keys = w.take(1 + count);
  keys[0] = make_header(Kind::tuple, count);
  Word* map = w.take(2 + count);
  map[0] = make_header(Kind::map_flat, 1 + count);
  map[1] = Term::boxed(keys).word();
  std::vector<std::pair<Word, Word>> sorted;
  for (std::size_t i = 0; i < count; ++i) sorted.emplace_back(pairs[2 * i].word(), pairs[2 * i + 1].word());
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && sorted[i].first == sorted[i - 1].first) return std::nullopt;
    keys[1 + i] = sorted[i].first;
    map[2 + i] = sorted[i].second;
  }
  return Term::boxed(map);
}

}  // namespace rt
