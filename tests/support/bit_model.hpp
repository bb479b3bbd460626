// SPDX-License-Identifier: Apache-2.0
// Bits as a vector of bool, the slow way: what the bit syntax is compared with. And a seeded random source.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "runtime/term/binary.hpp"

namespace rt::test {

using Bits = std::vector<bool>;

inline Bits bits_of(BitView v) {
  Bits bits;
  for (std::size_t i = v.offset; i < v.offset + v.size; ++i) bits.push_back((v.bytes[i / 8] >> (7 - i % 8) & 1) != 0);
  return bits;
}
inline Bits bits_of(Term t) { return bits_of(bit_view(t)); }

inline Bits sub_bits(const Bits& b, std::size_t from, std::size_t size) {
  return Bits(b.begin() + static_cast<std::ptrdiff_t>(from), b.begin() + static_cast<std::ptrdiff_t>(from + size));
}

// "0110...": readable in a failed CHECK.
inline std::string text_of(const Bits& bits) {
  std::string s;
  for (bool b : bits) s += b ? '1' : '0';
  return s;
}

// The value of an integer term in two's complement of `size` bits, most significant first.
inline Bits twos_complement(Term value, std::size_t size) {
  Bits low_first;
  const bool big = !value.is_small();
  const bool negative = big ? header_kind(header_of(value)) == Kind::bignum_negative : value.small_value() < 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (!big) {
      low_first.push_back((value.small_value() >> (i < 63 ? i : 63) & 1) != 0);
    } else {
      const bool there = i / 64 < header_words(header_of(value));
      low_first.push_back(there && (value.boxed_ptr()[1 + i / 64] >> (i % 64) & 1) != 0);
    }
  }
  if (big && negative) {  // complement and add one
    bool carry = true;
    for (std::size_t i = 0; i < size; ++i) {
      const bool b = !low_first[i];
      low_first[i] = b != carry;
      carry = b && carry;
    }
  }
  return Bits(low_first.rbegin(), low_first.rend());
}

// Bits of a field in the order of the stream <-> most significant first. (Little-endian fields are bytes from the least
// significant on; the partial byte, if any, is the most significant and comes last.)
inline Bits little_to_big(const Bits& stream) {
  Bits big;
  for (std::size_t from = (stream.size() + 7) / 8 * 8; from >= 8; from -= 8) {
    for (std::size_t i = from - 8; i < from && i < stream.size(); ++i) big.push_back(stream[i]);
  }
  return big;
}
inline Bits big_to_little(const Bits& big) {
  Bits stream;
  for (std::size_t taken = 0; taken < big.size(); taken += 8) {
    const std::size_t end = big.size() - taken, begin = end < 8 ? 0 : end - 8;
    for (std::size_t i = begin; i < end; ++i) stream.push_back(big[i]);
  }
  return stream;
}

struct Random {
  explicit Random(unsigned seed) : engine(seed) {}
  std::size_t below(std::size_t n) { return n == 0 ? 0 : engine() % n; }
  bool chance(unsigned percent) { return engine() % 100 < percent; }
  Bits bits(std::size_t size) {
    Bits b;
    for (std::size_t i = 0; i < size; ++i) b.push_back((engine() & 1) != 0);
    return b;
  }
  std::vector<std::uint8_t> bytes(std::size_t size) {
    std::vector<std::uint8_t> b(size);
    for (auto& x : b) x = static_cast<std::uint8_t>(engine());
    return b;
  }
  std::mt19937_64 engine;
};

}  // namespace rt::test
