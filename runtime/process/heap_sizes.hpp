// SPDX-License-Identifier: Apache-2.0
// The heap sizes that OTP uses: what min_heap_size and the like answer, whatever size our own blocks have.
#pragma once

#include <cstddef>

namespace rt {

constexpr std::size_t kOtpMinHeapWords = 233;
constexpr std::size_t kOtpMinBinVheapWords = 46422;

// The smallest of OTP's sizes that is at least `words`: 12, 38, then each the sum of the two before it plus one, from
// 1.3 million words on a fifth more each time.
constexpr std::size_t otp_heap_size(std::size_t words) {
  std::size_t before = 12, size = 38;
  if (words <= before) return before;
  while (size < words) {
    const std::size_t next = size < 1'300'000 ? size + before + 1 : size + size / 5;
    before = size;
    size = next;
  }
  return size;
}

}  // namespace rt
