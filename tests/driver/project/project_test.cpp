// SPDX-License-Identifier: Apache-2.0
#include "driver/project/project.hpp"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

using namespace driver;
using driver::test::TemporaryFolder;

TEST_CASE("the nearest folder with a gleam.toml is the project") {
  TemporaryFolder folder;
  folder.write("gleam.toml", "");
  folder.write("in/gleam.toml", "");
  folder.write("in/src/deep/x.gleam", "");
  folder.write("other/gleam.toml/file", "");  // a folder of that name is none
  CHECK(find_project_root(folder.path() / "in/src/deep") == folder.path() / "in");
  CHECK(find_project_root(folder.path() / "other") == folder.path());
  CHECK(find_project_root(folder.path()) == folder.path());
}

TEST_CASE("without a gleam.toml the error names the folder") {
  TemporaryFolder folder;
  const auto root = find_project_root(folder.path());
  REQUIRE_FALSE(root.has_value());
  CHECK(root.error().code == ErrorCode::no_project);
  CHECK(root.error().title == "Project not found");
  CHECK(root.error().text == "We were unable to find gleam.toml.\n\nWe searched in " + folder.path().string() +
                                 " and all parent directories.");
}
