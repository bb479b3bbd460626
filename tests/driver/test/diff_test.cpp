// SPDX-License-Identifier: Apache-2.0
#include "driver/test/diff.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace driver::test;

namespace {

using Items = std::vector<std::uint32_t>;

// "-x" and "+x" for what changed, " x" for what did not, "@n" for a gap; marks in brackets.
std::string shown(const std::vector<DiffLine>& lines) {
  std::string out;
  for (const DiffLine& line : lines) {
    std::string text = line.text;
    for (auto mark = line.marks.rbegin(); mark != line.marks.rend(); ++mark) {
      text.insert(mark->second, "]");
      text.insert(mark->first, "[");
    }
    out += std::string(1, " -+@"[static_cast<std::size_t>(line.kind)]) + text + "\n";
  }
  return out;
}

// The length of the longest common subsequence, by the textbook's table.
std::size_t common_length(const Items& left, const Items& right) {
  std::vector<std::vector<std::size_t>> table(left.size() + 1, std::vector<std::size_t>(right.size() + 1, 0));
  for (std::size_t i = 1; i <= left.size(); ++i) {
    for (std::size_t j = 1; j <= right.size(); ++j) {
      table[i][j] =
          left[i - 1] == right[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
  }
  return table.back().back();
}

// Checks that the changes make right out of left, and gives how many items they leave alone.
std::size_t checked_common(const Items& left, const Items& right) {
  std::size_t i = 0, j = 0, common = 0;
  const auto walk_to = [&](std::size_t left_end, std::size_t right_end) {
    REQUIRE(left_end - i == right_end - j);
    for (; i < left_end; ++i, ++j, ++common) REQUIRE(left[i] == right[j]);
  };
  bool is_first = true;
  for (const Change& change : changes(left, right)) {
    REQUIRE((change.left_begin < change.left_end || change.right_begin < change.right_end));
    REQUIRE((is_first || change.left_begin > i));
    walk_to(change.left_begin, change.right_begin);
    i = change.left_end;
    j = change.right_end;
    is_first = false;
  }
  walk_to(left.size(), right.size());
  return common;
}

}  // namespace

TEST_CASE("changes are the fewest there can be") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    Items left(random() % 12), right(random() % 12);
    for (auto* items : {&left, &right}) {
      for (auto& item : *items) item = random() % 4;
    }
    CHECK(checked_common(left, right) == common_length(left, right));
  }
}

TEST_CASE("two large texts with nothing in common are one change, in time") {
  Items left(100'000), right(100'000);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    left[i] = 2 * i;
    right[i] = 2 * i + 1;
  }
  CHECK(changes(left, right).size() == 1);
  right = left;
  right.erase(right.begin() + 50'000);
  CHECK(checked_common(left, right) == 99'999);
}

TEST_CASE("lines in common stand around a change, others are counted") {
  CHECK(shown(diff_lines("a\nb\n", "a\nb\n")).empty());
  CHECK(shown(diff_lines("a\nb\nc\n", "a\nx\nc\n")) == " a\n-b\n+x\n c\n");
  CHECK(shown(diff_lines("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n")) ==
        "@5\n 6\n 7\n 8\n-9\n");
  CHECK(shown(diff_lines("0\n1\n2\n3\n4\n5\n6\n7\n8\n", "x\n0\n1\n2\n3\n4\n5\n6\n7\n8\ny\n")) ==
        "+x\n 0\n 1\n 2\n@3\n 6\n 7\n 8\n+y\n");
  CHECK(shown(diff_lines("", "a\n")) == "+a\n");
}

TEST_CASE("words that changed are marked, where enough of the line is the same") {
  CHECK(shown(diff_lines("Line(name: \"plum\", count: 2)", "Line(name: \"pear\", count: 2)")) ==
        "-Line(name: \"[plum]\", count: 2)\n+Line(name: \"[pear]\", count: 2)\n");
  CHECK(shown(diff_lines("größe: 1 äpfel", "größe: 2 äpfel")) == "-größe: [1] äpfel\n+größe: [2] äpfel\n");
  CHECK(shown(diff_lines("a b c d", "a b d")) == "-a b [c ]d\n+a b d\n");
  CHECK(shown(diff_lines("abc", "xyz")) == "-abc\n+xyz\n");
}

TEST_CASE("a value that is too wide is broken at its outermost brackets") {
  struct Row {
    std::string_view value;
    std::size_t width;
    std::string_view broken;
  };
  for (const Row& row : {
           Row{"[1, 2, 3]", 20, "[1, 2, 3]"},
           Row{"[1, 2, 3]", 5, "[\n  1,\n  2,\n  3\n]"},
           Row{"User(name: \"Ada\", tags: [1, 2])", 20, "User(\n  name: \"Ada\",\n  tags: [1, 2]\n)"},
           Row{"#(<<1, 2>>, dict.from_list([]))", 10, "#(\n  <<1, 2>>,\n  dict.from_list(\n    []\n  )\n)"},
           Row{"\"a, [b\"", 3, "\"a, [b\""},
           Row{"[\"one\\ntwo\\n\"]", 8, "[\n  \"one\\n\n   two\\n\"\n]"},
           Row{"a, b", 2, "a, b"},
           Row{"Ok(\"ä\")", 7, "Ok(\"ä\")"},
           Row{"[1, 2", 2, "[1, 2"},
           Row{"1, 2]", 2, "1, 2]"},
           Row{"\"open [1, 2]", 2, "\"open [1, 2]"},
           Row{"one\n[1, 2]", 2, "one\n[1, 2]"},
           Row{"", 2, ""},
           Row{"a >> b", 2, "a >> b"},
           Row{"[]", 1, "[]"},
       }) {
    CAPTURE(row.value);
    CHECK(broken_value(row.value, row.width) == row.broken);
  }
}

TEST_CASE("very deep and very long values are laid out without recursion") {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  CHECK(broken_value(deep, 80).size() > deep.size());
  std::string wide = "[0";
  for (int i = 1; i < 100'000; ++i) wide += ", " + std::to_string(i);
  const std::string broken = broken_value(wide + "]", 80);
  CHECK(std::count(broken.begin(), broken.end(), '\n') == 100'001);
  const auto lines = diff_lines(broken, broken_value(wide + ", 7]", 80));
  CHECK(lines.size() < 12);
}
