// SPDX-License-Identifier: Apache-2.0
// Dice: a row of numbers that look random and are the same for the same seed (splitmix64: Steele, Lea, Flood, "Fast
// splittable pseudorandom number generators", 2014). One thread.
#pragma once

#include <cstdint>

namespace rt {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t limit) {  // Requires: limit > 0
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return (z ^ (z >> 31)) % limit;
  }

 private:
  std::uint64_t state_;
};

}  // namespace rt
