// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/binary.hpp"

#include <doctest/doctest.h>

#include "tests/support/bit_model.hpp"
#include "tests/support/vm_fixture.hpp"

using namespace rt;
using namespace rt::test;

namespace {

Term binary_of(VmFixture& vm, const std::vector<std::uint8_t>& bytes) {
  return vm.process.reserve(binary_words(bytes.size())).binary(bytes);
}
Term part(VmFixture& vm, Term t, std::size_t offset, std::size_t size) {
  HeapWriter w = vm.process.reserve(kSliceMaxWords);
  return make_slice(w, t, offset, size);
}
Kind kind_of(Term t) { return header_kind(header_of(t)); }

}  // namespace

TEST_CASE("a slice of a slice holds the right bits and points at the root") {
  VmFixture vm;
  Random random(4);
  for (int round = 0; round < 3000; ++round) {
    Term t = binary_of(vm, random.bytes(random.below(300)));
    Bits expected = bits_of(t);
    for (int depth = 0; depth < 4; ++depth) {
      const std::size_t offset = random.below(expected.size() + 1);
      const std::size_t size = random.below(expected.size() - offset + 1);
      t = part(vm, t, offset, size);
      expected = sub_bits(expected, offset, size);
      REQUIRE(is_bitstring(t));
      REQUIRE(bit_size(t) == size);
      REQUIRE(is_binary(t) == (size % 8 == 0));
      REQUIRE(text_of(bits_of(t)) == text_of(expected));
      if (kind_of(t) == Kind::bit_slice) {
        const Kind root = kind_of(Term::from_word(t.boxed_ptr()[slice::kBinary]));
        REQUIRE((root == Kind::heap_binary || root == Kind::binary_handle));
      }
    }
  }
}

TEST_CASE("the whole of a binary is the binary itself") {
  VmFixture vm;
  const Term small = vm.binary("hello"), large = vm.binary(std::string(100, 'x'));
  CHECK(part(vm, small, 0, 40) == small);
  CHECK(part(vm, large, 0, 800) == large);
  const Term unaligned = part(vm, large, 3, 700);
  CHECK(part(vm, unaligned, 0, 700) == unaligned);
}

TEST_CASE("a small part does not keep a shared binary alive") {
  VmFixture vm;
  const Term large = vm.binary(std::string(1000, 'x'));
  CHECK(kind_of(part(vm, large, 8, 64 * 8)) == Kind::heap_binary);
  CHECK(kind_of(part(vm, large, 8, 65 * 8)) == Kind::bit_slice);
  const Term bits = part(vm, large, 5, 11);
  REQUIRE(kind_of(bits) == Kind::bit_slice);
  CHECK(kind_of(Term::from_word(bits.boxed_ptr()[slice::kBinary])) == Kind::heap_binary);
}

TEST_CASE("a slice of a writable handle is never the handle") {
  VmFixture vm;
  SharedBinary* shared = SharedBinary::create(256);
  std::memset(shared->bytes(), 'w', 100);
  const Term root = vm.process.reserve(kBinaryHandleWords).binary_handle(shared, 100, handle::kWritable);
  HeapWriter w = vm.process.reserve(kSliceMaxWords);
  const Term whole = make_root_slice(w, root, 0, 800);
  CHECK(kind_of(whole) == Kind::bit_slice);
  CHECK(bit_size(whole) == 800);
}

TEST_CASE("bitstrings compare bit by bit, then by size") {
  VmFixture vm;
  Random random(5);
  for (int round = 0; round < 4000; ++round) {
    const Term a = binary_of(vm, random.bytes(40)), b = random.chance(50) ? a : binary_of(vm, random.bytes(40));
    std::size_t size = random.below(150), other = random.chance(50) ? size : random.below(150);
    const std::size_t offset = random.below(100), second = random.chance(50) ? offset : random.below(100);
    const BitView x{bit_view(a).bytes, offset, size}, y{bit_view(b).bytes, second, other};
    const Bits p = bits_of(x), q = bits_of(y);
    const int c = compare_bits(x, y);
    REQUIRE((c < 0) == (p < q));
    REQUIRE((c > 0) == (q < p));
    REQUIRE(equal_bits(x, y) == (p == q));
  }
}

TEST_CASE("bytes_of gives the bytes of an unaligned binary in one piece") {
  VmFixture vm;
  const Term large = vm.binary(std::string(200, '\x0f'));
  std::vector<std::uint8_t> scratch;
  const Term aligned = part(vm, large, 16, 800);
  CHECK(bytes_of(aligned, scratch).data() == bit_view(large).bytes + 2);
  const auto moved = bytes_of(part(vm, large, 4, 800), scratch);
  REQUIRE(moved.size() == 100);
  for (std::uint8_t byte : moved) CHECK(byte == 0xf0);
}

TEST_CASE("a new bitstring has the size asked for") {
  VmFixture vm;
  for (std::size_t size : {0, 1, 7, 8, 9, 63, 64, 511, 512, 513, 520, 4001}) {
    std::uint8_t* bytes = nullptr;
    HeapWriter w = vm.process.reserve(bitstring_words(size));
    const Term t = new_bitstring(w, size, &bytes);
    std::memset(bytes, 0xaa, bytes_for_bits(size));
    CHECK(bit_size(t) == size);
    CHECK(is_binary(t) == (size % 8 == 0));
    CHECK(bits_of(t).size() == size);
  }
}
