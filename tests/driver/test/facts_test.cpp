// SPDX-License-Identifier: Apache-2.0
#include "driver/test/facts.hpp"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

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
  CHECK(atoms_of_file("/nowhere/at_all.beam").empty());
}

TEST_CASE("a long module's atoms are read from the beginning of its file, or wherever they are") {
  using Bytes = std::vector<std::uint8_t>;
  const auto number = [](std::size_t n) { return Bytes{0, 0, static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)}; };
  const auto chunk = [&](const char* id, const Bytes& data) {
    Bytes all(id, id + 4);
    const Bytes size = number(data.size());
    all.insert(all.end(), size.begin(), size.end());
    all.insert(all.end(), data.begin(), data.end());
    all.resize((all.size() + 3) / 4 * 4);
    return all;
  };
  const Bytes atoms = chunk("AtU8", {0, 0, 0, 2, 2, 'm', 'y', 5, 'e', 'u', 'n', 'i', 't'}), rest = chunk("Rest", Bytes(20000, 'x'));
  const TemporaryFolder folder;
  for (const auto& [first, second] : {std::pair(atoms, rest), std::pair(rest, atoms)}) {
    Bytes form{'B', 'E', 'A', 'M'};
    form.insert(form.end(), first.begin(), first.end());
    form.insert(form.end(), second.begin(), second.end());
    Bytes file{'F', 'O', 'R', '1'};
    const Bytes size = number(form.size());
    file.insert(file.end(), size.begin(), size.end());
    file.insert(file.end(), form.begin(), form.end());
    const std::string path = (folder.path() / "my.beam").string();
    folder.write("my.beam", std::string(file.begin(), file.end()));
    CHECK(atoms_of_file(path) == std::vector<std::string>{"my", "eunit"});
    CHECK(atoms_of(file) == std::vector<std::string>{"my", "eunit"});
  }
}
