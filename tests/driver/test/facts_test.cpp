// SPDX-License-Identifier: Apache-2.0
#include "driver/test/facts.hpp"

#include <doctest/doctest.h>

using namespace driver::test;

TEST_CASE("a test's lines are those of its function in the source") {
  const std::string source =
      "import x\n"
      "\n"
      "/// pub fn two_test() {\n"
      "pub fn one_test() {\n"
      "  x.f(fn() {\n"
      "  })\n"
      "}\n"
      "fn two_test() {\n"
      "}\n"
      "pub fn two_test() -> Nil {\n"
      "  Nil\n"
      "}\n"
      "pub fn other() { Nil }\n"
      "pub fn last_test() {";
  std::vector<TestFunction> tests{{"one_test", false, 90, 95}, {"two_test", false, 91, 96}, {"gone_test", false, 92, 97},
                                  {"last_test", false, 93, 98}};
  take_lines_from_source(tests, source);
  const auto lines = [&](std::size_t i) { return std::pair(tests[i].line, tests[i].last_line); };
  CHECK(lines(0) == std::pair(4u, 7u));
  CHECK(lines(1) == std::pair(10u, 12u));
  CHECK(lines(2) == std::pair(92u, 97u));  // as the compiled module has them
  CHECK(lines(3) == std::pair(14u, 14u));
}

TEST_CASE("what is no module names no atoms") {
  CHECK(atoms_of({'F', 'O', 'R', '1', 0, 0, 0, 4, 'B', 'E', 'A', 'M'}).empty());
  CHECK(atoms_of({}).empty());
}
