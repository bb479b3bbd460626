// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/fused.hpp"

#include <algorithm>
#include <array>
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

// For each instruction, the lengths (as bits) of the rows that end with it and of those in which it is the last but one:
// most instructions that are emitted end none.
struct Ends {
  std::array<std::uint8_t, kInstrCount> last{}, before_last{};
};
static_assert(kMaxFused < 8);

std::size_t instr_at(std::uint64_t sequence, unsigned from_end) {
  return sequence >> (from_end * kFusedBits) & ((1u << kFusedBits) - 1);
}

Ends ends_of_rows() {
  Ends ends;
  for (const FusedRow& row : fused_rows()) {
    const auto bit = static_cast<std::uint8_t>(1u << row.length);
    ends.last[instr_at(row.sequence, 0)] |= bit;
    ends.before_last[instr_at(row.sequence, 1)] |= bit;
  }
  return ends;
}

}  // namespace

unsigned fused_lengths(std::uint64_t sequence) {
  static const Ends ends = ends_of_rows();
  return ends.last[instr_at(sequence, 0)] & ends.before_last[instr_at(sequence, 1)];
}

Word fused_handler(std::uint64_t sequence, std::size_t length) {
  static const std::vector<FusedRow> rows = sorted_rows();
  const Key key{length, sequence & ((std::uint64_t{1} << (length * kFusedBits)) - 1)};
  const auto found = std::ranges::lower_bound(rows, key, {}, key_of);
  return found != rows.end() && key_of(*found) == key ? found->handler : 0;
}

}  // namespace rt
