// SPDX-License-Identifier: Apache-2.0
#include "loader/decode/compact_term.hpp"

#include <doctest/doctest.h>

#include "tests/support/beam_builder.hpp"

namespace {

using namespace loader;

Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

CompactTerm read(const std::string& text) {
  ByteReader reader(bytes_of(text));
  const CompactTerm term = read_compact_term(reader);
  CHECK_FALSE(reader.failed());
  CHECK(reader.at_end());
  return term;
}

TEST_CASE("numbers of every length read back as they were written") {
  const std::int64_t values[] = {0,       1,          15,           16,           2047,      2048,     65535,
                                 1 << 20, 0x7fffffff, 0x80000000LL, 0xffffffffLL, 1LL << 40, INT64_MAX};
  for (const std::int64_t value : values) {
    CAPTURE(value);
    for (const unsigned tag : {0u, 1u, 3u, 5u}) {
      const CompactTerm term = read(test::compact(tag, value));
      CHECK(static_cast<unsigned>(term.tag) == tag);
      CHECK_FALSE(term.is_big);
      CHECK(static_cast<std::int64_t>(term.value) == value);
    }
  }
}

TEST_CASE("negative integers are sign-extended") {
  for (const std::int64_t value :
       {-1LL, -128LL, -129LL, -32768LL, -32769LL, -(1LL << 40), (long long)INT64_MIN}) {
    CAPTURE(value);
    CHECK(static_cast<std::int64_t>(read(test::i(value)).value) == value);
  }
}

TEST_CASE("nine bytes and more are big, unless the first are only a sign") {
  const std::string nine = std::string("\x01", 1) + std::string(8, '\0');
  CHECK(read(test::compact_bytes(1, nine)).is_big);
  CHECK(read(test::compact_bytes(1, nine)).bytes.size() == 9);
  CHECK(read(test::compact_bytes(1, std::string(12, '\xff'))).value == ~std::uint64_t{0});
  CHECK(read(test::compact_bytes(1, std::string(300, '\x7f'))).bytes.size() == 300);
  CHECK(read(test::compact_bytes(1, std::string(5000, '\x55'))).bytes.size() == 5000);
  const std::string padded = std::string(4, '\0') + "\x7f" + std::string(7, '\1');
  CHECK_FALSE(read(test::compact_bytes(0, padded)).is_big);
}

TEST_CASE("an unsigned number over 2^63 - 1 is big") {
  CHECK(read(test::compact_bytes(0, std::string(8, '\xff'))).is_big);
}

TEST_CASE("every proper prefix of a term fails") {
  const std::string terms[] = {test::u(100), test::i(1 << 20),
                               test::compact_bytes(1, std::string(20, '\x11')),
                               test::compact_bytes(1, std::string(300, '\x11'))};
  for (const std::string& term : terms) {
    for (std::size_t size = 0; size < term.size(); ++size) {
      const std::string prefix = term.substr(0, size);
      ByteReader reader(bytes_of(prefix));
      (void)read_compact_term(reader);
      CHECK(reader.failed());
    }
  }
}

TEST_CASE("absurd sizes fail instead of wrapping around") {
  for (const std::string& text : {std::string("\xf9\xf8\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11),
                                  std::string("\xf9\xf9", 2), std::string("\xf9\x18\xff\xff", 4)}) {
    ByteReader reader(bytes_of(text));
    (void)read_compact_term(reader);
    CHECK(reader.failed());
  }
}

}  // namespace
