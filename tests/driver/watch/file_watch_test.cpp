// SPDX-License-Identifier: Apache-2.0
#include "driver/watch/file_watch.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace fs = std::filesystem;
using driver::watch::FileWatch;
using driver::test::TemporaryFolder;
using driver::watch::is_source;

namespace {

std::set<fs::path> paths(const TemporaryFolder& folder, std::initializer_list<const char*> names) {
  std::set<fs::path> result;
  for (const char* name : names) result.insert(folder.path() / name);
  return result;
}

}  // namespace

TEST_CASE("what a compiler reads, and what editors leave behind") {
  for (const char* name : {"a.gleam", "x/b.erl", "c.hrl", "gleam.toml", "d.mjs"}) CHECK(is_source(name));
  for (const char* name : {".a.gleam.swp", "a.gleam~", "4913", "#a.gleam#", "a.txt", ".#a.gleam", ".gleam"}) CHECK(!is_source(name));
}

TEST_CASE("writing, renaming over and deleting are changes, reading is none") {
  const TemporaryFolder folder;
  folder.write("src/a.gleam", "x");
  folder.write("src/deep/er/b.gleam", "x");
  auto watch = FileWatch::create();
  REQUIRE(watch);
  REQUIRE(watch->add_tree(folder.path() / "src"));
  CHECK(watch->take().empty());
  std::ifstream(folder.path() / "src/a.gleam").get();
  CHECK(watch->take().empty());
  folder.write("src/a.gleam", "x");
  folder.write("src/notes.txt", "x");
  CHECK(watch->take() == paths(folder, {"src/a.gleam"}));
  folder.write("src/deep/er/b.gleam.new", "x");
  fs::rename(folder.path() / "src/deep/er/b.gleam.new", folder.path() / "src/deep/er/b.gleam");
  CHECK(watch->take() == paths(folder, {"src/deep/er/b.gleam"}));
  fs::remove(folder.path() / "src/deep/er/b.gleam");
  CHECK(watch->take() == paths(folder, {"src/deep/er/b.gleam"}));
}

TEST_CASE("what is made later is watched too") {
  const TemporaryFolder folder;
  folder.write("src/a.gleam", "x");
  auto watch = FileWatch::create();
  REQUIRE(watch);
  REQUIRE(watch->add_tree(folder.path() / "src"));
  folder.write("src/new/deeper/c.gleam", "x");
  CHECK(watch->take().contains(folder.path() / "src/new/deeper/c.gleam"));
  folder.write("src/new/deeper/c.gleam", "x");
  CHECK(watch->take().contains(folder.path() / "src/new/deeper/c.gleam"));
}

TEST_CASE("of single files only those") {
  const TemporaryFolder folder;
  folder.write("gleam.toml", "x");
  folder.write("other.toml", "x");
  auto watch = FileWatch::create();
  REQUIRE(watch);
  REQUIRE(watch->add_file(folder.path() / "gleam.toml"));
  folder.write("other.toml", "x");
  CHECK(watch->take().empty());
  folder.write("gleam.toml", "x");
  CHECK(watch->take() == paths(folder, {"gleam.toml"}));
}

TEST_CASE("a folder that is not there has no sources") {
  const TemporaryFolder folder;
  auto watch = FileWatch::create();
  REQUIRE(watch);
  CHECK(watch->add_tree(folder.path() / "test"));
  CHECK(watch->take().empty());
}
