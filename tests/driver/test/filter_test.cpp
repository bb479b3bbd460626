// SPDX-License-Identifier: Apache-2.0
#include "driver/test/filter.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temporary_folder.hpp"

using namespace driver::test;

namespace {

TestId test_id(std::string module, std::string function, std::string index = "", std::string title = "") {
  return {"test/" + module + ".gleam", module, std::move(function), std::move(index), std::move(title)};
}

bool matches(std::string_view expression, const TestId& id) {
  const auto filter = Filter::parse(expression);
  REQUIRE_MESSAGE(filter.has_value(), filter.error().text);
  return filter->matches(id);
}

}  // namespace

TEST_CASE("each form of a pattern looks where it says") {
  const TestId id = test_id("db/user_test", "insert_test");
  const TestId titled = test_id("gen_test", "all_test_", "2", "a big number");
  const TestId generator = test_id("gen_test", "all_test_");
  struct Row {
    std::string_view filter;
    const TestId& id;
    bool matches;
  };
  for (const Row& row : {
           Row{"insert", id, true},
           Row{"user_test.insert", id, true},
           Row{"Insert", id, false},
           Row{"=insert_test", id, true},
           Row{"=insert", id, false},
           Row{"=db/user_test", id, true},
           Row{"=db/user_test.insert_test", id, true},
           Row{"=test/db/user_test.gleam::insert_test", id, true},
           Row{"=test/gen_test.gleam::all_test_#2", titled, true},
           Row{"=test/gen_test.gleam::all_test_#1", titled, false},
           Row{"=test/gen_test.gleam::all_test_", titled, true},
           Row{"=test/gen_test.gleam::all_test_#2", generator, true},
           Row{"=test/gen_test.gleam::all_test_", generator, true},
           Row{"=test/gen_test.gleam::all_tes#2", generator, false},
           Row{"insert_*", id, true},
           Row{"insert", id, true},
           Row{"ins*st", id, true},
           Row{"sert*", id, false},
           Row{"db/*", id, true},
           Row{"test/*.gleam", id, true},
           Row{"insert_tes?", id, true},
           Row{"insert_te?", id, false},
           Row{"/^db/", id, true},
           Row{"/insert_test$/", id, true},
           Row{"/r_t.st\\.ins/", id, true},
           Row{"/^insert/", id, false},
           Row{"/db\\/user/", id, true},
           Row{"/\\d/", id, false},
           Row{"/(?i)INSERT/", id, true},
           Row{"module:db", id, true},
           Row{"test:db", id, false},
           Row{"module:insert", id, false},
           Row{"test:=insert_test", id, true},
           Row{"module:=db", id, false},
           Row{"file:test/db/*", id, true},
           Row{"module:/user/", id, true},
           Row{"big", titled, true},
           Row{"\"a big\"", titled, true},
           Row{"title:\"big number\"", titled, true},
           Row{"title:big", id, false},
           Row{"title:*big*", titled, true},
           Row{"all()", id, true},
           Row{"none()", id, false},
           Row{"all", titled, true},
           Row{"all", id, false},
       }) {
    CAPTURE(row.filter);
    CHECK(matches(row.filter, row.id) == row.matches);
  }
}

TEST_CASE("not binds closest and or loosest; signs and words are the same") {
  const TestId id = test_id("a_test", "one_test");
  struct Row {
    std::string_view filter;
    bool matches;
  };
  for (const Row& row : {
           Row{"one or two and three", true},
           Row{"(one or two) and three", false},
           Row{"not two and one", true},
           Row{"not (two and one)", true},
           Row{"not one or one", true},
           Row{"not not one", true},
           Row{"!one", false},
           Row{"!two & one", true},
           Row{"two | one", true},
           Row{"two||one", true},
           Row{"one&&two", false},
           Row{"one&!two", true},
           Row{"  ( ( one ) ) ", true},
           Row{"not(one)", false},
           Row{"one and(two)", false},
           Row{"notone", false},
           Row{"one or none()", true},
           Row{"nothing or one", true},
           Row{"orange or one", true},
       }) {
    CAPTURE(row.filter);
    CHECK(matches(row.filter, id) == row.matches);
  }
}

TEST_CASE("a syntax error tells where and what was expected") {
  struct Row {
    std::string_view filter;
    std::size_t position;
    std::string_view expected;
  };
  constexpr std::string_view kOperand = "a name, a pattern, `not` or `(`";
  for (const Row& row : {
           Row{"", 0, kOperand},
           Row{"one and", 7, kOperand},
           Row{"one and or two", 8, kOperand},
           Row{"(one", 4, "`and`, `or` or `)`"},
           Row{"one two", 4, "`and`, `or` or the end"},
           Row{"one)", 3, "`and`, `or` or the end"},
           Row{"()", 1, kOperand},
           Row{"not", 3, kOperand},
           Row{"=", 1, "a name"},
           Row{"module:", 7, "a name"},
           Row{"\"one", 4, "`\"` to end the text"},
           Row{"one & /ab", 9, "`/` to end the regular expression that began at character 7"},
           Row{"modul:x", 0, "`module:`, `test:`, `file:`, `title:`, or quotes around a name with a colon"},
       }) {
    CAPTURE(row.filter);
    const auto filter = Filter::parse(row.filter);
    REQUIRE(!filter.has_value());
    CHECK(filter.error().position == row.position);
    CHECK(filter.error().expected == row.expected);
  }
  CHECK(Filter::parse("zwei ä ä").error().text ==
        "expected `and`, `or` or the end, at character 6 of the filter\n  zwei ä ä\n       ^");
  const auto bad_regex = Filter::parse("one or /a(b/");
  REQUIRE(!bad_regex.has_value());
  CHECK(bad_regex.error().position == 11);
  CHECK(bad_regex.error().expected.starts_with("another regular expression: missing"));
}

TEST_CASE("no expression is too deep or too long to be refused or answered") {
  CHECK(!Filter::parse(std::string(100'000, '(')).has_value());
  CHECK(!Filter::parse(std::string(100'000, '!')).has_value());
  CHECK(Filter::parse(std::string(100, '!') + "one").has_value());
  std::string many = "one";
  for (int i = 0; i < 50'000; ++i) many += " or one";
  CHECK(matches(many, test_id("a_test", "one_test")));
  // A regular expression that takes for ever on this text finds nothing instead.
  CHECK(!matches("/(a+)+$/", test_id("m", std::string(40, 'a') + "b")));
  CHECK(!matches("*a*a*a*a*a*a*a*a*b", test_id("m", std::string(10'000, 'a'))));
  CHECK(!Filter::parse("\xff \xff").has_value());
}

TEST_CASE("places and editors' names are taken out of the words, the rest stays") {
  const driver::test::TemporaryFolder folder;
  const std::filesystem::path root = folder.path();
  std::filesystem::create_directories(root / "test/sub");
  std::ofstream(root / "test/sub/a_test.gleam") << "\n";
  struct Row {
    std::vector<std::string> words;
    std::string_view here;
    std::vector<std::string> places;  // FILE:LINE
    std::vector<std::string> names, left;
  };
  const std::vector<Row> rows{
      {{"test/sub/a_test.gleam"}, "", {"test/sub/a_test.gleam:0"}, {}, {}},
      {{"test/sub/a_test.gleam:12"}, "", {"test/sub/a_test.gleam:12"}, {}, {}},
      {{"test/sub/a_test.gleam:12:3"}, "", {"test/sub/a_test.gleam:12"}, {}, {}},
      {{"./test//sub/../sub/a_test.gleam:2"}, "", {"test/sub/a_test.gleam:2"}, {}, {}},
      {{(root / "test/sub/a_test.gleam").string() + ":7"}, "", {"test/sub/a_test.gleam:7"}, {}, {}},
      {{"test/sub/", "test"}, "", {"test/sub:0", "test:0"}, {}, {}},
      {{"a_test.gleam:1", "test/sub/a_test.gleam:2"},
       "test/sub",
       {"test/sub/a_test.gleam:1", "test/sub/a_test.gleam:2"},
       {},
       {}},
      {{"test/typo_test.gleam"}, "", {"test/typo_test.gleam:0"}, {}, {}},
      {{"/elsewhere/test/x_test.gleam", "x.gleam", "nowhere", "sub:3", "test:3"},
       "",
       {},
       {},
       {"/elsewhere/test/x_test.gleam", "x.gleam", "nowhere", "sub:3", "test:3"}},
      {{"test/sub/a_test.gleam", "--test-filter", "one_test", "--seed", "3"},
       "",
       {"test/sub/a_test.gleam:0"},
       {"one_test"},
       {"--seed", "3"}},
      {{"--test-name-filter=two_test", "--test-filter=x", "--test-name-filter", "y", "--test-filters=z"},
       "",
       {},
       {"two_test", "x", "y"},
       {"--test-filters=z"}},
      {{"--test-filter"}, "", {}, {}, {"--test-filter"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.words.front());
    std::vector<std::string> words = row.words;
    const Selectors selectors = take_selectors(words, root, root / row.here);
    std::vector<std::string> places;
    for (const Place& place : selectors.places)
      places.push_back(place.file + ":" + std::to_string(place.line));
    CHECK(places == row.places);
    CHECK(selectors.names == row.names);
    CHECK(words == row.left);
  }
}
