// SPDX-License-Identifier: Apache-2.0
// LineTable: the Line chunk, decoded.
//
// The operand of a `line` operation is an index into `locations`. Immutable; texts point into the module's
// bytes.
#pragma once

#include <string_view>
#include <vector>

#include "loader/decode/decoded_module.hpp"

namespace loader {

struct LineLocation {
  std::uint32_t file = 0;  // 0: the module's name and ".erl"; n: files[n - 1]
  std::uint32_t line = 0;  // 0: unknown
  friend constexpr bool operator==(LineLocation, LineLocation) = default;
};

struct LineTable {
  std::vector<LineLocation> locations;  // [0] is "unknown"
  std::vector<std::string_view> files;  // UTF-8; an empty one stands for file 0
  static constexpr std::uint32_t kHasExecutableLines = 1, kForcesCounters = 2;
  std::uint32_t flags = 0;              // of these: the operation occurs; lines are counted in every mode of the machine

  // Any index is allowed; what is not in the table is unknown.
  LineLocation location(std::uint64_t index) const {
    return index < locations.size() ? locations[index] : LineLocation{};
  }
};

// A missing chunk, or one of an unknown version, is an empty table, as in OTP.
Result<LineTable> decode_line_table(const DecodedModule& module);

}  // namespace loader
