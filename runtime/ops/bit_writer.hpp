// SPDX-License-Identifier: Apache-2.0
// BitWriter: writes the fields of a bitstring under construction one after the other. It owns nothing; the caller has
// made room for what it writes. Bits behind the last one written, up to the end of their byte, are 0.
#pragma once

#include <cstdint>

#include "runtime/ops/bit_flags.hpp"
#include "runtime/term/binary.hpp"

namespace rt {

class BitWriter {
 public:
  BitWriter() = default;
  BitWriter(std::uint8_t* bytes, std::size_t offset) : bytes_(bytes), offset_(offset) {}

  std::size_t offset() const { return offset_; }

  // The low bits of an integer of any size. False: no integer.
  [[nodiscard]] bool put_integer(Term value, std::size_t bits, unsigned flags) {
    if (value.is_small() && bits <= 64) [[likely]] {
      const auto v = static_cast<std::uint64_t>(value.small_value());
      const auto n = static_cast<unsigned>(bits);
      if ((flags & kBitsLittle) == 0) {
        put(v, n);
        return true;
      }
      if (n % 8 == 0 && n != 0) {
        put_whole_bytes(v, n, flags);
        return true;
      }
    }
    return put_any_integer(value, bits, flags);
  }

  // The low bits, 64 at most.
  void put(std::uint64_t value, unsigned bits) {
    write_bits(bytes_, offset_, value, bits);
    offset_ += bits;
  }

  enum class FloatResult : std::uint8_t { written, bad_type, bad_size, too_large };
  // A float or an integer as IEEE 754 of 16, 32 or 64 bits.
  [[nodiscard]] FloatResult put_float(Term value, std::size_t bits, unsigned flags);

  void put_view(BitView v) {
    copy_bits(bytes_, offset_, v.bytes, v.offset, v.size);
    offset_ += v.size;
  }

  // False: no code point.
  [[nodiscard]] bool put_utf8(Term value);
  [[nodiscard]] bool put_utf16(Term value, unsigned flags);
  [[nodiscard]] bool put_utf32(Term value, unsigned flags);

 private:
  // Bytes of a word in the order asked for. Requires: bits is a multiple of 8.
  void put_whole_bytes(std::uint64_t value, unsigned bits, unsigned flags) {
    put((flags & kBitsLittle) != 0 ? __builtin_bswap64(value) >> (64 - bits) : value, bits);
  }
  bool put_any_integer(Term value, std::size_t bits, unsigned flags);

  std::uint8_t* bytes_ = nullptr;
  std::size_t offset_ = 0;
};

inline bool is_code_point(Term t) {
  if (!t.is_small()) return false;
  const auto v = static_cast<std::uint64_t>(t.small_value());
  return v <= 0x10ffff && (v < 0xd800 || v > 0xdfff);
}

// Bytes that a code point takes; of anything else what OTP's bs_utf8_size and bs_utf16_size give (put_utf* refuses it).
inline unsigned utf8_size(Term t) {
  const auto v = t.is_small() ? static_cast<std::uint64_t>(t.small_value()) : ~std::uint64_t{0};
  return v < 0x80 ? 1 : v < 0x800 ? 2 : v < 0x10000 ? 3 : 4;
}
inline unsigned utf16_size(Term t) {
  return t.is_small() && static_cast<std::uint64_t>(t.small_value()) < 0x10000 ? 2 : 4;
}

}  // namespace rt
