// SPDX-License-Identifier: Apache-2.0
// Terms that Erlang wrote in the external term format: read, printed as erlang:display/1 prints them there,
// and written again.
#include "runtime/term/print.hpp"

#include <doctest/doctest.h>

#include "runtime/term/etf_decode.hpp"
#include "runtime/term/etf_encode.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct Row {
  const char* bytes;
  const char* text;
};
constexpr Row kRows[] = {
#include "tests/runtime/term/etf_cases.inc"
};

std::vector<std::uint8_t> from_hex(std::string_view hex) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

TEST_CASE_FIXTURE(test::VmFixture, "terms read from Erlang are printed and written as Erlang does") {
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto bytes = from_hex(row.bytes);
    auto reader = EtfReader::scan(vm, bytes);
    REQUIRE(reader);
    CHECK(reader->used_bytes() == bytes.size());
    const auto t = reader->build(process);
    REQUIRE(t);
    CHECK(print(vm.atoms, *t) == row.text);
    CHECK(etf_encode(vm, *t).bytes == bytes);
  }
}

TEST_CASE_FIXTURE(test::VmFixture, "own terms in local format are read back, changed ones are not") {
  const Term t = tuple({Term::local_pid(7), Term::local_port(8), atoms::ok});
  auto encoded = etf_encode(vm, t, {.local = true}).bytes;
  auto reader = EtfReader::scan(vm, encoded);
  REQUIRE(reader);
  HeapWriter w = process.reserve(reader->words());
  CHECK(tuple_element(*reader->build(w), 0) == Term::local_pid(7));
  encoded.back() ^= 1;
  CHECK(!EtfReader::scan(vm, encoded));
  encoded.back() ^= 1;
  Vm other;
  CHECK(!EtfReader::scan(other, encoded));
}

TEST_CASE_FIXTURE(test::VmFixture, "the limit cuts a text off") {
  Term l = Term::nil();
  for (int i = 0; i < 100; ++i) l = process.reserve(2).cons(atoms::ok, l);
  CHECK(print(vm.atoms, l, 9) == "[ok,ok,ok... ");
}

}  // namespace
}  // namespace rt
