// SPDX-License-Identifier: Apache-2.0
// Construction against a model that appends one bit at a time; errors as Erlang/OTP 27 reports them.
#include "runtime/ops/binary_build.hpp"

#include <doctest/doctest.h>

#include "tests/support/bit_model.hpp"
#include "tests/support/vm_fixture.hpp"

using namespace rt;
using namespace rt::test;

namespace {

struct BuildFixture : VmFixture {
  Random random{7};

  Term integer(std::size_t bits) {  // random, up to so many bits, either sign
    Bits b = random.bits(bits);
    const bool negative = random.chance(50);
    std::size_t limbs = (bits + 63) / 64;
    std::vector<Word> w(limbs, 0);
    for (std::size_t i = 0; i < bits; ++i) w[i / 64] |= static_cast<Word>(b[i]) << (i % 64);
    while (!w.empty() && w.back() == 0) w.pop_back();
    if (w.empty()) return Term::small(0);
    if (w.size() == 1 && w[0] <= static_cast<Word>(Term::kSmallMax)) {
      return Term::small(negative ? -static_cast<std::int64_t>(w[0]) : static_cast<std::int64_t>(w[0]));
    }
    Word* big = process.reserve(1 + w.size()).take(1 + w.size());
    big[0] = make_header(negative ? Kind::bignum_negative : Kind::bignum_positive, w.size());
    std::copy(w.begin(), w.end(), big + 1);
    return Term::boxed(big);
  }
  Term bitstring(std::size_t most) {
    const std::size_t size = random.below(most), offset = random.below(20);
    const Term t = process.reserve(kBinaryHandleWords + 20).binary(random.bytes(bytes_for_bits(size + offset)));
    return bit_slice(t, offset, size);
  }
  void clean() { process.heap.top = process.heap.start; }
};

BuildSegment segment(SegmentKind kind, Term value, Term size = Term::none(), unsigned unit = 1, unsigned flags = 0) {
  return {kind, static_cast<std::uint8_t>(flags), static_cast<std::uint16_t>(unit), 1, value, size};
}
Term small(std::size_t n) { return Term::small(static_cast<std::int64_t>(n)); }
void add(Bits& to, const Bits& from) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace

TEST_CASE("any row of segments gives what the model gives") {
  BuildFixture vm;
  Random& random = vm.random;
  static const std::uint8_t text[] = "The quick brown fox";
  for (int round = 0; round < 6000; ++round) {
    vm.process.heap.off_heap.release_all();
    vm.clean();
    std::vector<BuildSegment> segments;
    Bits expected;
    if (random.chance(30)) {
      const Term start = vm.bitstring(random.chance(50) ? 200 : 2000);
      segments.push_back(segment(random.chance(50) ? SegmentKind::append : SegmentKind::private_append, start));
      add(expected, bits_of(start));
    }
    for (std::size_t n = random.below(6); n > 0; --n) {
      switch (random.below(6)) {
        case 0:
        case 1: {
          const std::size_t bits = random.below(random.chance(20) ? 700 : 70);
          const unsigned unit = random.chance(30) ? 1 + static_cast<unsigned>(random.below(16)) : 1;
          const unsigned flags = static_cast<unsigned>(random.below(4)) * 2;
          const Term v = vm.integer(random.below(random.chance(30) ? 400 : 65));
          segments.push_back(segment(SegmentKind::integer, v, small(bits), unit, flags));
          const Bits big = twos_complement(v, bits * unit);
          add(expected, (flags & kBitsLittle) != 0 ? big_to_little(big) : big);
          break;
        }
        case 2: {
          const Term v = vm.bitstring(700);
          segments.push_back(segment(SegmentKind::binary, v, atoms::all));
          add(expected, bits_of(v));
          break;
        }
        case 3: {
          const Term v = vm.bitstring(700);
          const std::size_t bits = random.below(bit_size(v) + 1);
          segments.push_back(segment(SegmentKind::binary, v, small(bits)));
          add(expected, sub_bits(bits_of(v), 0, bits));
          break;
        }
        case 4: {
          const std::size_t bytes = random.below(sizeof text);
          segments.push_back(segment(SegmentKind::string, BuildSegment::string_address(text), small(bytes), 8));
          add(expected, bits_of(BitView{text, 0, 8 * bytes}));
          break;
        }
        default: {
          const std::uint32_t point = static_cast<std::uint32_t>(random.below(random.chance(50) ? 0x3000 : 0x110000));
          if (point >= 0xd800 && point <= 0xdfff) break;
          const bool little = random.chance(50);
          segments.push_back(segment(SegmentKind::utf32, Term::small(point), Term::none(), 0, little ? kBitsLittle : 0));
          const Bits big = twos_complement(Term::small(point), 32);
          add(expected, little ? big_to_little(big) : big);
          break;
        }
      }
    }
    const Term t = create_bin(vm.process, segments);
    REQUIRE(t);
    REQUIRE(is_bitstring(t));
    REQUIRE(text_of(bits_of(t)) == text_of(expected));
  }
}

TEST_CASE("floats and code points are encoded as OTP does") {
  BuildFixture vm;
  HeapWriter w = vm.process.reserve(60);
  const auto big = [&](std::initializer_list<Word> limbs) {
    Word* b = w.take(1 + limbs.size());
    b[0] = make_header(Kind::bignum_positive, limbs.size());
    std::copy(limbs.begin(), limbs.end(), b + 1);
    return Term::boxed(b);
  };
  struct Row {
    SegmentKind kind;
    Term value;
    int bits;
    unsigned flags;
    std::vector<std::uint8_t> expected;
  };
  using enum SegmentKind;
  const Row rows[] = {
      {floating, w.floating(1.0e300), 32, 0, {127, 128, 0, 0}},
      {floating, w.floating(1.0e300), 16, 0, {124, 0}},
      {floating, Term::small(70000), 16, 0, {124, 0}},
      {floating, w.floating(65519.0), 16, 0, {123, 255}},
      {floating, w.floating(65520.0), 16, 0, {124, 0}},
      {floating, w.floating(3.5e38), 32, 0, {127, 128, 0, 0}},
      {floating, Term::zero_float(true), 16, 0, {128, 0}},
      {floating, Term::zero_float(true), 32, kBitsLittle, {0, 0, 0, 128}},
      {floating, big({0, 0, 0, 256}), 32, 0, {127, 128, 0, 0}},
      {floating, big({0, 256}), 64, 0, {68, 112, 0, 0, 0, 0, 0, 0}},
      {floating, w.floating(1.0), 64, kBitsLittle, {0, 0, 0, 0, 0, 0, 240, 63}},
      {floating, w.floating(5.960464477539063e-8), 16, 0, {0, 1}},
      {floating, w.floating(2.980232238769532e-8), 16, 0, {0, 1}},
      {floating, w.floating(2.98023223876953125e-8), 16, 0, {0, 0}},
      {floating, w.floating(6.09755516e-5), 16, 0, {3, 255}},
      {floating, w.floating(6.1e-5), 16, 0, {3, 255}},
      {floating, w.floating(6.103515625e-5), 16, 0, {4, 0}},
      {floating, w.floating(0.1), 16, 0, {46, 102}},
      {floating, w.floating(1.0e-45), 32, 0, {0, 0, 0, 1}},
      {floating, Term::small(16777217), 32, 0, {75, 128, 0, 0}},
      {utf8, Term::small(0x7f), 0, 0, {0x7f}},
      {utf8, Term::small(0x80), 0, 0, {0xc2, 0x80}},
      {utf8, Term::small(0x7ff), 0, 0, {0xdf, 0xbf}},
      {utf8, Term::small(0x800), 0, 0, {0xe0, 0xa0, 0x80}},
      {utf8, Term::small(0xffff), 0, 0, {0xef, 0xbf, 0xbf}},
      {utf8, Term::small(0x10ffff), 0, 0, {0xf4, 0x8f, 0xbf, 0xbf}},
      {utf16, Term::small(0xffff), 0, 0, {0xff, 0xff}},
      {utf16, Term::small(0x1f600), 0, 0, {0xd8, 0x3d, 0xde, 0}},
      {utf16, Term::small(0x1f600), 0, kBitsLittle, {0x3d, 0xd8, 0, 0xde}},
      {utf32, Term::small(0x1f600), 0, kBitsLittle, {0, 0xf6, 1, 0}},
  };
  for (const Row& row : rows) {
    for (const std::size_t shift : {0, 3}) {
      const BuildSegment segments[] = {segment(integer, Term::small(0), small(shift)),
                                       segment(row.kind, row.value, Term::small(row.bits), row.bits != 0 ? 1 : 0, row.flags)};
      const Term t = create_bin(vm.process, segments);
      REQUIRE(t);
      CAPTURE(row.expected);
      const Bits bits = bits_of(t);
      CHECK(text_of(sub_bits(bits, shift, bits.size() - shift)) ==
            text_of(bits_of(BitView{row.expected.data(), 0, row.expected.size() * 8})));
    }
  }
}

TEST_CASE("errors name position, kind, what was wrong and the value") {
  BuildFixture vm;
  HeapWriter w = vm.process.reserve(40);
  Word* huge = w.take(33);
  huge[0] = make_header(Kind::bignum_positive, 32);
  for (int i = 1; i <= 32; ++i) huge[i] = ~Word{0};
  const Term too_large = Term::boxed(huge), bit = vm.bit_slice(vm.binary("x"), 0, 1), byte = vm.binary("x");
  const Term big_size = vm.process.reserve(2).unsigned_integer(~0ull), low_size = vm.process.reserve(2).integer(INT64_MIN);
  const Term a = vm.atom("a");
  struct Row {
    BuildSegment segment;
    Term reason, kind, what, value;
  };
  using enum SegmentKind;
  const Row rows[] = {
      {segment(floating, too_large, small(64)), atoms::badarg, atoms::float_, atoms::no_float, too_large},
      {segment(floating, a, small(33)), atoms::badarg, atoms::float_, atoms::invalid, small(33)},
      {segment(floating, a, small(32)), atoms::badarg, atoms::float_, atoms::type, a},
      {segment(floating, a, small(0)), atoms::badarg, atoms::float_, atoms::invalid, small(0)},
      {segment(integer, a, small(8)), atoms::badarg, atoms::integer, atoms::type, a},
      {segment(integer, a, small(0)), atoms::badarg, atoms::integer, atoms::type, a},
      {segment(integer, byte, small(8)), atoms::badarg, atoms::integer, atoms::type, byte},
      {segment(binary, a, atoms::all, 8), atoms::badarg, atoms::binary, atoms::type, a},
      {segment(append, a, atoms::all, 8), atoms::badarg, atoms::binary, atoms::type, a},
      {segment(binary, bit, atoms::all, 8), atoms::badarg, atoms::binary, atoms::unit, bit},
      {segment(append, bit, atoms::all, 8), atoms::badarg, atoms::binary, atoms::unit, bit},
      {segment(binary, byte, small(3), 8), atoms::badarg, atoms::binary, atoms::short_, byte},
      {segment(binary, a, small(3), 8), atoms::badarg, atoms::binary, atoms::type, a},
      {segment(binary, byte, Term::small(-3), 8), atoms::badarg, atoms::binary, atoms::size, Term::small(-3)},
      {segment(binary, byte, a, 8), atoms::badarg, atoms::binary, atoms::size, a},
      {segment(integer, small(1), big_size), atoms::system_limit, atoms::integer, atoms::size, big_size},
      {segment(integer, small(1), low_size), atoms::badarg, atoms::integer, atoms::size, low_size},
      {segment(integer, small(1), small(std::size_t{1} << 58), 256), atoms::system_limit, atoms::integer, atoms::size,
       small(std::size_t{1} << 58)},
      {segment(utf8, Term::small(-1), Term::none(), 0), atoms::badarg, atoms::utf8, atoms::type, Term::small(-1)},
      {segment(utf8, small(0xd800), Term::none(), 0), atoms::badarg, atoms::utf8, atoms::type, small(0xd800)},
      {segment(utf8, small(0x110000), Term::none(), 0), atoms::badarg, atoms::utf8, atoms::type, small(0x110000)},
      {segment(utf16, small(0xd800), Term::none(), 0), atoms::badarg, atoms::utf16, atoms::type, small(0xd800)},
      {segment(utf16, a, Term::none(), 0), atoms::badarg, atoms::utf16, atoms::type, a},
      {segment(utf32, small(0xdfff), Term::none(), 0), atoms::badarg, atoms::utf32, atoms::type, small(0xdfff)},
      {segment(utf32, too_large, Term::none(), 0), atoms::badarg, atoms::utf32, atoms::type, too_large},
  };
  for (const Row& row : rows) {
    const BuildSegment segments[] = {row.segment};
    CHECK(!create_bin(vm.process, segments));
    const Exception& x = vm.process.exception;
    CHECK(x.error_class == ErrorClass::error);
    CHECK(x.reason == row.reason);
    REQUIRE(is_map(x.error_info));
    const Term keys = Term::from_word(x.error_info.boxed_ptr()[1]);
    REQUIRE(is_tuple(keys, 3));
    for (std::size_t i = 0; i < 3; ++i) {
      const Term key = tuple_element(keys, i), value = Term::from_word(x.error_info.boxed_ptr()[2 + i]);
      if (key == atoms::cause) {
        REQUIRE(is_tuple(value, 4));
        CHECK(tuple_element(value, 0) == small(1));
        CHECK(tuple_element(value, 1) == row.kind);
        CHECK(tuple_element(value, 2) == row.what);
        CHECK(tuple_element(value, 3) == row.value);
      } else {
        CHECK(value == (key == atoms::function ? atoms::format_bs_fail : atoms::erl_erts_errors));
      }
    }
  }
}

TEST_CASE("of several errors a wrong size comes first") {
  BuildFixture vm;
  using enum SegmentKind;
  const Term a = vm.atom("a"), b = vm.atom("b");
  BuildSegment segments[] = {segment(integer, a, small(8)), segment(binary, b, atoms::all, 8)};
  segments[1].position = 2;
  CHECK(!create_bin(vm.process, segments));
  const Term info = vm.process.exception.error_info;
  bool found = false;
  for (int i = 0; i < 3; ++i) {
    const Term value = Term::from_word(info.boxed_ptr()[2 + i]);
    if (is_tuple(value, 4)) {
      CHECK(tuple_element(value, 0) == small(2));
      CHECK(tuple_element(value, 3) == b);
      found = true;
    }
  }
  CHECK(found);
}

TEST_CASE("appending, also to the same bitstring twice, never changes what exists") {
  BuildFixture vm;
  Random& random = vm.random;
  vm.process.heap.fullsweep_after = 0;
  for (int round = 0; round < 300; ++round) {
    vm.process.heap.off_heap.release_all();
    vm.clean();
    struct Known {
      Term term;
      Bits bits;
    };
    std::vector<Known> known;
    const Term start = random.chance(50) ? vm.bitstring(100) : vm.bitstring(3000);
    known.push_back({start, bits_of(start)});
    for (int step = 0; step < 40; ++step) {
      // Mostly the newest; sometimes an old one, or the newest twice.
      const Known from = random.chance(80) ? known.back() : known[random.below(known.size())];
      const std::size_t bits = random.chance(50) ? 8 : random.below(300);
      const Term v = vm.integer(random.below(300));
      const BuildSegment segments[] = {segment(SegmentKind::append, from.term), segment(SegmentKind::integer, v, small(bits))};
      const Term t = create_bin(vm.process, segments);
      REQUIRE(t);
      Bits expected = from.bits;
      add(expected, twos_complement(v, bits));
      known.push_back({t, expected});
      for (const Known& k : known) REQUIRE(bits_of(k.term) == k.bits);
    }
  }
}

TEST_CASE("appending goes on in place, and copies a logarithmic number of times") {
  BuildFixture vm;
  Term t = vm.binary(std::string(65, 'a'));
  std::size_t moves = 0;
  const std::uint8_t* before = nullptr;
  for (int i = 0; i < 100000; ++i) {
    vm.process.heap.top = vm.process.heap.top > vm.process.heap.start + 3000 ? vm.process.heap.start + 1500 : vm.process.heap.top;
    const BuildSegment segments[] = {segment(SegmentKind::append, t, Term::none(), 8), segment(SegmentKind::integer, small('b'), small(8))};
    t = create_bin(vm.process, segments);
    const Word* root = Term::from_word(t.boxed_ptr()[slice::kBinary]).boxed_ptr();
    const auto capacity = reinterpret_cast<const std::uint8_t*>(handle::shared(root)->capacity);
    moves += capacity != before;
    before = capacity;
  }
  CHECK(bit_size(t) == (65 + 100000) * 8);
  CHECK(moves < 20);
}

TEST_CASE("a private append changes its bitstring itself") {
  BuildFixture vm;
  const Term start = init_writable(vm.process, small(10));
  CHECK(bit_size(start) == 0);
  Bits expected;
  Term t = start;
  for (int i = 0; i < 500; ++i) {
    const std::size_t bits = vm.random.below(40);
    const Term v = vm.integer(vm.random.below(60));
    const BuildSegment segments[] = {segment(SegmentKind::private_append, t), segment(SegmentKind::integer, v, small(bits))};
    t = create_bin(vm.process, segments);
    add(expected, twos_complement(v, bits));
    REQUIRE(text_of(bits_of(t)) == text_of(expected));
  }
  CHECK(t == start);
}

TEST_CASE("a bitstring that is appended to itself, in code no compiler makes") {
  BuildFixture vm;
  Term t = init_writable(vm.process, small(8));
  Bits expected;
  for (int i = 0; i < 12; ++i) {
    const BuildSegment segments[] = {segment(SegmentKind::private_append, t), segment(SegmentKind::binary, t, atoms::all),
                                     segment(SegmentKind::integer, small(5), small(3))};
    t = create_bin(vm.process, segments);
    add(expected, Bits(expected));
    add(expected, Bits{true, false, true});
    REQUIRE(text_of(bits_of(t)) == text_of(expected));
  }
}

TEST_CASE("bytes that another process sees are not changed") {
  BuildFixture vm;
  Term t = init_writable(vm.process, small(1000));
  const BuildSegment first[] = {segment(SegmentKind::private_append, t), segment(SegmentKind::integer, small(1), small(801))};
  t = create_bin(vm.process, first);
  SharedBinary* shared = handle::shared(Term::from_word(t.boxed_ptr()[slice::kBinary]).boxed_ptr());
  shared->retain();  // as a message would
  const BuildSegment more[] = {segment(SegmentKind::append, t), segment(SegmentKind::integer, small(-1), small(7))};
  const Term u = create_bin(vm.process, more);
  CHECK(handle::shared(Term::from_word(u.boxed_ptr()[slice::kBinary]).boxed_ptr()) != shared);
  shared->release();
  const Term v = create_bin(vm.process, more);
  CHECK(handle::shared(Term::from_word(v.boxed_ptr()[slice::kBinary]).boxed_ptr()) == shared);
}
