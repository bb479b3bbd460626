// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4). Here and not from OpenSSL, which is loaded when a program first uses module crypto: a build must
// not depend on it, and loading it takes longer than hashing a whole project.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace driver::compile {

using Digest = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  void add(std::string_view bytes);
  // A field: its length too, so that two fields cannot be taken for two others.
  void add_field(std::string_view bytes);
  Digest finish();  // the object is used up

 private:
  void add_block(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> rest_{};
  std::size_t rest_size_ = 0;
  std::uint64_t total_ = 0;
};

std::string hex_of(const Digest& digest);

}  // namespace driver::compile
