// SPDX-License-Identifier: Apache-2.0
// Type: what the compiler inferred about operands, versions 1 to 4 (OTP 25 to 29), as TypeHints.
//
// An entry is 16 bits, one per type, then the bounds and the unit that it announces. Versions 1 and 2
// have one more type bit, for match contexts (bit 2), which counts as bitstring; 1 always has both bounds,
// and none is meant when the lower is above the upper. Version 4 has one more for native records (bit 12).
// An unknown version, or a damaged table, is not an error for a hint: the module then simply has none.
#include "loader/chunks/parsers.hpp"

namespace loader {
namespace {

struct Layout {
  bool has_context_bit;
  bool has_fixed_bounds;
  unsigned lower_bound_bit;  // upper bound and unit follow; 0: no such bits
};

constexpr std::optional<Layout> layout_of(std::uint32_t version) {
  switch (version) {
    case 1: return Layout{true, true, 0};
    case 2: return Layout{true, false, 13};
    case 3: return Layout{false, false, 12};
    case 4: return Layout{false, false, 13};
    default: return std::nullopt;
  }
}

TypeHint read_hint(ByteReader& reader, const Layout& layout) {
  constexpr std::uint16_t kTwelveTypes = (1 << 12) - 1;
  TypeHint hint;
  const unsigned bits = reader.u16();
  const unsigned type_bits = layout.lower_bound_bit != 0 ? bits & ((1u << layout.lower_bound_bit) - 1) : bits;
  hint.types = static_cast<std::uint16_t>(layout.has_context_bit ? (type_bits & 3) | (type_bits & ~3u) >> 1
                                                                 : type_bits);
  if ((hint.types & kTwelveTypes) == kTwelveTypes) hint.types = TypeHint::any;
  if (layout.has_fixed_bounds) {
    const auto min = static_cast<std::int64_t>(reader.u64());
    const auto max = static_cast<std::int64_t>(reader.u64());
    if (min <= max) {
      hint.min = min;
      hint.max = max;
    }
    return hint;
  }
  if ((bits >> layout.lower_bound_bit & 1) != 0) hint.min = static_cast<std::int64_t>(reader.u64());
  if ((bits >> (layout.lower_bound_bit + 1) & 1) != 0) hint.max = static_cast<std::int64_t>(reader.u64());
  if ((bits >> (layout.lower_bound_bit + 2) & 1) != 0)
    hint.unit = static_cast<std::uint16_t>(reader.u8() + 1);
  return hint;
}

}  // namespace

Result<void> parse_types(Bytes chunk, DecodedModule& module) {
  ByteReader reader(chunk);
  const auto layout = layout_of(reader.u32());
  const std::uint32_t count = reader.u32();
  if (!layout || reader.failed() || count > reader.remaining() / 2) return {};
  std::vector<TypeHint> types;
  types.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) types.push_back(read_hint(reader, *layout));
  if (!reader.failed()) module.types = std::move(types);
  return {};
}

}  // namespace loader
