// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/suggest.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace driver::cli;

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps") {
  struct Row {
    std::string_view left, right;
    std::size_t distance;
  };
  for (const Row& row : {Row{"", "", 0}, Row{"", "abc", 3}, Row{"run", "run", 0}, Row{"rnu", "run", 1},
                         Row{"biuld", "build", 1}, Row{"test", "text", 1}, Row{"kitten", "sitting", 3},
                         Row{"ca", "abc", 3}}) {
    CAPTURE(row.left);
    CAPTURE(row.right);
    CHECK(edit_distance(row.left, row.right) == row.distance);
    CHECK(edit_distance(row.right, row.left) == row.distance);
  }
}

TEST_CASE("only a word that is near enough is suggested") {
  constexpr std::array<std::string_view, 4> kWords{"run", "test", "build", "check"};
  CHECK(nearest("rnu", kWords) == "run");
  CHECK(nearest("biuld", kWords) == "build");
  CHECK(nearest("chekc", kWords) == "check");
  CHECK(nearest("frobnicate", kWords).empty());
  CHECK(nearest("zz", kWords).empty());
}
