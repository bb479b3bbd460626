// SPDX-License-Identifier: Apache-2.0
// Natives of module binary: a table whose results Erlang/OTP 27 gave ("reason!" is an error), and searches compared
// with the definition of what is to be found.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/binary_pattern.hpp"
#include "runtime/term/compare.hpp"
#include "tests/support/bit_model.hpp"
#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

using namespace rt;
using namespace rt::test;

namespace {

const Bif* native(std::string_view module, std::string_view name, std::size_t arity) {
  for (const BifModule* m : all_bif_modules()) {
    if (m->name != module) continue;
    for (const Bif& b : m->rows) {
      if (b.name == name && b.arity == arity) return &b;
    }
  }
  return nullptr;
}

struct NativeFixture : VmFixture {
  Term call(std::string_view name, std::initializer_list<Term> arguments) {
    const Bif* b = native("binary", name, arguments.size());
    REQUIRE(b != nullptr);
    return b->function(process, arguments.begin());
  }
  Term parse(std::string_view text) { return parse_term(process, text); }
};

struct Row {
  const char* name;
  const char* arguments;
  const char* expected;
};
// clang-format off
const Row kRows[] = {
    {"at", "[<<1,2,3>>,0]", "1"},
    {"at", "[<<1,2,3>>,2]", "3"},
    {"at", "[<<1,2,3>>,3]", "badarg!"},
    {"at", "[<<1,2,3>>,-1]", "badarg!"},
    {"at", "[<<1,2,3:3>>,0]", "badarg!"},
    {"at", "[a,0]", "badarg!"},
    {"at", "[<<1>>,18446744073709551616]", "badarg!"},
    {"at", "[<<1>>,a]", "badarg!"},
    {"first", "[<<>>]", "badarg!"},
    {"first", "[<<7,8>>]", "7"},
    {"first", "[<<7,1:1>>]", "badarg!"},
    {"first", "[a]", "badarg!"},
    {"last", "[<<>>]", "badarg!"},
    {"last", "[<<1,2>>]", "2"},
    {"last", "[<<1,2:3>>]", "badarg!"},
    {"part", "[<<1,2,3>>,1,2]", "<<2,3>>"},
    {"part", "[<<1,2,3>>,3,-2]", "<<2,3>>"},
    {"part", "[<<1,2,3>>,3,-4]", "badarg!"},
    {"part", "[<<1,2,3>>,{1,1}]", "<<2>>"},
    {"part", "[<<1,2,3>>,{1}]", "badarg!"},
    {"part", "[<<1,2,3:4>>,0,1]", "badarg!"},
    {"part", "[<<1>>,2,-1]", "badarg!"},
    {"part", "[<<1>>,2,0]", "badarg!"},
    {"part", "[<<1>>,1,0]", "<<>>"},
    {"part", "[<<1>>,-1,1]", "badarg!"},
    {"part", "[<<1>>,1180591620717411303424,0]", "badarg!"},
    {"part", "[<<1>>,0,1180591620717411303424]", "badarg!"},
    {"part", "[<<1>>,576460752303423487,-576460752303423487]", "badarg!"},
    {"part", "[a,0,0]", "badarg!"},
    {"part", "[<<1>>,a]", "badarg!"},
    {"copy", "[<<>>]", "<<>>"},
    {"copy", "[<<1,2>>]", "<<1,2>>"},
    {"copy", "[<<1:1>>]", "badarg!"},
    {"copy", "[<<1,2,3>>,0]", "<<>>"},
    {"copy", "[<<1,2,3>>,5]", "<<1,2,3,1,2,3,1,2,3,1,2,3,1,2,3>>"},
    {"copy", "[<<>>,100]", "<<>>"},
    {"copy", "[<<1>>,-1]", "badarg!"},
    {"copy", "[<<>>,1180591620717411303424]", "badarg!"},
    {"copy", "[<<1>>,2305843009213693952]", "system_limit!"},
    {"copy", "[<<1>>,1180591620717411303424]", "badarg!"},
    {"copy", "[a,1]", "badarg!"},
    {"copy", "[<<1>>,a]", "badarg!"},
    {"copy", "[<<97,98>>,1152921504606846976]", "system_limit!"},
    {"copy", "[<<97,98,99>>,30]", "<<97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99,97,98,99>>"},
    {"encode_unsigned", "[0]", "<<0>>"},
    {"encode_unsigned", "[255]", "<<255>>"},
    {"encode_unsigned", "[256]", "<<1,0>>"},
    {"encode_unsigned", "[256,little]", "<<0,1>>"},
    {"encode_unsigned", "[256,big]", "<<1,0>>"},
    {"encode_unsigned", "[18446744073709551616]", "<<1,0,0,0,0,0,0,0,0>>"},
    {"encode_unsigned", "[2361183241434822606848,little]", "<<0,0,0,0,0,0,0,0,128>>"},
    {"encode_unsigned", "[-1]", "badarg!"},
    {"encode_unsigned", "[-1180591620717411303424]", "badarg!"},
    {"encode_unsigned", "[1.0]", "badarg!"},
    {"encode_unsigned", "[1,native]", "badarg!"},
    {"encode_unsigned", "[1606938044258990275541962092341162602522202993782792835301373]", "<<255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,253>>"},
    {"encode_unsigned", "[1606938044258990275541962092341162602522202993782792835301373,little]", "<<253,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255>>"},
    {"decode_unsigned", "[<<>>]", "0"},
    {"decode_unsigned", "[<<0,0,1>>]", "1"},
    {"decode_unsigned", "[<<0,0,1,0>>,little]", "65536"},
    {"decode_unsigned", "[<<1:3>>]", "badarg!"},
    {"decode_unsigned", "[a]", "badarg!"},
    {"decode_unsigned", "[<<1>>,big]", "1"},
    {"decode_unsigned", "[<<1>>,native]", "badarg!"},
    {"decode_unsigned", "[<<15,255,255,255,255,255,255,255>>]", "1152921504606846975"},
    {"decode_unsigned", "[<<16,0,0,0,0,0,0,0>>]", "1152921504606846976"},
    {"decode_unsigned", "[<<0,0,255,255,255,255,255,255,255,255>>]", "18446744073709551615"},
    {"decode_unsigned", "[<<255,255,255,255,255,255,255,255,0>>,little]", "18446744073709551615"},
    {"decode_unsigned", "[<<1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20>>]", "5753854965885600108575829560559299546819203860"},
    {"decode_unsigned", "[<<1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20>>,little]", "114605103402541699037609980192546360895434064385"},
    {"longest_common_prefix", "[[]]", "badarg!"},
    {"longest_common_prefix", "[[<<97,98>>]]", "2"},
    {"longest_common_prefix", "[[<<97,98,99>>,<<97,98,100>>,<<97,98>>]]", "2"},
    {"longest_common_prefix", "[[<<97,98>>|a]]", "badarg!"},
    {"longest_common_prefix", "[[<<1:1>>]]", "badarg!"},
    {"longest_common_prefix", "[a]", "badarg!"},
    {"longest_common_prefix", "[[<<120>>,<<97,98,99>>]]", "0"},
    {"longest_common_suffix", "[[<<120,98,99>>,<<98,99>>]]", "2"},
    {"longest_common_suffix", "[[<<>>,<<98,99>>]]", "0"},
    {"longest_common_suffix", "[[<<>>,a]]", "badarg!"},
    {"longest_common_suffix", "[[<<120,97,98,99,100>>,<<121,97,98,99,100>>,<<99,98,99,100>>]]", "3"},
    {"referenced_byte_size", "[a]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>]", "{2,1}"},
    {"match", "[<<97,98,99,97,98,99>>,[<<99>>,<<98,99>>]]", "{1,2}"},
    {"match", "[<<97,98,99,97,98,99>>,<<120>>]", "nomatch"},
    {"match", "[<<97,98,99,97,98,99>>,<<>>]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,[]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,[<<>>]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,[<<97>>|b]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<1:1>>]", "badarg!"},
    {"match", "[<<1:1>>,<<97>>]", "badarg!"},
    {"match", "[a,<<97>>]", "badarg!"},
    {"match", "[<<>>,<<97>>]", "nomatch"},
    {"match", "[<<97,98,99,97,98,99>>,{bm,a}]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,{bm}]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,[<<97,98,99,97,98,99,100>>,<<98,99,97,98>>,<<99,97>>]]", "{1,4}"},
    {"match", "[<<97,98,99,97,98,99>>,[<<97>>,<<97,98,99>>,<<97,98>>]]", "{0,3}"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{3,3}}]]", "{5,1}"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{6,-3}}]]", "{5,1}"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{4,3}}]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{6,0}}]]", "nomatch"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[foo]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,foo]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{0,2}},{scope,{3,3}}]]", "{5,1}"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{0,6}}|foo]]", "{2,1}"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{1180591620717411303424,0}}]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{2,-3}}]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{-1,2}}]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{1}}]]", "badarg!"},
    {"match", "[<<97,98,99,97,98,99>>,<<99,97>>,[{scope,{0,3}}]]", "nomatch"},
    {"match", "[<<97,98,99,97,98,99>>,<<99>>,[global]]", "badarg!"},
    {"matches", "[<<97,98,99,97,98,99>>,[<<99>>,<<98,99>>,<<98,99,97>>]]", "[{1,3},{4,2}]"},
    {"matches", "[<<97,98,99,97,98,99>>,<<98>>]", "[{1,1},{4,1}]"},
    {"matches", "[<<>>,<<97>>]", "[]"},
    {"matches", "[<<97,97,97,97,97>>,<<97,97>>]", "[{0,2},{2,2}]"},
    {"matches", "[<<97,98,97,98,97,98,97>>,<<97,98,97>>]", "[{0,3},{4,3}]"},
    {"matches", "[<<97,98,99,97,98,99>>,[<<97,98>>,<<98,99,97>>,<<99>>]]", "[{0,2},{2,1},{3,2},{5,1}]"},
    {"matches", "[<<97,98,99,100,101>>,[<<98,99,100,101>>,<<99,100>>,<<100,101>>]]", "[{1,4}]"},
    {"matches", "[<<97,98,99,100,101>>,[<<99,100>>,<<100,101>>,<<101>>]]", "[{2,2},{4,1}]"},
    {"matches", "[<<97,98,99,97,98,99>>,<<99>>,[{scope,{0,3}}]]", "[{2,1}]"},
    {"matches", "[<<97,98,99,97,98,99>>,[<<99>>,<<97>>],[{scope,{5,-4}}]]", "[{2,1},{3,1}]"},
    {"split", "[<<97,98,99,97,98,99>>,<<99>>]", "[<<97,98>>,<<97,98,99>>]"},
    {"split", "[<<97,98,99,97,98,99>>,<<99>>,[global]]", "[<<97,98>>,<<97,98>>,<<>>]"},
    {"split", "[<<97,98,99,97,98,99>>,<<99>>,[global,trim]]", "[<<97,98>>,<<97,98>>]"},
    {"split", "[<<99,97,98,99,97,98,99,99>>,<<99>>,[global,trim]]", "[<<>>,<<97,98>>,<<97,98>>]"},
    {"split", "[<<99,97,98,99,97,98,99,99>>,<<99>>,[global,trim_all]]", "[<<97,98>>,<<97,98>>]"},
    {"split", "[<<99,99,97,98,99,99,97,98,99,99>>,<<99>>,[global,trim_all]]", "[<<97,98>>,<<97,98>>]"},
    {"split", "[<<>>,<<99>>,[global]]", "[<<>>]"},
    {"split", "[<<>>,<<99>>,[trim]]", "[]"},
    {"split", "[<<>>,<<99>>,[trim_all]]", "[]"},
    {"split", "[<<99>>,<<99>>,[trim]]", "[]"},
    {"split", "[<<99>>,<<99>>,[trim_all]]", "[]"},
    {"split", "[<<99>>,<<99>>]", "[<<>>,<<>>]"},
    {"split", "[<<99,97>>,<<99>>,[trim_all]]", "[<<97>>]"},
    {"split", "[<<99,97>>,<<99>>,[trim]]", "[<<>>,<<97>>]"},
    {"split", "[<<97,99>>,<<99>>,[trim]]", "[<<97>>]"},
    {"split", "[<<97,99,98>>,<<99>>,[trim]]", "[<<97>>,<<98>>]"},
    {"split", "[<<99,99,99,99>>,<<99>>,[global,trim]]", "[]"},
    {"split", "[<<99,99,99,99>>,<<99>>,[global,trim_all]]", "[]"},
    {"split", "[<<97,98,99,100,99>>,<<99>>,[{scope,{3,2}},global]]", "[<<97,98,99,100>>,<<>>]"},
    {"split", "[<<97,98,99>>,<<120>>,[trim_all]]", "[<<97,98,99>>]"},
    {"split", "[<<97,98,99>>,<<120>>,[x]]", "badarg!"},
    {"split", "[<<97,98,99>>,x,[]]", "badarg!"},
    {"split", "[<<97,58,58,98,58,99>>,[<<58,58>>,<<58>>],[global]]", "[<<97>>,<<98>>,<<99>>]"},
    {"split", "[<<97,58,58,98,58,99>>,[<<58,58>>,<<58>>],[global,trim,trim_all]]", "[<<97>>,<<98>>,<<99>>]"},
    {"split", "[<<1:3>>,<<99>>]", "badarg!"},
    {"split", "[<<99>>,<<99>>,[global|x]]", "[<<>>,<<>>]"},
    {"split", "[<<99>>,<<99>>,x]", "badarg!"},
    {"split", "[<<120,99,99>>,<<99>>,[trim]]", "[<<120>>,<<99>>]"},
    {"split", "[<<99,120,99>>,<<99>>,[trim_all]]", "[<<120,99>>]"},
    {"compile_pattern", "[[]]", "badarg!"},
    {"compile_pattern", "[a]", "badarg!"},
    {"compile_pattern", "[<<>>]", "badarg!"},
    {"compile_pattern", "[[<<97>>,b]]", "badarg!"},
    {"compile_pattern", "[<<1:4>>]", "badarg!"},
};
// clang-format on

using Bytes = BytePattern::Bytes;
using Match = BytePattern::Match;

// The leftmost longest, tried at every place.
std::vector<Match> model(Bytes subject, const std::vector<std::vector<std::uint8_t>>& strings) {
  std::vector<Match> found;
  for (std::size_t at = 0; at < subject.size();) {
    std::size_t best = 0;
    for (const auto& s : strings) {
      if (s.size() > best && at + s.size() <= subject.size() && std::equal(s.begin(), s.end(), subject.begin() + static_cast<std::ptrdiff_t>(at))) {
        best = s.size();
      }
    }
    if (best != 0) found.push_back({at, best});
    at += best != 0 ? best : 1;
  }
  return found;
}

// What a search of so many bytes a slice finds.
std::vector<Match> found_in_slices(const BytePattern& pattern, Bytes subject, bool all, std::size_t budget) {
  BytePattern::Search search;
  search.all = all;
  while (!search.is_done) pattern.advance(search, subject, budget);
  return search.found;
}

}  // namespace

TEST_CASE("natives of binary give what OTP 27 gives") {
  for (const Row& row : kRows) {
    NativeFixture vm;
    CAPTURE(row.name);
    CAPTURE(row.arguments);
    std::vector<Term> arguments;
    for (Term l = vm.parse(row.arguments); l.is_cons(); l = l.tail()) arguments.push_back(l.head());
    const Bif* b = native("binary", row.name, arguments.size());
    REQUIRE(b != nullptr);
    const Term result = b->function(vm.process, arguments.data());
    const std::string_view expected = row.expected;
    if (expected.ends_with('!')) {
      CHECK(!result);
      CHECK(vm.process.exception.reason == vm.atom(expected.substr(0, expected.size() - 1)));
    } else {
      REQUIRE(result);
      CHECK(exact_equal(result, vm.parse(expected)));
    }
  }
}

TEST_CASE("searches find the leftmost longest strings, in aligned and other binaries") {
  Random random(8);
  for (int round = 0; round < 4000; ++round) {
    NativeFixture vm;
    const std::size_t letters = 1 + random.below(3);
    const auto word = [&](std::size_t size) {
      std::vector<std::uint8_t> w(size);
      for (auto& b : w) b = static_cast<std::uint8_t>('a' + random.below(letters));
      return w;
    };
    const auto subject = word(random.below(random.chance(20) ? 300 : 40));
    std::vector<std::vector<std::uint8_t>> strings;
    Term pattern = Term::nil();
    for (std::size_t n = 1 + random.below(4); n > 0; --n) {
      strings.push_back(word(1 + random.below(6)));
      const Term b = vm.process.reserve(20).binary(strings.back());
      pattern = vm.process.reserve(2).cons(b, pattern);
    }
    const auto expected = model(subject, strings);
    std::vector<std::uint8_t> shifted(subject.size() + 1);
    copy_bits(shifted.data(), 3, subject.data(), 0, subject.size() * 8);
    const Term root = vm.process.reserve(60).binary(shifted);
    const Term text = random.chance(50) ? vm.bit_slice(root, 3, subject.size() * 8) : vm.process.reserve(60).binary(subject);
    if (random.chance(50)) pattern = vm.call("compile_pattern", {pattern});
    REQUIRE(pattern);

    const Term first = vm.call("match", {text, pattern});
    if (expected.empty()) {
      CHECK(first == vm.atom("nomatch"));
    } else {
      REQUIRE(is_tuple(first, 2));
      CHECK(tuple_element(first, 0).small_value() == static_cast<std::int64_t>(expected[0].position));
      CHECK(tuple_element(first, 1).small_value() == static_cast<std::int64_t>(expected[0].length));
    }
    Term all = vm.call("matches", {text, pattern});
    Term parts = vm.call("split", {text, pattern, vm.parse("[global]")});
    std::size_t done = 0;
    for (const Match& m : expected) {
      REQUIRE(all.is_cons());
      CHECK(tuple_element(all.head(), 0).small_value() == static_cast<std::int64_t>(m.position));
      CHECK(tuple_element(all.head(), 1).small_value() == static_cast<std::int64_t>(m.length));
      all = all.tail();
      REQUIRE(parts.is_cons());
      CHECK(equal_bits(bit_view(parts.head()), BitView{subject.data() + done, 0, (m.position - done) * 8}));
      parts = parts.tail();
      done = m.position + m.length;
    }
    CHECK(all.is_nil());
    REQUIRE(parts.is_cons());
    CHECK(equal_bits(bit_view(parts.head()), BitView{subject.data() + done, 0, (subject.size() - done) * 8}));
    CHECK(parts.tail().is_nil());
  }
}

TEST_CASE("a search finds the same in slices of any size") {
  Random random(9);
  for (int round = 0; round < 1000; ++round) {
    const auto word = [&](std::size_t size) {
      std::vector<std::uint8_t> w(size);
      for (auto& b : w) b = static_cast<std::uint8_t>('a' + random.below(2));
      return w;
    };
    const auto subject = word(random.below(60));
    std::vector<std::vector<std::uint8_t>> strings;
    for (std::size_t n = 1 + random.below(3); n > 0; --n) strings.push_back(word(1 + random.below(6)));
    const std::vector<Bytes> views(strings.begin(), strings.end());
    BytePattern* pattern = BytePattern::create(views);
    auto expected = model(subject, strings);
    for (const bool all : {true, false}) {
      if (!all && !expected.empty()) expected.erase(expected.begin() + 1, expected.end());
      for (const std::size_t budget : {1, 2, 3, 7, 1000}) {
        const auto found = found_in_slices(*pattern, subject, all, budget);
        CHECK(std::ranges::equal(found, expected, [](const Match& a, const Match& b) {
          return a.position == b.position && a.length == b.length;
        }));
      }
    }
    pattern->release();
  }
}

TEST_CASE("a compiled pattern is a tagged reference that only its own tag opens") {
  NativeFixture vm;
  const Term one = vm.call("compile_pattern", {vm.binary("a")});
  const Term two = vm.call("compile_pattern", {vm.list({vm.binary("b"), vm.binary("c")})});
  CHECK(tuple_element(one, 0) == vm.atom("bm"));
  CHECK(tuple_element(two, 0) == vm.atom("ac"));
  CHECK(is_reference(tuple_element(one, 1)));
  const Term subject = vm.binary("abc");
  CHECK(vm.call("match", {subject, two}));
  CHECK(!vm.call("match", {subject, vm.tuple({vm.atom("ac"), tuple_element(one, 1)})}));
  CHECK(!vm.call("match", {subject, vm.tuple({vm.atom("bm"), tuple_element(two, 1)})}));
}

TEST_CASE("an unaligned binary is copied, read and decoded like any other") {
  NativeFixture vm;
  const Term b = vm.bit_slice(vm.binary(std::string(50, '\x12')), 4, 8 * 40);
  CHECK(vm.call("first", {b}) == Term::small(0x21));
  CHECK(vm.call("last", {b}) == Term::small(0x21));
  CHECK(vm.call("at", {b, Term::small(39)}) == Term::small(0x21));
  const Term copy = vm.call("copy", {b, Term::small(3)});
  CHECK(bit_size(copy) == 3 * 8 * 40);
  CHECK(equal_bits(bit_view(copy), bit_view(vm.binary(std::string(120, '\x21')))));
  CHECK(exact_equal(vm.call("decode_unsigned", {vm.call("part", {b, Term::small(0), Term::small(9)})}),
                    vm.call("decode_unsigned", {vm.binary(std::string(9, '\x21'))})));
  CHECK(vm.call("longest_common_suffix", {vm.list({b, vm.binary(std::string(7, '\x21'))})}) == Term::small(7));
}
