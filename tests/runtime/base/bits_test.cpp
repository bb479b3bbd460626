// SPDX-License-Identifier: Apache-2.0
// Reading, writing and copying of bit ranges, against one bit at a time. Ranges lie in exact allocations, so that a
// sanitizer sees a byte too many.
#include "runtime/base/bits.hpp"

#include <doctest/doctest.h>

#include "tests/support/bit_model.hpp"

using namespace rt;
using namespace rt::test;

TEST_CASE("read_bits gives the big-endian number of any range") {
  Random random(1);
  for (std::size_t offset = 0; offset < 9; ++offset) {
    for (unsigned count = 0; count <= 64; ++count) {
      const auto bytes = random.bytes(bytes_for_bits(offset + count));
      std::uint64_t expected = 0;
      for (std::size_t i = offset; i < offset + count; ++i) expected = expected << 1 | (bytes[i / 8] >> (7 - i % 8) & 1);
      CAPTURE(offset);
      CAPTURE(count);
      CHECK(read_bits(bytes.data(), offset, count) == expected);
    }
  }
}

TEST_CASE("write_bits keeps what is before and zeroes the rest of the last byte") {
  Random random(2);
  for (std::size_t offset = 0; offset < 9; ++offset) {
    for (unsigned count = 0; count <= 64; ++count) {
      auto bytes = random.bytes(bytes_for_bits(offset + count));
      Bits expected = sub_bits(bits_of(BitView{bytes.data(), 0, bytes.size() * 8}), 0, offset);
      const std::uint64_t value = random.engine();
      for (unsigned i = count; i-- > 0;) expected.push_back((value >> i & 1) != 0);
      if (count != 0) expected.resize(bytes.size() * 8, false);
      write_bits(bytes.data(), offset, value, count);
      CAPTURE(offset);
      CAPTURE(count);
      CHECK(text_of(sub_bits(bits_of(BitView{bytes.data(), 0, bytes.size() * 8}), 0, expected.size())) ==
            text_of(expected));
    }
  }
}

TEST_CASE("copy_bits moves any range to any place") {
  Random random(3);
  for (int round = 0; round < 4000; ++round) {
    const std::size_t from_offset = random.below(20), to_offset = random.below(20), count = random.below(400);
    const auto from = random.bytes(bytes_for_bits(from_offset + count));
    auto to = random.bytes(bytes_for_bits(to_offset + count));
    Bits expected = sub_bits(bits_of(BitView{to.data(), 0, to.size() * 8}), 0, to_offset);
    const Bits moved = bits_of(BitView{from.data(), from_offset, count});
    expected.insert(expected.end(), moved.begin(), moved.end());
    copy_bits(to.data(), to_offset, from.data(), from_offset, count);
    CAPTURE(from_offset);
    CAPTURE(to_offset);
    REQUIRE(text_of(bits_of(BitView{to.data(), 0, to_offset + count})) == text_of(expected));
  }
}
