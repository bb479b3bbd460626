// SPDX-License-Identifier: Apache-2.0
// The container, compression, and which chunks must be there.
#include <doctest/doctest.h>

#include <algorithm>

#include "loader/decode/decoded_module.hpp"
#include "tests/support/beam_builder.hpp"

namespace {

using namespace loader;
using test::BeamBuilder;
using test::BeamFormat;

BeamBuilder small_module(BeamFormat format = BeamFormat::otp25) {
  BeamBuilder b("m", format);
  b.function("go", 0, 1);
  b.op(Opcode::move, {b.literal("\x83"
                                "a\x07"),
                      test::x(0)});
  b.op(Opcode::return_);
  b.exported("go", 0, 2);
  return b;
}

LoadErrorCode code_of(const std::vector<std::uint8_t>& file) {
  const auto module = decode_module(Bytes(file));
  REQUIRE_FALSE(module.has_value());
  return module.error().code;
}

TEST_CASE("both file formats give the same module") {
  for (const BeamFormat format : {BeamFormat::otp25, BeamFormat::otp28}) {
    const auto file = small_module(format).build();
    const auto module = decode_module(Bytes(file));
    REQUIRE(module.has_value());
    CHECK(module->name() == "m");
    REQUIRE(module->functions.size() == 1);
    CHECK(module->atoms[module->functions[0].name] == "go");
    CHECK(module->functions[0].info_label == 1);
    CHECK(module->functions[0].entry_label == 2);
    REQUIRE(module->literals.size() == 1);
    CHECK(std::ranges::equal(module->literals[0], std::vector<std::uint8_t>{0x83, 'a', 7}));
    REQUIRE(module->exports.size() == 1);
    CHECK(module->exports[0].function == 0);
  }
}

TEST_CASE("a gzip file is inflated, and owned bytes may go away") {
  const auto module = decode_module(test::gzip(small_module().build()));
  REQUIRE(module.has_value());
  CHECK(module->name() == "m");
}

TEST_CASE("moving a module keeps its spans") {
  auto module = decode_module(small_module().build());
  REQUIRE(module.has_value());
  const DecodedModule moved = std::move(*module);
  CHECK(moved.name() == "m");
  FunctionCode code;
  CHECK(decode_function(moved, 0, code).has_value());
}

TEST_CASE("unknown chunks are kept, and the last of two with one name counts") {
  BeamBuilder b = small_module();
  b.chunk("Odd1", "first");
  b.chunk("Odd1", "second!");
  const auto file = b.build();
  const auto module = decode_module(Bytes(file));
  REQUIRE(module.has_value());
  REQUIRE(module->chunk("Odd1").has_value());
  CHECK(std::ranges::equal(*module->chunk("Odd1"), std::string("second!")));
  CHECK_FALSE(module->chunk("Nope").has_value());
}

TEST_CASE("what is not a container is refused") {
  const auto file = small_module().build();
  CHECK(code_of({}) == LoadErrorCode::not_a_beam);
  CHECK(code_of({'F', 'O', 'R', '2', 0, 0, 0, 4}) == LoadErrorCode::not_a_beam);
  auto wrong_form = file;
  wrong_form[8] = 'X';
  CHECK(code_of(wrong_form) == LoadErrorCode::not_a_beam);
}

TEST_CASE("every truncation is refused with a position inside the file") {
  const auto file = small_module().build();
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    const std::vector<std::uint8_t> part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    const auto module = decode_module(Bytes(part));
    REQUIRE_FALSE(module.has_value());
    CHECK(module.error().offset <= file.size());
  }
}

TEST_CASE("a truncated gzip file is refused") {
  auto file = test::gzip(small_module().build());
  file.resize(file.size() / 2);
  CHECK(code_of(file) == LoadErrorCode::bad_compression);
}

TEST_CASE("bytes after the form are ignored") {
  auto file = small_module().build();
  file.insert(file.end(), {1, 2, 3});
  CHECK(decode_module(Bytes(file)).has_value());
}

TEST_CASE("missing and old chunks are named") {
  const auto empty = test::iff_form("");
  const auto module = decode_module(Bytes(empty));
  REQUIRE_FALSE(module.has_value());
  CHECK(module.error().code == LoadErrorCode::missing_chunk);
  CHECK(module.error().chunk == "AtU8");
  const auto old = test::iff_form(test::iff_chunk("Atom", std::string("\0\0\0\1\1m", 6)));
  CHECK(code_of(old) == LoadErrorCode::unsupported_format);
}

TEST_CASE("literals that claim more than zlib can hold are too large, damaged ones damaged") {
  const std::string compressed = test::zlib_deflate(std::string("\0\0\0\0", 4));
  BeamBuilder b("m");
  b.function("go", 0, 1);
  b.op(Opcode::return_);
  BeamBuilder huge = b;
  huge.chunk("LitT", test::be32(0x0fffffff) + compressed);
  CHECK(code_of(huge.build()) == LoadErrorCode::too_large);
  BeamBuilder damaged = b;
  damaged.chunk("LitT", test::be32(40) + "nonsense");
  CHECK(code_of(damaged.build()) == LoadErrorCode::bad_compression);
  BeamBuilder shorter = b;
  shorter.chunk("LitT", test::be32(3) + compressed);
  CHECK(code_of(shorter.build()) == LoadErrorCode::too_large);
}

TEST_CASE("the text of an error names module, chunk and byte") {
  BeamBuilder b("m");
  b.function("go", 0, 1);
  b.raw_code("\xff");
  const auto file = b.build();
  const auto module = decode_module(Bytes(file));
  REQUIRE_FALSE(module.has_value());
  CHECK(module.error().code == LoadErrorCode::unknown_opcode);
  CHECK(to_string(module.error()) == "m: Code chunk, byte 8: unknown operation: number 255");
}

}  // namespace
