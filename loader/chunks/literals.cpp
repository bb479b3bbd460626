// SPDX-License-Identifier: Apache-2.0
// LitT: literal terms, each a size and external term format. Up to OTP 27 the table is zlib-compressed
// behind its inflated size; from OTP 28 on that size is 0 and the table follows as it is. An archive has it inflated already.
#include "loader/bytes/inflate.hpp"
#include "loader/chunks/parsers.hpp"

namespace loader {

Result<void> parse_literals(Bytes chunk, DecodedModule& module) {
  constexpr std::uint8_t kVersionMagic = 131;
  ByteReader header(chunk);
  const std::uint32_t inflated_size = header.u32();
  Bytes table = header.rest();
  if (header.failed()) return refuse(Stage::chunk, LoadErrorCode::truncated, "LitT", 0, "no size");
  if (!module.inflated_literals.empty()) {
    table = module.inflated_literals;
  } else if (inflated_size != 0) {
    Inflated inflated = inflate_all(table, inflated_size, kMaxInflatedSize);
    if (inflated.failure) {
      const bool too_large = *inflated.failure == InflateFailure::too_large;
      return refuse(Stage::chunk, too_large ? LoadErrorCode::too_large : LoadErrorCode::bad_compression,
                    "LitT", 4, "the literals cannot be inflated");
    }
    module.owned_literals = std::move(inflated.bytes);
    table = module.owned_literals;
  }
  ByteReader reader(table);
  const std::uint32_t count = reader.u32();
  if (reader.failed() || count > reader.remaining() / 6) {  // a size, the magic byte, a tag
    return refuse(Stage::chunk, LoadErrorCode::truncated, "LitT", 0, "fewer literals than it says");
  }
  module.literals.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = reader.offset();
    const Bytes literal = reader.take(reader.u32());
    if (reader.failed() || literal.size() < 2 || literal[0] != kVersionMagic) {
      return refuse(Stage::chunk, LoadErrorCode::bad_chunk, "LitT", at,
                    "a literal is not in external term format");
    }
    module.literals.push_back(literal);
  }
  return {};
}

}  // namespace loader
