// SPDX-License-Identifier: Apache-2.0
// Packing: what is left of a .beam, which module a search finds, and what cannot be packed.
#include "loader/pack/archive_writer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "loader/decode/decoded_module.hpp"
#include "loader/link/module_md5.hpp"
#include "loader/load.hpp"
#include "loader/pack/strip.hpp"
#include "runtime/archive/archive.hpp"
#include "tests/support/beam_builder.hpp"

namespace {

using namespace loader;

std::vector<std::uint8_t> beam(std::string_view name, int value = 7) {
  test::BeamBuilder b(name);
  b.function("go", 0, 1);
  b.op(Opcode::move, {b.literal(std::string("\x83"
                                            "a") + static_cast<char>(value)),
                      test::x(0)});
  b.op(Opcode::return_);
  b.exported("go", 0, 2);
  b.chunk("Dbgi", "the abstract code");
  b.chunk("Docs", "the documentation");
  b.chunk("Meta", "odd");
  return b.build();
}

PackErrorCode refused(std::vector<InputFile> files) {
  const auto bytes = write_archive(std::move(files), {});
  REQUIRE_FALSE(bytes.has_value());
  return bytes.error().code;
}

TEST_CASE("a stripped module is the same module without abstract code and documentation") {
  const auto whole = beam("m");
  const auto stripped = strip_beam(whole);
  REQUIRE(stripped.has_value());
  CHECK(stripped->module == "m");
  const auto before = decode_module(Bytes(whole)), after = decode_module(Bytes(stripped->file));
  REQUIRE(after.has_value());
  CHECK(stripped->file.size() < whole.size());
  CHECK_FALSE(after->chunk("Dbgi").has_value());
  CHECK_FALSE(after->chunk("Docs").has_value());
  CHECK(after->chunk("Meta")->size() == 3);
  CHECK(md5_of(*after) == md5_of(*before));
  CHECK(stripped->md5 == md5_of(*before));
  CHECK(stripped->literals == before->owned_literals);
}

TEST_CASE("a module is loaded from an archive as from its file") {
  const auto bytes = write_archive({{"lib/a/ebin/m.beam", beam("m")}}, {"lib/a/ebin"});
  REQUIRE(bytes.has_value());
  const auto archive = rt::Archive::open(*bytes, "/exe/otp");
  REQUIRE(archive.has_value());
  const rt::Archive::Module packed = archive->find_module("m");
  REQUIRE(packed.file != nullptr);
  rt::Vm vm;
  const auto ours = prepare(vm, PackedModule{packed.beam, packed.literals, packed.md5});
  const auto plain = prepare(vm, beam("m"));
  REQUIRE(ours.has_value());
  REQUIRE(plain.has_value());
  CHECK((*ours)->name == (*plain)->name);
  CHECK((*ours)->md5 == (*plain)->md5);
  CHECK((*ours)->literals.size() == 1);
  CHECK((*ours)->literals[0] == rt::Term::small(7));
}

TEST_CASE("literals that do not fit the module are refused when it is loaded") {
  const auto file = beam("m");
  const std::vector<std::uint8_t> damaged = {0, 0, 0, 9, 1};
  rt::Vm vm;
  const auto module = prepare(vm, PackedModule{file, damaged, {}});
  REQUIRE_FALSE(module.has_value());
  CHECK(module.error().code == LoadErrorCode::truncated);
}

TEST_CASE("of two modules of one name the search decides, whatever the order of files") {
  std::vector<InputFile> files = {{"lib/a/ebin/m.beam", beam("m", 1)}, {"lib/b/ebin/m.beam", beam("m", 2)}};
  const std::vector<std::string> search = {"lib/b/ebin", "lib/a/ebin"};
  const auto bytes = write_archive(files, search);
  REQUIRE(bytes.has_value());
  const auto archive = rt::Archive::open(*bytes, "/exe/otp");
  REQUIRE(archive.has_value());
  CHECK(archive->path_of(*archive->find_module("m").file) == "/exe/otp/lib/b/ebin/m.beam");
  std::reverse(files.begin(), files.end());
  const auto again = write_archive(files, search);
  REQUIRE(again.has_value());
  CHECK(*again == *bytes);
}

TEST_CASE("what lies outside of the search is no module") {
  const auto bytes = write_archive({{"lib/a/priv/m.beam", beam("m")}}, {"lib/a/ebin"});
  REQUIRE(bytes.has_value());
  const auto archive = rt::Archive::open(*bytes, "/exe/otp");
  CHECK(archive->find_module("m").file == nullptr);
  CHECK(archive->find("/exe/otp/lib/a/priv/m.beam").row != nullptr);
}

TEST_CASE("what cannot be packed is named") {
  auto cut = beam("m");
  cut.resize(cut.size() / 2);
  CHECK(refused({{"ebin/m.beam", cut}}) == PackErrorCode::bad_module);
  CHECK(refused({{"ebin/n.beam", beam("m")}}) == PackErrorCode::bad_module);
  CHECK(refused({{"ebin/xm.beam", beam("m")}}) == PackErrorCode::bad_module);
  CHECK(refused({{"/ebin/a", {}}}) == PackErrorCode::bad_path);
  CHECK(refused({{"ebin/../a", {}}}) == PackErrorCode::bad_path);
  CHECK(refused({{"", {}}}) == PackErrorCode::bad_path);
  CHECK(refused({{"a", {}}, {"a", {}}}) == PackErrorCode::bad_path);
  CHECK(refused({{"a", {}}, {"a/b", {}}}) == PackErrorCode::bad_path);
  CHECK(refused({{"a/b", {}}, {"a", {}}}) == PackErrorCode::bad_path);
}

}  // namespace
