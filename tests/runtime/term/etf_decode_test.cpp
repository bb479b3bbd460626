// SPDX-License-Identifier: Apache-2.0
// Structure and errors of the reader. What terms it yields is compared with erl's own text in print_test.cpp.
#include "runtime/term/etf_decode.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

#include "runtime/term/identifier.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

using namespace std::string_literals;

struct EtfFixture : test::VmFixture {
  std::expected<Term, EtfError> decode(const std::string& bytes, EtfOptions options = {}) {
    auto reader =
        EtfReader::scan(vm, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, options);
    if (!reader) return std::unexpected(reader.error());
    HeapWriter w = process.reserve(reader->words());
    return reader->build(w);
  }
  EtfErrorCode error_of(const std::string& bytes, EtfOptions options = {}) {
    const auto result = decode(bytes, options);
    REQUIRE(!result);
    return result.error().code;
  }
};

TEST_CASE_FIXTURE(EtfFixture, "containers are built in order") {
  const auto t = decode(
      "\x83h\x03w\x02oka\x07l\0\0\0\x02"
      "b\xff\xff\xff\xffk\0\x02"
      "ABj"s);
  REQUIRE(t);
  REQUIRE(is_tuple(*t, 3));
  CHECK(tuple_element(*t, 0) == atoms::ok);
  CHECK(tuple_element(*t, 1) == Term::small(7));
  const Term l = tuple_element(*t, 2);
  CHECK(l.head() == Term::small(-1));
  const Term s = l.tail().head();
  CHECK(s.head() == Term::small('A'));
  CHECK(s.tail().head() == Term::small('B'));
  CHECK(s.tail().tail().is_nil());
  CHECK(l.tail().tail().is_nil());
}

TEST_CASE_FIXTURE(EtfFixture, "integers are normalised") {
  CHECK(*decode("\x83n\x02\x01\x05\0"s) == Term::small(-5));
  CHECK(*decode("\x83n\0\x01"s) == Term::small(0));
  CHECK(*decode("\x83n\x08\x01\0\0\0\0\0\0\0\x10"s) == Term::small(Term::kSmallMin));
  const Term big = *decode("\x83n\x09\0\0\0\0\0\0\0\0\x10\0"s);
  REQUIRE(header_of(big) == make_header(Kind::bignum_positive, 1));
  CHECK(big.boxed_ptr()[1] == Word{1} << 60);
}

TEST_CASE_FIXTURE(EtfFixture, "every shorter prefix is an error and none reads past its end") {
  const std::string bytes =
      "\x83h\x08w\x02okn\x09\0\1\2\3\4\5\6\7\x08\x09l\0\0\0\x01"
      "a\1jm\0\0\0\x03xyzM\0\0\0\x01\x03\xe0"
      "Xw\x03"
      "a@b\0\0\0\1\0\0\0\2\0\0\0\3Z\0\x03w\x03"
      "a@b\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4"
      "qw\1aw\1ba\2"s;
  REQUIRE(decode(bytes));
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    CAPTURE(n);
    const std::string copy = bytes.substr(0, n);
    const auto result = decode(copy);
    REQUIRE(!result);
    CHECK(result.error().code == EtfErrorCode::truncated);
    CHECK(result.error().offset <= n);
  }
}

TEST_CASE_FIXTURE(EtfFixture, "every single changed byte gives a term or an error") {
  const std::string bytes =
      "\x83h\x04l\0\0\0\x02"
      "a\1w\1xjt\0\0\0\2a\1a\2a\3a\4Xw\3a@b\0\0\0\1\0\0\0\2\0\0\0\3n\2\0\1\2"s;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int b = 0; b < 256; ++b) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(b);
      const auto result = decode(changed);
      if (!result) CHECK(result.error().offset <= bytes.size());
    }
  }
}

TEST_CASE_FIXTURE(EtfFixture, "announced sizes are not believed") {
  CHECK(error_of("\x83l\xff\xff\xff\xff"s) == EtfErrorCode::truncated);
  CHECK(error_of("\x83i\x00\xff\xff\xff"s) == EtfErrorCode::truncated);
  CHECK(error_of("\x83i\xff\xff\xff\xff"s) == EtfErrorCode::bad_value);
  CHECK(error_of("\x83t\xff\xff\xff\xff"s) == EtfErrorCode::truncated);
  CHECK(error_of("\x83m\xff\xff\xff\xff"s) == EtfErrorCode::truncated);
  CHECK(error_of("\x83o\xff\xff\xff\xff\0"s) == EtfErrorCode::bad_value);
  CHECK(error_of("\x83P\xff\xff\xff\xffx"s) == EtfErrorCode::bad_compression);
}

TEST_CASE_FIXTURE(EtfFixture, "errors say what and where") {
  CHECK(error_of("\x82"
                 "a\1"s) == EtfErrorCode::bad_version);
  CHECK(error_of("\x83"
                 "F\x7f\xf0\0\0\0\0\0\0"s) == EtfErrorCode::bad_value);
  CHECK(error_of("\x83t\0\0\0\2a\1a\1a\1a\2"s) == EtfErrorCode::duplicate_key);
  CHECK(error_of("\x83w\1\xff"s) == EtfErrorCode::bad_value);
  CHECK(error_of("\x83u"s) == EtfErrorCode::bad_tag);
  // Only what this machine packed itself holds numbers of atoms and kept terms.
  for (const std::string& inside : {"I\0\1"s, "K\0\0\1"s, "J\0\0\0\0"s, "L"s + std::string(20, '\0'), "N\0\0\0\0"s}) {
    CHECK(error_of("\x83" + inside) == EtfErrorCode::bad_tag);
    CHECK(error_of("\x83q" + inside) == EtfErrorCode::bad_tag);
  }
  const auto result = decode("\x83h\2a\1R"s);
  REQUIRE(!result);
  CHECK(result.error().code == EtfErrorCode::bad_tag);
  CHECK(result.error().offset == 5);
}

TEST_CASE_FIXTURE(EtfFixture, "safe mode makes no atoms") {
  CHECK(error_of("\x83w\x10never_seen_beforx"s, {.safe = true}) == EtfErrorCode::unknown_atom);
  CHECK(*decode("\x83w\x05"
                "error"s,
                {.safe = true}) == atoms::error);
  const auto latin1 = decode("\x83s\1\xe5"s);
  REQUIRE(latin1);
  CHECK(vm.atoms.text(*latin1) == "\xc3\xa5");
}

TEST_CASE_FIXTURE(EtfFixture, "depth needs no C stack") {
  constexpr std::size_t kDepth = 300'000;
  std::string tuples = "\x83", lists = "\x83", pairs = "\x83";
  for (std::size_t i = 0; i < kDepth; ++i) {
    tuples += "h\1";
    lists += "l\0\0\0\1"s;
    pairs += "h\2";
  }
  tuples += "j";
  lists += "j" + std::string(kDepth, 'j');
  pairs += "j" + std::string(kDepth, 'j');
  for (const std::string& bytes : {tuples, lists, pairs}) {
    const auto t = decode(bytes);
    REQUIRE(t);
    Term at = *t;
    std::size_t depth = 0;
    for (; !at.is_nil(); ++depth) at = at.is_cons() ? at.head() : tuple_element(at, 0);
    CHECK(depth == kDepth);
  }
}

TEST_CASE_FIXTURE(EtfFixture, "compressed data must be exactly as long as announced") {
  const std::string term = "k\x03\xe8"s + std::string(1000, 'x');
  std::string packed(compressBound(term.size()), '\0');
  uLongf size = packed.size();
  REQUIRE(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                   reinterpret_cast<const Bytef*>(term.data()), term.size()) == Z_OK);
  packed.resize(size);
  const std::string bytes = "\x83P\0\0\x03\xeb"s + packed + "rest";
  auto reader = EtfReader::scan(vm, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  REQUIRE(reader);
  CHECK(reader->used_bytes() == bytes.size() - 4);
  CHECK(reader->words() == 2000);
  CHECK(error_of("\x83P\0\0\x03\xea"s + packed) == EtfErrorCode::bad_compression);
  CHECK(error_of("\x83P\0\0\x03\xec"s + packed) == EtfErrorCode::bad_compression);
  CHECK(error_of("\x83P\0\0\x03\xeb"s + packed.substr(0, 10)) == EtfErrorCode::bad_compression);
}

TEST_CASE_FIXTURE(EtfFixture, "identifiers of this machine are local, others are not") {
  const Term own = *decode("\x83Xw\x0dnonode@nohost\0\0\0\1\0\0\0\2\0\0\0\0"s);
  CHECK(own.is_local_pid());
  CHECK(pid_parts(own).number == 1);
  CHECK(pid_parts(own).serial == 2);
  const Term other = *decode("\x83Xw\x0dnonode@nohost\0\0\0\1\0\0\0\2\0\0\0\5"s);
  CHECK(is_boxed_kind(other, Kind::external_pid));
  CHECK(external_node(other)->creation == 5);
  const Term ref = *decode(
      "\x83Z\0\3w\x0dnonode@nohost\0\0\0\0\0\3\x82"
      "E\x0c\xe8\0\1\x15\x0d$\x8f"s);
  REQUIRE(is_boxed_kind(ref, Kind::reference));
  const ReferenceNumbers ids = reference_numbers(ref);
  CHECK(ids.count == 3);
  CHECK(ids.ids[0] == 0x38245);
  CHECK(ids.ids[1] == 0x0ce80001);
  CHECK(ids.ids[2] == 0x150d248f);
}

TEST_CASE_FIXTURE(EtfFixture, "funs name their export or their row") {
  const Term e = *decode("\x83qw\x05listsw\x03mapa\x02"s);
  REQUIRE(is_boxed_kind(e, Kind::fun_export));
  const auto* exported = reinterpret_cast<const Export*>(e.boxed_ptr()[1]);
  CHECK(vm.atoms.text(exported->function) == "map");
  CHECK(exported->arity == 2);
  const std::string fun =
      "\x83p\0\0\0\x43\x01"s + std::string(16, 'u') +
      "\0\0\0\x2d\0\0\0\1w\1ta-b\5X\xc4\x97Xw\x0dnonode@nohost\0\0\0\0\0\0\0\0\0\0\0\0w\1f"s;
  const Term f = *decode(fun);
  REQUIRE(is_boxed_kind(f, Kind::fun_local));
  const auto* row = reinterpret_cast<const FunEntry*>(f.boxed_ptr()[1]);
  CHECK(row->function == nullptr);
  CHECK(row->index == 0x2d);
  CHECK(row->free_count == 1);
  CHECK(Term::from_word(f.boxed_ptr()[3]) == atom("f"));
  CHECK((*decode(fun)).boxed_ptr()[1] == f.boxed_ptr()[1]);
}

}  // namespace
}  // namespace rt
