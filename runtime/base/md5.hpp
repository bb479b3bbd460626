// SPDX-License-Identifier: Apache-2.0
// Md5: RFC 1321. Ours, because every start computes some (modules, erlang:md5/1) and linking a cryptographic
// library costs milliseconds. `State` is the 92 bytes that erlang:md5_init/0 shows to programs. Plain data,
// any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace rt {

class Md5 {
 public:
  using Digest = std::array<std::uint8_t, 16>;

  // Laid out as the program sees it: little-endian words.
  struct State {
    std::array<std::uint32_t, 4> sums{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
    std::uint32_t bits_low = 0, bits_high = 0;
    std::array<std::uint8_t, 64> block{};
    std::uint32_t filled = 0;  // bytes of block
  };
  static_assert(sizeof(State) == 92);

  Md5() = default;
  explicit Md5(const State& state) : state_(state) { state_.filled %= 64; }  // it may come from a program

  void update(std::span<const std::uint8_t> bytes);
  Digest finish();  // once
  const State& state() const { return state_; }

  static Digest of(std::span<const std::uint8_t> bytes) {
    Md5 md5;
    md5.update(bytes);
    return md5.finish();
  }

 private:
  void compress(const std::uint8_t* block);
  State state_;
};

}  // namespace rt
