// SPDX-License-Identifier: Apache-2.0
#include "driver/test/selection.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace driver::test;

namespace {

KnownTest known_test(const std::string& module, const std::string& function, unsigned line,
                     unsigned last_line = 0, const std::string& index = "", const std::string& title = "") {
  const std::string file = "test/" + module + ".gleam";
  return {{file, module, function, index, title}, {file, line, 1}, last_line};
}

std::vector<KnownTest> project() {
  return {known_test("a_test", "one_test", 5, 9),
          known_test("a_test", "two_test", 12, 20),
          known_test("a_test", "three_test", 30),
          known_test("a_test", "gen_test_", 40, 44, "1", "the first"),
          known_test("a_test", "gen_test_", 40, 44, "2", "the second"),
          known_test("sub/b_test", "one_test", 3),
          known_test("sub/b_test", "other_test", 8)};
}

using Names = std::vector<std::string>;

Names names(const std::vector<KnownTest>& known, const std::vector<std::size_t>& order) {
  Names out;
  for (const std::size_t i : order) {
    out.push_back(known[i].id.module + "." + known[i].id.function +
                  (known[i].id.index.empty() ? "" : "#" + known[i].id.index));
  }
  return out;
}

Names selected(const Selectors& selectors) {
  const auto known = project();
  const auto order = select(known, {selectors, {}, {}, {}});
  REQUIRE_MESSAGE(order.has_value(), order.error().text);
  return names(known, *order);
}

std::vector<KnownTest> many(std::size_t modules, std::size_t tests) {
  std::vector<KnownTest> known;
  for (std::size_t m = 0; m < modules; ++m) {
    for (std::size_t t = 0; t < tests; ++t) {
      known.push_back(
          known_test("m" + std::to_string(m) + "_test", "case_" + std::to_string(t) + "_test", 1 + 3 * t));
    }
  }
  return known;
}

}  // namespace

TEST_CASE("everything runs, in the order known, where nothing is asked for") {
  CHECK(selected({}).size() == 7);
  CHECK(selected({}).front() == "a_test.one_test");
}

TEST_CASE("a line inside or above a test selects it") {
  struct Row {
    unsigned line;
    Names tests;
  };
  for (const Row& row :
       {Row{1, {"a_test.one_test"}}, Row{5, {"a_test.one_test"}}, Row{9, {"a_test.one_test"}},
        Row{10, {"a_test.two_test"}}, Row{20, {"a_test.two_test"}}, Row{21, {"a_test.three_test"}},
        Row{31, {"a_test.three_test"}}, Row{39, {"a_test.three_test"}},  // its end is not known
        Row{40, {"a_test.gen_test_#1", "a_test.gen_test_#2"}},
        Row{44, {"a_test.gen_test_#1", "a_test.gen_test_#2"}}}) {
    CAPTURE(row.line);
    CHECK(selected({{}, {{"test/a_test.gleam", row.line}}, {}}) == row.tests);
  }
  const auto below_all = select(project(), {{{}, {{"test/a_test.gleam", 45}}, {}}, {}, {}, {}});
  REQUIRE(!below_all.has_value());
  CHECK(below_all.error().text == "no test at or below line 45 of `test/a_test.gleam`");
  CHECK(below_all.error().nearest.front() == "a_test.one_test");
}

TEST_CASE("files and folders select what is in them, several of them together") {
  CHECK(selected({{}, {{"test/sub/b_test.gleam", 0}}, {}}) ==
        Names{"sub/b_test.one_test", "sub/b_test.other_test"});
  CHECK(selected({{}, {{"test/sub", 0}}, {}}).size() == 2);
  CHECK(selected({{}, {{"test", 0}}, {}}).size() == 7);
  CHECK(selected({{}, {{"test/sub/b_test.gleam", 8}, {"test/a_test.gleam", 6}}, {}}) ==
        Names{"a_test.one_test", "sub/b_test.other_test"});
  const auto typo =
      select(project(), {{{}, {{"test/sub", 0}, {"test/sub/c_test.gleam", 0}}, {}}, {}, {}, {}});
  REQUIRE(!typo.has_value());
  CHECK(typo.error().text == "no tests in `test/sub/c_test.gleam`");
  CHECK(typo.error().nearest.front() == "test/sub/b_test.gleam");
}

TEST_CASE("a name that an editor sends is a whole function where there is one, else a part") {
  CHECK(selected({{}, {}, {"one_test"}}) == Names{"a_test.one_test", "sub/b_test.one_test"});
  CHECK(selected({{}, {}, {"the second"}}) == Names{"a_test.gen_test_#2"});
  CHECK(selected({{}, {}, {"other"}}) == Names{"sub/b_test.other_test"});
  CHECK(selected({{}, {{"test/a_test.gleam", 0}}, {"one_test"}}) == Names{"a_test.one_test"});
  const auto unknown = select(project(), {{{}, {}, {"othre_test"}}, {}, {}, {}});
  REQUIRE(!unknown.has_value());
  CHECK(unknown.error().text == "no test is named `othre_test`");
  CHECK(unknown.error().nearest == Names{"sub/b_test.other_test", "a_test.three_test"});
}

TEST_CASE("a filter that matches nothing names the nearest tests") {
  const auto misspelt = select(project(), {{{*Filter::parse("treeh_test")}, {}, {}}, {}, {}, {}});
  REQUIRE(!misspelt.has_value());
  CHECK(misspelt.error().text == "no test matches the filter");
  CHECK(misspelt.error().nearest.front() == "a_test.three_test");
  CHECK(misspelt.error().nearest.size() <= 5);
  const auto ending = select(project(), {{{*Filter::parse("othr_tset")}, {}, {}}, {}, {}, {}});
  REQUIRE(!ending.has_value());
  CHECK(ending.error().nearest == Names{"sub/b_test.other_test"});
}

TEST_CASE("shards part the tests, and no test changes its shard because of another") {
  const auto known = many(20, 50);
  std::map<std::string, std::size_t> shard_of;
  for (std::size_t i = 1; i <= 4; ++i) {
    const auto order = select(known, {{}, Shard{i, 4}, {}, {}});
    REQUIRE(order.has_value());
    CHECK(order->size() > 150);
    CHECK(order->size() < 350);
    for (const std::string& name : names(known, *order)) {
      CHECK(!shard_of.contains(name));
      shard_of[name] = i;
    }
  }
  CHECK(shard_of.size() == 1000);
  const auto fewer = many(10, 25);
  for (std::size_t i = 1; i <= 4; ++i) {
    for (const std::string& name : names(fewer, *select(fewer, {{}, Shard{i, 4}, {}, {}})))
      CHECK(shard_of[name] == i);
  }
  CHECK(select({project()[0]}, {{}, Shard{1, 2}, {}, {}})->size() +
            select({project()[0]}, {{}, Shard{2, 2}, {}, {}})->size() ==
        1);
}

TEST_CASE("only I/N with I from 1 to N is a shard") {
  CHECK(parse_shard("2/3")->index == 2);
  CHECK(parse_shard("2/3")->count == 3);
  for (const std::string_view text :
       {"", "1", "/", "1/", "/3", "0/3", "4/3", "1/3x", "a/b", "-1/3", "1/0", "1//3"}) {
    CAPTURE(text);
    CHECK(!parse_shard(text).has_value());
  }
}

TEST_CASE("shuffling keeps modules together, and a seed its order") {
  const auto known = many(6, 8);
  const auto order = *select(known, {{}, {}, 42, {}});
  CHECK(order == *select(known, {{}, {}, 42, {}}));
  CHECK(order != *select(known, {{}, {}, 43, {}}));
  CHECK(!std::is_sorted(order.begin(), order.end()));
  CHECK(std::set<std::size_t>(order.begin(), order.end()).size() == 48);
  for (std::size_t i = 0; i < order.size(); ++i)
    CHECK(known[order[i]].id.module == known[order[i - i % 8]].id.module);
  // Seeds are written in bug reports: what they mean must not change.
  CHECK(std::vector<std::size_t>(order.begin(), order.begin() + 9) ==
        std::vector<std::size_t>{33, 36, 35, 37, 32, 39, 34, 38, 29});
}

TEST_CASE("the tests that failed last run again; without any, all do") {
  const auto known = project();
  const auto rerun = [&](Names ids, Selectors selectors = {}) {
    return select(known, {std::move(selectors), {}, {}, std::move(ids)});
  };
  CHECK(names(known, *rerun({"test/a_test.gleam::gen_test_#2", "test/sub/b_test.gleam::one_test",
                             "test/gone_test.gleam::x_test"})) ==
        Names{"a_test.gen_test_#2", "sub/b_test.one_test"});
  CHECK(rerun({})->size() == 7);
  CHECK(rerun({"test/gone_test.gleam::x_test"})->size() == 7);
  const auto elsewhere = rerun({"test/a_test.gleam::one_test"}, {{}, {{"test/sub", 0}}, {}});
  REQUIRE(!elsewhere.has_value());
  CHECK(elsewhere.error().nearest == Names{"a_test.one_test"});
}

TEST_CASE("of a generator that is not taken apart yet all tests run again") {
  const std::vector<KnownTest> known{known_test("a_test", "gen_test_", 4),
                                     known_test("a_test", "gen_test", 1)};
  CHECK(*select(known, {{}, {}, {}, Names{"test/a_test.gleam::gen_test_#2"}}) == std::vector<std::size_t>{0});
}

TEST_CASE("the history keeps what failed and did not run again") {
  TestFinished passed, failed, retried;
  passed.id = project()[0].id;
  failed.id = project()[1].id;
  failed.status = Status::timeout;
  retried.id = project()[2].id;
  retried.status = Status::fail;
  retried.last = false;
  CHECK(updated_history("test/a_test.gleam::one_test\ntest/x_test.gleam::y_test\n",
                        {passed, failed, retried}) ==
        "test/x_test.gleam::y_test\ntest/a_test.gleam::two_test\n");
  CHECK(failed_ids("a\n\nb") == Names{"a", "b"});
}

TEST_CASE("lists name each test by its stable id") {
  const auto known = project();
  CHECK(list_as_text(known, {4, 0}) == "test/a_test.gleam::gen_test_#2\ntest/a_test.gleam::one_test\n");
  CHECK(list_as_json(known, {4}) ==
        "{\"v\":1,\"tests\":[{\"id\":\"test/"
        "a_test.gleam::gen_test_#2\",\"module\":\"a_test\",\"name\":\"gen_test_\",\"index\":\"2\","
        "\"title\":\"the second\",\"file\":\"test/a_test.gleam\",\"line\":40,\"last_line\":44}]}\n");
  CHECK(list_as_json(known, {}) == "{\"v\":1,\"tests\":[]}\n");
}
