// SPDX-License-Identifier: Apache-2.0
// Flags of a bit syntax field, with OTP's numbers (the operand of bs_get_integer2 and its like). Instructions that
// carry a list ([little], [signed]) are translated to these when code is transformed.
#pragma once

namespace rt {

constexpr unsigned kBitsLittle = 2;
constexpr unsigned kBitsSigned = 4;
constexpr unsigned kBitsNative = 16;

// What the functions of ops/ take: native is spelled out, other bits are gone.
constexpr unsigned bit_flags(unsigned flags) {
  return (flags & (kBitsLittle | kBitsSigned)) | ((flags & kBitsNative) != 0 ? kBitsLittle : 0);  // x86 is little
}

}  // namespace rt
