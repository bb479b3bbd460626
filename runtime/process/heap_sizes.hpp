// SPDX-License-Identifier: Apache-2.0
// The heap sizes that OTP uses: what min_heap_size and the like answer, whatever size our own blocks have.
#pragma once

#include <cstddef>

namespace rt {

constexpr std::size_t kOtpMinHeapWords = 233;
constexpr std::size_t kOtpMinBinVheapWords = 46422;

// OTP's sizes one after the other: 12, 38, then each the sum of the two before it plus one, from 833026 words on a
// fifth more each time.
class OtpHeapSizes {
 public:
  constexpr std::size_t size() const { return size_; }
  constexpr std::size_t following() const { return size_ < 833'026 ? size_ + before_ + 1 : size_ + size_ / 5; }
  constexpr void advance() {
    const std::size_t next = following();
    before_ = size_;
    size_ = next;
  }

 private:
  std::size_t before_ = 25, size_ = 12;
};

// The smallest of them that is at least `words`.
constexpr std::size_t otp_heap_size(std::size_t words) {
  OtpHeapSizes sizes;
  while (sizes.size() < words) sizes.advance();
  return sizes.size();
}

}  // namespace rt
