// SPDX-License-Identifier: Apache-2.0
// AtU8, the atom table. Two encodings: up to OTP 27 a count and lengths of one byte; from OTP 28 on a
// negative count and lengths as compact terms. Names are UTF-8 of at most 255 characters.
#include "loader/chunks/parsers.hpp"
#include "loader/decode/compact_term.hpp"

namespace loader {
namespace {

constexpr std::size_t kMaxAtomCharacters = 255;
constexpr std::size_t kInvalid = SIZE_MAX;

// Characters of a well-formed UTF-8 text, or kInvalid.
std::size_t count_characters(Bytes text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++characters) {
    const std::uint8_t lead = text[i];
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - i <= more) return kInvalid;
    std::uint32_t code_point = lead & (0x3f >> more);
    for (std::size_t k = 1; k <= more; ++k) {
      if ((text[i + k] & 0xc0) != 0x80) return kInvalid;
      code_point = code_point << 6 | (text[i + k] & 0x3f);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
    if (code_point < kSmallest[more] || code_point > 0x10ffff ||
        (code_point >= 0xd800 && code_point < 0xe000)) {
      return kInvalid;
    }
    i += 1 + more;
  }
  return characters;
}

}  // namespace

Result<void> parse_atoms(Bytes chunk, DecodedModule& module) {
  ByteReader reader(chunk);
  const auto stored_count = static_cast<std::int32_t>(reader.u32());
  const bool is_compact = stored_count < 0;
  const std::uint64_t count = is_compact ? -static_cast<std::int64_t>(stored_count) : stored_count;
  if (reader.failed() || count == 0 || count > reader.remaining()) {
    return refuse(Stage::chunk, LoadErrorCode::bad_chunk, "AtU8", 0, "impossible number of atoms");
  }
  module.atoms.reserve(count + 1);
  module.atoms.emplace_back();
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t at = reader.offset();
    std::size_t length = 0;
    if (is_compact) {
      const CompactTerm term = read_compact_term(reader);
      length = term.tag == Tag::u && !term.is_big ? term.value : SIZE_MAX;
    } else {
      length = reader.u8();
    }
    const Bytes text = reader.take(length);
    if (reader.failed()) return refuse(Stage::chunk, LoadErrorCode::truncated, "AtU8", at, "atom text");
    if (count_characters(text) > kMaxAtomCharacters) {
      return refuse(Stage::chunk, LoadErrorCode::bad_chunk, "AtU8", at,
                    "an atom is not UTF-8 of at most 255 characters");
    }
    module.atoms.emplace_back(reinterpret_cast<const char*>(text.data()), text.size());
  }
  return {};
}

}  // namespace loader
