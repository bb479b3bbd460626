// SPDX-License-Identifier: Apache-2.0
// Reading an archive: paths as a file system walks them, and no index that is damaged.
#include "runtime/archive/archive.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <cstring>

using namespace rt;
using rt::archive::FileRow;
using rt::archive::Header;
using rt::archive::ModuleRow;

namespace {

// lib/a/m.beam and version, with the text "beam" and "27".
struct Rows {
  Header header{archive::kMagic, archive::kVersion, 5, 1, 0, 0};
  std::string text = "liblib/alib/a/m.beamversionm";
  FileRow files[5] = {{0, 0, 0, 1, 0, 0}, {0, 3, 0, 1, 0, 0}, {3, 5, 1, 1, 0, 0}, {8, 12, 2, 0, 0, 4}, {20, 7, 0, 0, 0, 2}};
  ModuleRow modules[1] = {{27, 1, 3, 2, 0, {7}}};
  std::string contents = "beam27";

  std::vector<std::uint8_t> bytes() {
    const std::size_t start = sizeof header + sizeof files + sizeof modules + text.size();
    files[3].at += start;
    files[4].at += start + 4;
    modules[0].literals_at += start + 4;
    header.text_size = static_cast<std::uint32_t>(text.size());
    header.size += start + contents.size();
    std::vector<std::uint8_t> out(start + contents.size());
    std::uint8_t* at = out.data();
    const auto put = [&](const void* from, std::size_t size) {
      std::memcpy(at, from, size);
      at += size;
    };
    put(&header, sizeof header);
    put(files, sizeof files);
    put(modules, sizeof modules);
    put(text.data(), text.size());
    put(contents.data(), contents.size());
    return out;
  }
};

std::string text_of(Archive::Bytes bytes) { return std::string(bytes.begin(), bytes.end()); }

ArchiveErrorCode refused(const std::vector<std::uint8_t>& bytes) {
  const auto archive = Archive::open(bytes, "/exe/otp");
  REQUIRE_FALSE(archive.has_value());
  CHECK_FALSE(archive.error().text.empty());
  return archive.error().code;
}

}  // namespace

TEST_CASE("an archive has files, folders and modules") {
  const auto bytes = Rows().bytes();
  const auto archive = Archive::open(bytes, "/exe/otp");
  REQUIRE(archive.has_value());
  CHECK(archive->host() == "/exe");
  const auto file = archive->find("/exe/otp/version");
  REQUIRE(file.row != nullptr);
  CHECK(text_of(archive->bytes_of(*file.row)) == "27");
  const auto root = archive->find("/exe/otp");
  REQUIRE(root.row != nullptr);
  CHECK(archive->names_in(*root.row) == std::vector<std::string_view>{"lib", "version"});
  const Archive::Module module = archive->find_module("m");
  REQUIRE(module.file != nullptr);
  CHECK(archive->path_of(*module.file) == "/exe/otp/lib/a/m.beam");
  CHECK(text_of(module.beam) == "beam");
  CHECK(text_of(module.literals) == "27");
  CHECK(module.md5[0] == 7);
  CHECK(archive->find_module("n").file == nullptr);
  CHECK(archive->find_module("").file == nullptr);
}

TEST_CASE("a path belongs to the archive from its root on") {
  const auto bytes = Rows().bytes();
  const auto archive = Archive::open(bytes, "/exe/otp");
  REQUIRE(archive.has_value());
  CHECK(archive->holds("/exe/otp"));
  CHECK(archive->holds("/exe/otp/nothing"));
  CHECK_FALSE(archive->holds("/exe/otp27"));
  CHECK_FALSE(archive->holds("/exe"));
  CHECK_FALSE(archive->holds("otp"));
}

TEST_CASE("paths are walked as a file system does it") {
  const auto bytes = Rows().bytes();
  const auto archive = Archive::open(bytes, "/exe/otp");
  REQUIRE(archive.has_value());
  const struct {
    const char* path;
    int error;
    const char* found;
  } kRows[] = {
      {"/exe/otp//lib/./a/", 0, "/exe/otp/lib/a"},
      {"/exe/otp/lib/a/../../version", 0, "/exe/otp/version"},
      {"/exe/otp/lib/..", 0, "/exe/otp"},
      {"/exe/otp/lib/nothing", ENOENT, ""},
      {"/exe/otp/nothing/../lib", ENOENT, ""},
      {"/exe/otp/version/", ENOTDIR, ""},
      {"/exe/otp/version/..", ENOTDIR, ""},
      {"/exe/otp/..", ENOTDIR, ""},
      {"/exe/otp/li", ENOENT, ""},
  };
  for (const auto& row : kRows) {
    CAPTURE(row.path);
    const Archive::Lookup found = archive->find(row.path);
    CHECK(found.error == row.error);
    CHECK((found.row == nullptr ? "" : archive->path_of(*found.row)) == row.found);
  }
  CHECK(archive->find("/exe/otp/new").could_be_made);
  CHECK(archive->find("/exe/otp/new/").could_be_made);
  CHECK_FALSE(archive->find("/exe/otp/new/file").could_be_made);
}

TEST_CASE("what is cut or another format is refused") {
  const auto whole = Rows().bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(refused({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}) == ArchiveErrorCode::truncated);
  }
  auto longer = whole;
  longer.push_back(0);
  CHECK(refused(longer) == ArchiveErrorCode::truncated);
  auto foreign = whole;
  foreign[0] = 'F';
  CHECK(refused(foreign) == ArchiveErrorCode::not_an_archive);
  Rows newer;
  ++newer.header.version;
  CHECK(refused(newer.bytes()) == ArchiveErrorCode::other_version);
  Rows many;
  many.header.file_count = 0xffffffff;
  CHECK(refused(many.bytes()) == ArchiveErrorCode::truncated);
}

TEST_CASE("no row leads outside of the archive") {
  const auto damage = [](auto change) {
    Rows rows;
    change(rows);
    return refused(rows.bytes());
  };
  CHECK(damage([](Rows& r) { r.files[3].at = 1u << 30; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.files[3].size = ~0ull; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.files[3].path_size = 0xffffffff; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.files[3].path_at = 0xffffffff; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.files[2].parent = 2; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.files[2].parent = 0; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { std::swap(r.files[1], r.files[4]); }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.files[0].is_folder = 0; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.modules[0].file = 5; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.modules[0].file = 2; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.modules[0].name_at = 99; }) == ArchiveErrorCode::bad_index);
  CHECK(damage([](Rows& r) { r.modules[0].literals_size = 0xffffffff; }) == ArchiveErrorCode::bad_index);
}
