// SPDX-License-Identifier: Apache-2.0
#include "driver/watch/file_watch.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

namespace fs = std::filesystem;
using driver::watch::FileWatch;
using driver::watch::is_source;

namespace {

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "gleamr-watch-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  void write(const fs::path& name) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << "x";
  }
  fs::path path;
};

std::set<fs::path> paths(const Folder& folder, std::initializer_list<const char*> names) {
  std::set<fs::path> result;
  for (const char* name : names) result.insert(folder.path / name);
  return result;
}

}  // namespace

TEST_CASE("what a compiler reads, and what editors leave behind") {
  for (const char* name : {"a.gleam", "x/b.erl", "c.hrl", "gleam.toml", "d.mjs"}) CHECK(is_source(name));
  for (const char* name : {".a.gleam.swp", "a.gleam~", "4913", "#a.gleam#", "a.txt", ".#a.gleam", ".gleam"}) CHECK(!is_source(name));
}

TEST_CASE("writing, renaming over and deleting are changes, reading is none") {
  const Folder folder;
  folder.write("src/a.gleam");
  folder.write("src/deep/er/b.gleam");
  auto watch = FileWatch::create();
  REQUIRE(watch);
  REQUIRE(watch->add_tree(folder.path / "src"));
  CHECK(watch->take().empty());
  std::ifstream(folder.path / "src/a.gleam").get();
  CHECK(watch->take().empty());
  folder.write("src/a.gleam");
  folder.write("src/notes.txt");
  CHECK(watch->take() == paths(folder, {"src/a.gleam"}));
  folder.write("src/deep/er/b.gleam.new");
  fs::rename(folder.path / "src/deep/er/b.gleam.new", folder.path / "src/deep/er/b.gleam");
  CHECK(watch->take() == paths(folder, {"src/deep/er/b.gleam"}));
  fs::remove(folder.path / "src/deep/er/b.gleam");
  CHECK(watch->take() == paths(folder, {"src/deep/er/b.gleam"}));
}

TEST_CASE("what is made later is watched too") {
  const Folder folder;
  folder.write("src/a.gleam");
  auto watch = FileWatch::create();
  REQUIRE(watch);
  REQUIRE(watch->add_tree(folder.path / "src"));
  folder.write("src/new/deeper/c.gleam");
  CHECK(watch->take().contains(folder.path / "src/new/deeper/c.gleam"));
  folder.write("src/new/deeper/c.gleam");
  CHECK(watch->take().contains(folder.path / "src/new/deeper/c.gleam"));
}

TEST_CASE("of single files only those") {
  const Folder folder;
  folder.write("gleam.toml");
  folder.write("other.toml");
  auto watch = FileWatch::create();
  REQUIRE(watch);
  REQUIRE(watch->add_file(folder.path / "gleam.toml"));
  folder.write("other.toml");
  CHECK(watch->take().empty());
  folder.write("gleam.toml");
  CHECK(watch->take() == paths(folder, {"gleam.toml"}));
}

TEST_CASE("a folder that is not there has no sources") {
  const Folder folder;
  auto watch = FileWatch::create();
  REQUIRE(watch);
  CHECK(watch->add_tree(folder.path / "test"));
  CHECK(watch->take().empty());
}
