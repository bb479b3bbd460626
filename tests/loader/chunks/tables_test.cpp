// SPDX-License-Identifier: Apache-2.0
// Atoms, imports, exports, funs, types and lines.
#include <doctest/doctest.h>

#include "loader/chunks/line_table.hpp"
#include "tests/support/beam_builder.hpp"

namespace {

using namespace loader;
using test::be16;
using test::be32;
using test::be64;
using test::BeamBuilder;
using test::iff_chunk;

constexpr std::string_view kEmptyFunction("\x01\x10\x02\x12\x22\x00\x01\x20\x13\x03",
                                          10);  // label 1, func_info, label 2, return, end

std::string code_chunk() {
  return iff_chunk("Code", be32(16) + be32(0) + be32(180) + be32(3) + be32(1) + std::string(kEmptyFunction));
}

std::string atom_chunk() { return iff_chunk("AtU8", be32(2) + "\1m\2go"); }

Result<DecodedModule> load(const std::string& chunks) { return decode_module(test::iff_form(chunks)); }

Result<DecodedModule> load_with(const std::string& more) {
  return load(atom_chunk() + code_chunk() + iff_chunk("ImpT", be32(0)) + iff_chunk("ExpT", be32(0)) + more);
}

LoadErrorCode refusal(const Result<DecodedModule>& module) {
  REQUIRE_FALSE(module.has_value());
  return module.error().code;
}

Result<DecodedModule> load_atoms(const std::string& data) {
  return load(iff_chunk("AtU8", data) + code_chunk() + iff_chunk("ImpT", be32(0)) +
              iff_chunk("ExpT", be32(0)));
}

TEST_CASE("the fixture loads") { CHECK(load_with("").has_value()); }

TEST_CASE("atoms are UTF-8 of at most 255 characters in both encodings") {
  std::string wide;
  for (int n = 0; n < 255; ++n) wide += "\xf0\x9f\x98\x80";
  const std::string compact_count = be32(0xfffffffe);
  const auto module = load_atoms(compact_count + test::u(1) + "m" + test::u(1020) + wide);
  REQUIRE(module.has_value());
  CHECK(module->atoms[2] == wide);
  CHECK(refusal(load_atoms(compact_count + test::u(1) + "m" + test::u(1021) + wide + "x")) ==
        LoadErrorCode::bad_chunk);
  for (const char* bad : {"\1\x80", "\2\xc0\x80", "\2\xc3(", "\3\xed\xa0\x80", "\4\xf5\x80\x80\x80",
                          "\3\xe0\x80\x80", "\1\xc3"}) {
    CHECK(refusal(load_atoms(be32(2) + "\1m" + bad)) == LoadErrorCode::bad_chunk);
  }
}

TEST_CASE("atom counts and lengths that do not fit are refused") {
  CHECK(refusal(load_atoms(be32(0))) == LoadErrorCode::bad_chunk);
  CHECK(refusal(load_atoms(be32(0x7fffffff) + "\1m")) == LoadErrorCode::bad_chunk);
  CHECK(refusal(load_atoms(be32(0x80000000) + "\1m")) == LoadErrorCode::bad_chunk);
  CHECK(refusal(load_atoms(be32(2) + "\1m\5ab")) == LoadErrorCode::truncated);
  CHECK(refusal(load_atoms(be32(0xffffffff) + test::i(1) + "m")) == LoadErrorCode::truncated);
}

TEST_CASE("imports name atoms and an arity up to 255") {
  const auto with = [](const std::string& rows, std::uint32_t count) {
    return load(atom_chunk() + code_chunk() + iff_chunk("ImpT", be32(count) + rows) +
                iff_chunk("ExpT", be32(0)));
  };
  const auto module = with(be32(1) + be32(2) + be32(255), 1);
  REQUIRE(module.has_value());
  CHECK(module->imports[0].arity == 255);
  CHECK(refusal(with(be32(1) + be32(2) + be32(256), 1)) == LoadErrorCode::operand_out_of_range);
  CHECK(refusal(with(be32(0) + be32(2) + be32(0), 1)) == LoadErrorCode::operand_out_of_range);
  CHECK(refusal(with(be32(1) + be32(3) + be32(0), 1)) == LoadErrorCode::operand_out_of_range);
  CHECK(refusal(with(be32(1) + be32(2) + be32(0), 2)) == LoadErrorCode::truncated);
  CHECK(refusal(with("", 0xffffffff)) == LoadErrorCode::truncated);
}

TEST_CASE("exports and funs name entries with their name and arity") {
  const auto export_ = [](std::uint32_t name, std::uint32_t arity, std::uint32_t label) {
    return load(atom_chunk() + code_chunk() + iff_chunk("ImpT", be32(0)) +
                iff_chunk("ExpT", be32(1) + be32(name) + be32(arity) + be32(label)));
  };
  CHECK(export_(2, 0, 2).has_value());
  CHECK(refusal(export_(1, 0, 2)) == LoadErrorCode::bad_function);
  CHECK(refusal(export_(2, 1, 2)) == LoadErrorCode::bad_function);
  CHECK(refusal(export_(2, 0, 1)) == LoadErrorCode::bad_function);
  CHECK(refusal(export_(2, 0, 9)) == LoadErrorCode::bad_function);
  const auto fun = [](std::uint32_t arity, std::uint32_t label, std::uint32_t free_count) {
    return load_with(iff_chunk(
        "FunT", be32(1) + be32(2) + be32(arity) + be32(label) + be32(0) + be32(free_count) + be32(7)));
  };
  REQUIRE(fun(0, 2, 0).has_value());
  CHECK(fun(0, 2, 0)->funs[0].old_uniq == 7);
  CHECK(refusal(fun(1, 2, 0)) == LoadErrorCode::bad_function);
  CHECK(refusal(fun(0, 2, 1)) == LoadErrorCode::bad_function);
}

TEST_CASE("type hints of all versions come out alike") {
  // An integer in 1..9, a bitstring of unit 8 (not in version 1), any.
  const std::string bounds = be64(1) + be64(9);
  const std::string none = be64(1) + be64(0);
  struct Case {
    std::uint32_t version;
    std::string entries;
  };
  const Case cases[] = {
      {1, be16(1 << 6) + bounds + be16(1 << 1) + none + be16(0x1fff) + none},
      {2, be16(1 << 6 | 3 << 13) + bounds + be16(1 << 1 | 1 << 15) + "\7" + be16(0x1fff)},
      {3, be16(1 << 5 | 3 << 12) + bounds + be16(1 << 1 | 1 << 14) + "\7" + be16(0x0fff)},
      {4, be16(1 << 5 | 3 << 13) + bounds + be16(1 << 1 | 1 << 15) + "\7" + be16(0x1fff)},
  };
  for (const Case& c : cases) {
    CAPTURE(c.version);
    const auto module = load_with(iff_chunk("Type", be32(c.version) + be32(3) + c.entries));
    REQUIRE(module.has_value());
    REQUIRE(module->types.size() == 3);
    CHECK(module->types[0].types == TypeHint::integer);
    CHECK(module->types[0].min == 1);
    CHECK(module->types[0].max == 9);
    CHECK(module->types[1].types == TypeHint::bitstring);
    CHECK(module->types[1].unit == (c.version == 1 ? 1 : 8));
    CHECK_FALSE(module->types[1].min.has_value());
    CHECK(module->types[2].types == TypeHint::any);
  }
}

TEST_CASE("types of an unknown version or a damaged table are no types") {
  for (const std::string& data :
       {be32(5) + be32(1) + be16(1), be32(3) + be32(9) + be16(1), std::string("\0", 1)}) {
    const auto module = load_with(iff_chunk("Type", data));
    REQUIRE(module.has_value());
    CHECK(module->types.empty());
  }
}

TEST_CASE("lines: items, files, and indexes beyond the table") {
  const std::string items =
      test::i(3) + test::compact(2, 1) + test::i(70000) + test::i(5) + test::compact(2, 0) + test::i(6);
  const auto module = load_with(
      iff_chunk("Line", be32(0) + be32(0) + be32(9) + be32(4) + be32(1) + items + be16(5) + "a.hrl"));
  REQUIRE(module.has_value());
  const auto table = decode_line_table(*module);
  REQUIRE(table.has_value());
  CHECK(table->location(0) == LineLocation{0, 0});
  CHECK(table->location(1) == LineLocation{0, 3});
  CHECK(table->location(2) == LineLocation{1, 70000});
  CHECK(table->location(3) == LineLocation{1, 5});
  CHECK(table->location(4) == LineLocation{0, 6});
  CHECK(table->location(99) == LineLocation{});
  REQUIRE(table->files.size() == 1);
  CHECK(table->files[0] == "a.hrl");
}

TEST_CASE("damaged line tables are refused, unknown versions empty") {
  const auto lines = [](const std::string& data) {
    const auto module = load_with(iff_chunk("Line", data));
    REQUIRE(module.has_value());
    return decode_line_table(*module);
  };
  CHECK(lines(be32(1))->locations.size() == 1);
  CHECK_FALSE(lines(be32(0) + be32(0) + be32(0) + be32(9) + be32(0)).has_value());
  CHECK_FALSE(lines(be32(0) + be32(0) + be32(0) + be32(1) + be32(0) + test::u(1)).has_value());
  CHECK_FALSE(
      lines(be32(0) + be32(0) + be32(0) + be32(1) + be32(0) + test::compact(2, 1) + test::i(1)).has_value());
  CHECK_FALSE(lines(be32(0) + be32(0) + be32(0) + be32(0) + be32(1) + be16(9) + "ab").has_value());
}

TEST_CASE("file names of a line table are UTF-8 of at most 32767 bytes") {
  const auto is_taken = [](const std::string& name) {
    const auto length = be16(static_cast<std::uint32_t>(name.size()));
    const auto module = load_with(iff_chunk("Line", be32(0) + be32(0) + be32(0) + be32(0) + be32(1) + length + name));
    REQUIRE(module.has_value());
    return decode_line_table(*module).has_value();
  };
  CHECK(is_taken(""));
  CHECK(is_taken("\xc3\xa9.erl"));
  CHECK_FALSE(is_taken("\xe9.erl"));
  CHECK_FALSE(is_taken("a\xc3"));
  CHECK_FALSE(is_taken("\xed\xa0\x80"));
  CHECK(is_taken(std::string(32767, 'a')));
  CHECK_FALSE(is_taken(std::string(32768, 'a')));
}

}  // namespace
