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
