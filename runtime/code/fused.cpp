// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/fused.hpp"

#include <algorithm>
#include <vector>

namespace rt {
namespace {

using Key = std::pair<std::uint32_t, std::uint64_t>;
Key key_of(const FusedRow& row) { return {row.length, row.sequence}; }

std::vector<FusedRow> sorted_rows() {
  const auto rows = fused_rows();
  std::vector<FusedRow> sorted(rows.begin(), rows.end());
  std::ranges::sort(sorted, {}, key_of);
  return sorted;
}

}  // namespace

Word fused_handler(std::uint64_t sequence, std::size_t length) {
  static const std::vector<FusedRow> rows = sorted_rows();
  const Key key{length, sequence & ((std::uint64_t{1} << (length * kFusedBits)) - 1)};
  const auto found = std::ranges::lower_bound(rows, key, {}, key_of);
  return found != rows.end() && key_of(*found) == key ? found->handler : 0;
}

}  // namespace rt
