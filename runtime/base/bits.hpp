// SPDX-License-Identifier: Apache-2.0
// Bits inside bytes, counted from the most significant bit of the first byte: what the bit syntax reads and writes.
// None of these touches a byte that holds no bit of its range. Plain memory, any thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rt {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t bytes_for_bits(std::size_t bits) { return bits / 8 + (bits % 8 != 0); }

// The big-endian value of `count` bytes. Requires: count <= 8.
inline std::uint64_t load_big_endian(const std::uint8_t* p, unsigned count) {
  if (count == 8) {
    std::uint64_t v;
    std::memcpy(&v, p, 8);
    return __builtin_bswap64(v);
  }
  if (count >= 4) {  // two loads that may overlap: the common bytes agree
    std::uint32_t high, low;
    std::memcpy(&high, p, 4);
    std::memcpy(&low, p + count - 4, 4);
    return std::uint64_t{__builtin_bswap32(high)} << (8 * (count - 4)) | __builtin_bswap32(low);
  }
  if (count >= 2) {
    const std::uint32_t high = static_cast<std::uint32_t>(p[0]) << 8 | p[1];
    return count == 2 ? high : high << 8 | p[2];
  }
  return count == 0 ? 0 : p[0];
}

// `count` bits from bit `offset` on as an unsigned number. Requires: count <= 64.
inline std::uint64_t read_bits(const std::uint8_t* bytes, std::size_t offset, unsigned count) {
  if (count == 0) return 0;
  const std::uint8_t* p = bytes + offset / 8;
  const unsigned shift = offset % 8;
  const unsigned end = shift + count;  // in bits from p; at most 71
  if (end <= 64) {
    const unsigned used = (end + 7) / 8;
    const std::uint64_t v = load_big_endian(p, used) >> (8 * used - end);
    return count == 64 ? v : v & ((std::uint64_t{1} << count) - 1);
  }
  const unsigned below = end - 64;  // bits in the ninth byte
  std::uint64_t v = load_big_endian(p, 8) << below | p[8] >> (8 - below);
  return count == 64 ? v : v & ((std::uint64_t{1} << count) - 1);
}

// Puts the low `count` bits of `value` at bit `offset`. Bits before it stay; the rest of the last byte becomes 0, so
// that bits are written from left to right without reading what was never written. Requires: count <= 64.
inline void write_bits(std::uint8_t* bytes, std::size_t offset, std::uint64_t value, unsigned count) {
  if (count == 0) return;
  if (count < 64) value &= (std::uint64_t{1} << count) - 1;
  std::uint8_t* p = bytes + offset / 8;
  const unsigned shift = offset % 8;
  if (shift == 0 && count == 8) {
    *p = static_cast<std::uint8_t>(value);
    return;
  }
  if (shift == 0 && count == 64) {
    const std::uint64_t swapped = __builtin_bswap64(value);
    std::memcpy(p, &swapped, 8);
    return;
  }
  if (shift != 0) {
    const unsigned room = 8 - shift;
    const std::uint8_t kept = static_cast<std::uint8_t>(*p & (0xff00u >> shift));
    if (count <= room) {
      *p = static_cast<std::uint8_t>(kept | value << (room - count));
      return;
    }
    count -= room;
    *p++ = static_cast<std::uint8_t>(kept | value >> count);
  }
  while (count >= 8) {
    count -= 8;
    *p++ = static_cast<std::uint8_t>(value >> count);
  }
  if (count != 0) *p = static_cast<std::uint8_t>(value << (8 - count));
}

// Copies `count` bits; the ranges do not overlap. Bits of the destination as in write_bits.
void copy_bits(std::uint8_t* to, std::size_t to_offset, const std::uint8_t* from, std::size_t from_offset,
               std::size_t count);

}  // namespace rt
