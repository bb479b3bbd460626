// SPDX-License-Identifier: Apache-2.0
// Matching against a model that looks at one bit at a time, and tables of what Erlang/OTP 27 gives.
#include "runtime/ops/binary_match.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "runtime/ops/binary_match_inl.hpp"
#include "tests/support/bit_model.hpp"
#include "tests/support/vm_fixture.hpp"

using namespace rt;
using namespace rt::test;

namespace {

struct MatchFixture : VmFixture {
  Term bits(const std::vector<std::uint8_t>& bytes, std::size_t offset, std::size_t size) {
    const Term t = process.reserve(binary_words(bytes.size())).binary(bytes);
    return bit_slice(t, offset, size);
  }
  Term bytes(std::initializer_list<std::uint8_t> list) {
    return process.reserve(binary_words(list.size())).binary(std::vector<std::uint8_t>(list));
  }
  Term context_of(Term t) { return start_match_fast(process, t); }
};

bool is_canonical(Term integer) {
  if (integer.is_small()) return true;
  if (!is_bignum(integer)) return false;
  const std::size_t limbs = header_words(header_of(integer));
  const Word* w = integer.boxed_ptr() + 1;
  if (limbs == 0 || w[limbs - 1] == 0) return false;
  const bool negative = header_kind(header_of(integer)) == Kind::bignum_negative;
  return limbs > 1 || w[0] > static_cast<Word>(Term::kSmallMax) + (negative ? 1 : 0);
}

}  // namespace

TEST_CASE("fields of any kind give what the model gives") {
  MatchFixture vm;
  Random random(6);
  for (int round = 0; round < 3000; ++round) {
    const std::size_t size = random.below(random.chance(20) ? 1500 : 300), offset = random.below(30);
    const Term t = vm.bits(random.bytes(bytes_for_bits(size + offset)), offset, size);
    const Bits all = bits_of(t);
    const Term c = vm.context_of(t);
    std::size_t at = 0;
    while (at < size) {
      const std::size_t left = size - at;
      const std::size_t bits = random.chance(40) ? 8 : random.below(random.chance(20) ? 800 : 70);
      const unsigned flags = static_cast<unsigned>(random.below(4)) * 2;
      const int what = static_cast<int>(random.below(6));
      CAPTURE(at);
      CAPTURE(bits);
      CAPTURE(flags);
      if (bits > left) {
        REQUIRE(!get_integer(vm.process, c, bits, flags));
        REQUIRE(!get_integer_fast(vm.process, c, bits, flags));
        REQUIRE(!get_binary(vm.process, c, bits));
        REQUIRE(!skip(c, bits));
        REQUIRE(!match_number(c, bits, Term::small(0)));
        REQUIRE(position(c).small_value() == static_cast<std::int64_t>(offset + at));
        break;
      }
      const Bits field = sub_bits(all, at, bits);
      if (what <= 2) {
        Term v = what == 0 ? get_integer_fast(vm.process, c, bits, flags) : get_integer(vm.process, c, bits, flags);
        REQUIRE(is_integer(v));
        REQUIRE(is_canonical(v));
        Bits expected = (flags & kBitsLittle) != 0 ? little_to_big(field) : field;
        const bool sign = (flags & kBitsSigned) != 0 && !expected.empty() && expected[0];
        expected.insert(expected.begin(), 70, sign);
        REQUIRE(text_of(twos_complement(v, bits + 70)) == text_of(expected));
        if ((flags & kBitsSigned) == 0 && (flags & kBitsLittle) == 0) {
          const Term back = Term::small(static_cast<std::int64_t>(offset + at));
          REQUIRE(set_position(c, back));
          REQUIRE(match_number(c, bits, v));
          if (bits != 0) {
            REQUIRE(set_position(c, back));
            REQUIRE(!match_number(c, bits, v == Term::small(1) ? Term::small(0) : Term::small(1)));
            REQUIRE(!match_number(c, bits, Term::small(-1)));
            REQUIRE(position(c) == back);
          }
          if (bits <= 64) {
            const Word low = v.is_small() ? static_cast<Word>(v.small_value()) : v.boxed_ptr()[1];
            REQUIRE(set_position(c, back));
            REQUIRE(match_number_fast(c, static_cast<unsigned>(bits), low));
          } else {
            REQUIRE(set_position(c, back));
            REQUIRE(skip(c, bits));
          }
        }
      } else if (what == 3) {
        const Term part = get_binary(vm.process, c, bits);
        REQUIRE(text_of(bits_of(part)) == text_of(field));
      } else if (what == 4) {
        std::vector<std::uint8_t> text(bytes_for_bits(bits) + 1, 0);
        for (std::size_t i = 0; i < bits; ++i) text[i / 8] |= static_cast<std::uint8_t>(field[i] ? 0x80 >> (i % 8) : 0);
        if (bits != 0) {
          const std::size_t wrong = random.below(bits);
          text[wrong / 8] ^= static_cast<std::uint8_t>(0x80 >> (wrong % 8));
          REQUIRE(!match_string(c, text.data(), bits));
          text[wrong / 8] ^= static_cast<std::uint8_t>(0x80 >> (wrong % 8));
        }
        REQUIRE(match_string(c, text.data(), bits));
      } else {
        REQUIRE(skip(c, bits));
      }
      at += bits;
      REQUIRE(position(c).small_value() == static_cast<std::int64_t>(offset + at));
      REQUIRE(ensure_exactly(c, size - at));
      REQUIRE(ensure_at_least(c, size - at, 17));
      REQUIRE(!ensure_at_least(c, size - at + 1, 1));
      REQUIRE(test_unit(c, 8) == ((size - at) % 8 == 0));
      REQUIRE(test_unit(c, 3) == ((size - at) % 3 == 0));
      REQUIRE(text_of(bits_of(get_tail(vm.process, c))) == text_of(sub_bits(all, at, size - at)));
    }
  }
}

TEST_CASE("sizes that cannot be fail the match") {
  MatchFixture vm;
  const Term c = vm.context_of(vm.bytes({1, 2, 3}));
  HeapWriter w = vm.process.reserve(10);
  const Term bad[] = {Term::small(-1), Term::small(25), Term::small(Term::kSmallMax), Term::small(Term::kSmallMin),
                      w.unsigned_integer(~0ull), w.integer(INT64_MIN), Term::nil(), w.floating(1.0), atoms::all};
  for (const Term size : bad) {
    CHECK(!get_integer(vm.process, c, size, 1, 0));
    CHECK(!get_integer(vm.process, c, size, 256, 0));
    CHECK(!get_float(vm.process, c, size, 1, 0));
    if (size != atoms::all) {
      CHECK(!get_binary(vm.process, c, size, 1));
      CHECK(!get_binary(vm.process, c, size, 256));
      CHECK(!skip(c, size, 1));
      CHECK(!skip(c, size, 256));
    }
  }
  CHECK(!get_binary(vm.process, c, atoms::all, 16));
  CHECK(bit_size(get_binary(vm.process, c, atoms::all, 8)) == 24);
  CHECK(ensure_exactly(c, 0));
}

TEST_CASE("nothing matches in what is no context") {
  MatchFixture vm;
  for (const Term t : {Term::nil(), Term::small(3), atoms::ok, vm.binary("abc"), vm.tuple({Term::small(1)})}) {
    CHECK(!get_integer_fast(vm.process, t, 8, 0));
    CHECK(!get_integer(vm.process, t, 8, 0));
    CHECK(!get_float(vm.process, t, Term::small(0), 1, 0));
    CHECK(!get_binary(vm.process, t, std::size_t{0}));
    CHECK(!get_tail(vm.process, t));
    CHECK(!get_utf8_fast(t));
    CHECK(!get_utf16(t, 0));
    CHECK(!get_utf32(t, 0));
    CHECK(!skip(t, std::size_t{0}));
    CHECK(!ensure_at_least(t, 0, 1));
    CHECK(!ensure_exactly(t, 0));
    CHECK(!position(t));
    CHECK(!set_position(t, Term::small(0)));
    CHECK(!match_number(t, 0, Term::small(0)));
  }
  CHECK(!start_match(vm.process, Term::nil()));
  CHECK(!start_match_fast(vm.process, vm.tuple({Term::small(1)})));
}

TEST_CASE("a position outside of what is matched is refused") {
  MatchFixture vm;
  const Term c = vm.context_of(vm.bits({1, 2, 3, 4}, 8, 16));
  CHECK(position(c) == Term::small(8));
  CHECK(!set_position(c, Term::small(7)));
  CHECK(!set_position(c, Term::small(25)));
  CHECK(!set_position(c, Term::small(-1)));
  CHECK(!set_position(c, Term::nil()));
  CHECK(set_position(c, Term::small(24)));
  CHECK(set_position(c, Term::small(8)));
}

TEST_CASE("floats: the bits of 16, 32 and 64, and none of the infinite") {
  MatchFixture vm;
  struct Row {
    std::vector<std::uint8_t> bytes;
    const double* expected;
  };
  static const double kValues[] = {0.0, -0.0, 1.0, 5.960464477539063e-8, 65504.0, -1.5, 1.401298464324817e-45, 3.4028234663852886e38,
                                   4.9406564584124654e-324, 1.7976931348623157e308};
  const Row rows[] = {
      {{0, 0}, &kValues[0]}, {{0x80, 0}, &kValues[1]}, {{0x3c, 0}, &kValues[2]}, {{0, 1}, &kValues[3]},
      {{0x7b, 0xff}, &kValues[4]}, {{0xbe, 0}, &kValues[5]}, {{0x7c, 0}, nullptr}, {{0xfc, 0}, nullptr}, {{0x7c, 1}, nullptr},
      {{0x7e, 0}, nullptr}, {{0, 0, 0, 1}, &kValues[6]}, {{0x7f, 0x7f, 0xff, 0xff}, &kValues[7]}, {{0x7f, 0x80, 0, 0}, nullptr},
      {{0x7f, 0xc0, 0, 0}, nullptr}, {{0x80, 0, 0, 0}, &kValues[1]}, {{0, 0, 0, 0, 0, 0, 0, 1}, &kValues[8]},
      {{0x7f, 0xef, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, &kValues[9]}, {{0x7f, 0xf0, 0, 0, 0, 0, 0, 0}, nullptr},
      {{0xff, 0xf8, 0, 0, 0, 0, 0, 0}, nullptr}, {{1, 2, 3}, nullptr}, {{1, 2, 3, 4, 5}, nullptr}};
  for (const Row& row : rows) {
    const std::size_t bits = row.bytes.size() * 8;
    for (std::size_t shift : {0, 3}) {
      for (const bool little : {false, true}) {
        std::vector<std::uint8_t> bytes(row.bytes.size() + 1, 0), source(row.bytes);
        if (little) source.assign(row.bytes.rbegin(), row.bytes.rend());
        copy_bits(bytes.data(), shift, source.data(), 0, bits);
        const Term c = vm.context_of(vm.bits(bytes, shift, bits));
        const Term f = get_float(vm.process, c, Term::small(static_cast<std::int64_t>(bits)), 1, little ? kBitsLittle : 0);
        CAPTURE(bits);
        REQUIRE(!f == (row.expected == nullptr));
        if (row.expected != nullptr) {
          CHECK(std::bit_cast<Word>(float_value(f)) == std::bit_cast<Word>(*row.expected));
        }
        CHECK(ensure_exactly(c, row.expected != nullptr ? 0 : bits));
      }
    }
  }
  CHECK(get_float(vm.process, vm.context_of(vm.bytes({})), Term::small(0), 1, 0) == Term::zero_float(false));
}

TEST_CASE("UTF-8: every first and second byte") {
  MatchFixture vm;
  // OTP 27's length and sum of [X || A <- L, B <- L, <<X/utf8, _/bits>> <- [<<A, B, 16#80, 16#80>>]], L = lists:seq(0, 255).
  std::size_t count = 0;
  std::uint64_t sum = 0;
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      const Term c = vm.context_of(vm.bytes({static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b), 0x80, 0x80}));
      const Term v = get_utf8(c);
      if (v) {
        ++count;
        sum += static_cast<std::uint64_t>(v.small_value());
      }
    }
    vm.process.heap.top = vm.process.heap.start;
  }
  CHECK(count == 35904);
  CHECK(sum == 186328128);
}

TEST_CASE("UTF-8, UTF-16 and UTF-32: single cases") {
  MatchFixture vm;
  struct Row {
    int width;
    std::vector<std::uint8_t> bytes;
    long expected;  // -1: no match
  };
  const Row rows[] = {
      {8, {0xe2, 0x82, 0xac}, 0x20ac}, {8, {0xe2, 0x82}, -1}, {8, {0xf0, 0x9f, 0x98, 0x80}, 0x1f600}, {8, {0xf0, 0x9f, 0x98}, -1},
      {8, {0xed, 0x9f, 0xbf}, 0xd7ff}, {8, {0xed, 0xa0, 0x80}, -1}, {8, {0xee, 0x80, 0x80}, 0xe000}, {8, {0xef, 0xbf, 0xbf}, 0xffff},
      {8, {0xf4, 0x8f, 0xbf, 0xbf}, 0x10ffff}, {8, {0xf4, 0x90, 0x80, 0x80}, -1}, {8, {0xc2}, -1}, {8, {}, -1}, {8, {0x7f}, 0x7f},
      {16, {0xd8, 0x3d, 0xde, 0x00}, 0x1f600}, {16, {0xd8, 0x3d}, -1}, {16, {0xde, 0, 0, 0}, -1}, {16, {0xd8, 0x3d, 0, 0x41}, -1},
      {16, {0xff, 0xff}, 0xffff}, {16, {0xd7, 0xff}, 0xd7ff}, {16, {0xdb, 0xff, 0xdf, 0xff}, 0x10ffff}, {16, {0}, -1},
      {32, {0, 0x10, 0xff, 0xff}, 0x10ffff}, {32, {0, 0x11, 0, 0}, -1}, {32, {0, 0, 0xd8, 0}, -1}, {32, {0, 0, 0xe0, 0}, 0xe000},
      {32, {0x80, 0, 0, 0}, -1}, {32, {0, 0, 0}, -1}};
  for (const Row& row : rows) {
    for (const std::size_t shift : {0, 5}) {
      for (const unsigned flags : {0u, kBitsLittle}) {
        if (row.width == 8 && flags != 0) continue;
        std::vector<std::uint8_t> source = row.bytes;
        const std::size_t word = static_cast<std::size_t>(row.width) / 8;
        if (flags != 0) {
          for (std::size_t i = 0; i + word <= source.size(); i += word) {
            std::reverse(source.begin() + static_cast<std::ptrdiff_t>(i), source.begin() + static_cast<std::ptrdiff_t>(i + word));
          }
        }
        std::vector<std::uint8_t> bytes(source.size() + 1, 0);
        copy_bits(bytes.data(), shift, source.data(), 0, source.size() * 8);
        const Term c = vm.context_of(vm.bits(bytes, shift, source.size() * 8));
        const Term v = row.width == 8 ? get_utf8_fast(c) : row.width == 16 ? get_utf16(c, flags) : get_utf32(c, flags);
        CAPTURE(row.width);
        CAPTURE(row.expected);
        CHECK((v ? v.small_value() : -1) == row.expected);
        CHECK(ensure_exactly(c, v ? 0 : source.size() * 8));
      }
    }
  }
}

TEST_CASE("a context is made of a bitstring once") {
  MatchFixture vm;
  const Term t = vm.bits({1, 2, 3, 4}, 3, 20);
  const Term c = start_match(vm.process, t);
  CHECK(start_match(vm.process, c) == c);
  CHECK(start_match_fast(vm.process, c) == c);
  CHECK(skip(c, std::size_t{5}));
  CHECK(text_of(bits_of(context_to_binary(vm.process, c))) == text_of(bits_of(t)));
  CHECK(context_to_binary(vm.process, Term::nil()) == Term::nil());
}
