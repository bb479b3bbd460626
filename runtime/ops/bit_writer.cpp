// SPDX-License-Identifier: Apache-2.0
// Fields of a bitstring under construction. An integer is seen as an endless row of 64-bit limbs in two's complement,
// of which the low bits are written; so a field may be longer or shorter than its value.
#include "runtime/ops/bit_writer.hpp"

#include <optional>

#include "runtime/term/bignum.hpp"

namespace rt {
namespace {

class TwosComplement {
 public:
  explicit TwosComplement(Term integer) : view_(integer) {
    if (!view_.is_negative()) return;
    while (view_.limbs()[lowest_] == 0) ++lowest_;  // there is one that is not: it is negative
  }
  std::uint64_t limb(std::size_t i) const {
    const std::uint64_t v = i < view_.size() ? view_.limbs()[i] : 0;
    if (!view_.is_negative() || i < lowest_) return v;
    return i == lowest_ ? ~v + 1 : ~v;
  }

 private:
  IntegerView view_;
  std::size_t lowest_ = 0;  // limb that is not 0
};

// IEEE binary16, to nearest, ties to even; what is too large becomes infinite.
std::uint16_t half_of(double d) {
  const auto bits = std::bit_cast<std::uint64_t>(d);
  const auto sign = static_cast<std::uint16_t>(bits >> 48 & 0x8000);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff) - 1023;
  if (exponent > 15) return sign | 0x7c00;
  if (exponent < -25) return sign;
  const std::uint64_t mantissa = (bits & 0xfffffffffffff) | std::uint64_t{1} << 52;
  // Bits that fall off: 42 of a normal number, more of one with a small exponent.
  const unsigned dropped = exponent >= -14 ? 42 : static_cast<unsigned>(42 + (-14 - exponent));
  std::uint64_t kept = mantissa >> dropped;
  const std::uint64_t rest = mantissa & ((std::uint64_t{1} << dropped) - 1), half = std::uint64_t{1} << (dropped - 1);
  if (rest > half || (rest == half && (kept & 1) != 0)) ++kept;
  // The leading 1 of a normal number adds one to the exponent field, and so does a carry out of the mantissa.
  const std::uint64_t field = exponent >= -14 ? static_cast<std::uint64_t>(exponent + 14) << 10 : 0;
  return static_cast<std::uint16_t>(sign | (field + kept));
}

}  // namespace

bool BitWriter::put_any_integer(Term value, std::size_t bits, unsigned flags) {
  if (!is_integer(value)) return false;
  const TwosComplement number(value);
  if ((flags & kBitsLittle) == 0) {
    std::size_t left = bits;
    if (const unsigned top = left % 64; top != 0) {
      put(number.limb(left / 64), top);
      left -= top;
    }
    for (; left != 0; left -= 64) put(number.limb(left / 64 - 1), 64);
    return true;
  }
  std::size_t done = 0;
  for (; bits - done >= 64; done += 64) put_whole_bytes(number.limb(done / 64), 64, flags);
  std::uint64_t rest = bits == done ? 0 : number.limb(done / 64);
  for (; bits - done >= 8; done += 8, rest >>= 8) put(rest, 8);
  put(rest, static_cast<unsigned>(bits - done));
  return true;
}

BitWriter::FloatResult BitWriter::put_float(Term value, std::size_t bits, unsigned flags) {
  if (bits != 16 && bits != 32 && bits != 64) return FloatResult::bad_size;
  double d = 0;
  float f = 0;  // of a small integer it is not rounded twice
  if (is_float(value)) {
    d = float_value(value);
    f = static_cast<float>(d);
  } else if (value.is_small()) {
    d = static_cast<double>(value.small_value());
    f = static_cast<float>(value.small_value());
  } else if (is_bignum(value)) {
    const auto converted = integer_to_double(value);
    if (!converted) return FloatResult::too_large;
    d = *converted;
    f = static_cast<float>(d);
  } else {
    return FloatResult::bad_type;
  }
  const std::uint64_t word = bits == 64   ? std::bit_cast<std::uint64_t>(d)
                             : bits == 32 ? std::bit_cast<std::uint32_t>(f)
                                          : half_of(d);
  put_whole_bytes(word, static_cast<unsigned>(bits), flags);
  return FloatResult::written;
}

bool BitWriter::put_utf8(Term value) {
  if (!is_code_point(value)) return false;
  const auto v = static_cast<std::uint32_t>(value.small_value());
  switch (utf8_size(value)) {
    case 1: put(v, 8); break;
    case 2: put(0xc080 | (v >> 6) << 8 | (v & 0x3f), 16); break;
    case 3: put(0xe08080 | (v >> 12) << 16 | (v >> 6 & 0x3f) << 8 | (v & 0x3f), 24); break;
    default:
      put(0xf0808080 | (v >> 18) << 24 | (v >> 12 & 0x3f) << 16 | (v >> 6 & 0x3f) << 8 | (v & 0x3f), 32);
      break;
  }
  return true;
}

bool BitWriter::put_utf16(Term value, unsigned flags) {
  if (!is_code_point(value)) return false;
  const auto v = static_cast<std::uint32_t>(value.small_value());
  if (v < 0x10000) {
    put_whole_bytes(v, 16, flags);
    return true;
  }
  put_whole_bytes(0xd800 | (v - 0x10000) >> 10, 16, flags);
  put_whole_bytes(0xdc00 | ((v - 0x10000) & 0x3ff), 16, flags);
  return true;
}

bool BitWriter::put_utf32(Term value, unsigned flags) {
  if (!is_code_point(value)) return false;
  put_whole_bytes(static_cast<std::uint64_t>(value.small_value()), 32, flags);
  return true;
}

}  // namespace rt
