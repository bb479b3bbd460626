// SPDX-License-Identifier: Apache-2.0
// Md5, after RFC 1321: 64 steps a block, in four rounds that differ in the mixing function, the order of the
// words and the shifts; the constants are the binary digits of |sin(i)|.
#include "runtime/base/md5.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace rt {
namespace {

constexpr std::uint32_t kSines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

}  // namespace

void Md5::compress(const std::uint8_t* block) {
  std::uint32_t words[16];
  std::memcpy(words, block, sizeof words);  // little-endian, as this machine
  auto [a, b, c, d] = state_.sums;
  for (unsigned i = 0; i < 64; ++i) {
    std::uint32_t mixed = 0;
    unsigned word = 0;
    switch (i / 16) {
      case 0: mixed = (b & c) | (~b & d), word = i; break;
      case 1: mixed = (d & b) | (~d & c), word = 5 * i + 1; break;
      case 2: mixed = b ^ c ^ d, word = 3 * i + 5; break;
      case 3: mixed = c ^ (b | ~d), word = 7 * i; break;
    }
    const std::uint32_t sum = a + mixed + kSines[i] + words[word % 16];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, kShifts[i / 16][i % 4]);
  }
  state_.sums[0] += a;
  state_.sums[1] += b;
  state_.sums[2] += c;
  state_.sums[3] += d;
}

void Md5::update(std::span<const std::uint8_t> bytes) {
  std::uint64_t bits = static_cast<std::uint64_t>(state_.bits_high) << 32 | state_.bits_low;
  bits += 8 * bytes.size();
  state_.bits_low = static_cast<std::uint32_t>(bits);
  state_.bits_high = static_cast<std::uint32_t>(bits >> 32);
  while (!bytes.empty()) {
    if (state_.filled == 0 && bytes.size() >= 64) {
      compress(bytes.data());
      bytes = bytes.subspan(64);
      continue;
    }
    const std::size_t n = std::min<std::size_t>(bytes.size(), 64 - state_.filled);
    std::memcpy(state_.block.data() + state_.filled, bytes.data(), n);
    state_.filled += static_cast<std::uint32_t>(n);
    bytes = bytes.subspan(n);
    if (state_.filled < 64) break;
    compress(state_.block.data());
    state_.block.fill(0);
    state_.filled = 0;
  }
}

Md5::Digest Md5::finish() {
  const std::uint32_t length[2] = {state_.bits_low, state_.bits_high};
  constexpr std::uint8_t kPadding[64] = {0x80};
  update({kPadding, (state_.filled < 56 ? 56 : 120) - state_.filled});
  std::uint8_t length_bytes[8];
  std::memcpy(length_bytes, length, sizeof length_bytes);
  update(length_bytes);
  Digest digest;
  std::memcpy(digest.data(), state_.sums.data(), digest.size());
  return digest;
}

}  // namespace rt
