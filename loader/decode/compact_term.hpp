// SPDX-License-Identifier: Apache-2.0
// CompactTerm: the tagged number that operands, the line table and OTP 28's atom lengths are made of.
//
// Low three bits: tag. Then 4 bits of value; or, bit 3 set, 11 bits in two bytes; or, bits 3 and 4 set,
// a big-endian two's complement number of 2 to 8 bytes, or of a size that follows as another term.
// Follows "Compact Term Encoding" of OTP's beam_asm.erl (encode/2).
#pragma once

#include <cstdint>

#include "loader/bytes/byte_reader.hpp"

namespace loader {

enum class Tag : std::uint8_t { u, i, a, x, y, f, h, z };

struct CompactTerm {
  Tag tag = Tag::u;
  bool is_big = false;      // more than 8 bytes, or tag other than i and beyond 2^63 - 1: see bytes
  std::uint64_t value = 0;  // tag i: reinterpret as signed
  Bytes bytes;              // of a number that is_big, without redundant sign bytes
};

namespace detail {

inline CompactTerm long_term(ByteReader& reader, std::uint8_t first) {
  CompactTerm term{static_cast<Tag>(first & 7), false, 0, {}};
  std::size_t size = (first >> 5) + 2u;
  if (size == 9) {
    // The size is itself a term of tag u, and is never so large that it needs a long form of its own.
    const std::uint8_t head = reader.u8();
    if ((head & 7) != 0)
      size = SIZE_MAX;
    else if ((head & 8) == 0)
      size = 9 + (head >> 4);
    else if ((head & 16) == 0)
      size = 9 + ((std::size_t{head} >> 5) << 8 | reader.u8());
    else if (head >> 5 == 0)
      size = 9 + std::size_t{reader.u16()};
    else
      size = SIZE_MAX;
  }
  Bytes bytes = reader.take(size);
  if (reader.failed()) return term;
  const bool is_signed = term.tag == Tag::i;
  const std::uint8_t fill = is_signed && (bytes[0] & 0x80) != 0 ? 0xff : 0;
  while (bytes.size() > 8 && bytes[0] == fill && (!is_signed || ((bytes[1] ^ fill) & 0x80) == 0))
    bytes = bytes.subspan(1);
  if (bytes.size() > 8) {
    term.is_big = true;
    term.bytes = bytes;
    return term;
  }
  std::uint64_t value = fill != 0 ? ~std::uint64_t{0} : 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  term.value = value;
  if (!is_signed && value >> 63 != 0) {
    term.is_big = true;
    term.bytes = bytes;
  }
  return term;
}

}  // namespace detail

inline CompactTerm read_compact_term(ByteReader& reader) {
  const std::uint8_t first = reader.u8();
  const Tag tag = static_cast<Tag>(first & 7);
  if ((first & 8) == 0) return {tag, false, static_cast<std::uint64_t>(first >> 4), {}};
  if ((first & 16) == 0) return {tag, false, std::uint64_t{first & 0xe0u} << 3 | reader.u8(), {}};
  return detail::long_term(reader, first);
}

// Passes over a term of one or two bytes that has no more terms behind it, which nearly all operands are. False, and
// nothing is read: it is another one, or the end.
inline bool skip_short_term(ByteReader& reader) {
  const std::uint8_t first = reader.peek();
  if ((first & 7) == static_cast<std::uint8_t>(Tag::z) || (first & 0x18) == 0x18) return false;
  const std::size_t size = (first & 8) == 0 ? 1 : 2;
  if (reader.remaining() < size) return false;
  (void)reader.take(size);
  return true;
}

}  // namespace loader
