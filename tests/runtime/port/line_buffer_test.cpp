// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/line_buffer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

// Each piece with "$" behind a whole line and "+" behind a part of one.
std::string cut(std::size_t longest, const std::vector<std::string>& input) {
  rt::LineBuffer lines(longest);
  std::string result;
  const auto deliver = [&](std::string_view line, bool is_whole) { result += std::string(line) + (is_whole ? "$" : "+"); };
  for (const std::string& bytes : input) lines.feed(bytes, deliver);
  result += "|";
  lines.flush(deliver);
  return result;
}

}  // namespace

TEST_CASE("lines are cut at their ends, and what is left comes with the flush") {
  CHECK(cut(80, {"one\ntwo\n\nthree"}) == "one$two$$|three+");
  CHECK(cut(80, {"one\n"}) == "one$|");
  CHECK(cut(80, {""}) == "|");
}

TEST_CASE("the pieces in which bytes arrive do not matter") {
  const std::string text = "abcd\nab\r\nabcde\rf\r\r\n\nxyzxyz\r\n";
  std::vector<std::string> bytes;
  for (const char c : text) bytes.push_back(std::string(1, c));
  CHECK(cut(4, bytes) == cut(4, {text}));
}

TEST_CASE("a line of just the longest length is whole, a longer one comes in parts") {
  CHECK(cut(4, {"abcd\n"}) == "abcd$|");
  CHECK(cut(4, {"abcde\n"}) == "abcd+e$|");
  CHECK(cut(4, {"abcdefgh\n"}) == "abcd+efgh$|");
  CHECK(cut(4, {"abcd"}) == "|abcd+");
}

TEST_CASE("a carriage return belongs to the end of a line or to the line") {
  CHECK(cut(8, {"a\r\nb\rc\r\r\n"}) == "a$b\rc\r$|");
  CHECK(cut(4, {"abcd\r\n"}) == "abcd$|");
  CHECK(cut(4, {"abcd\re\n"}) == "abcd+\re$|");
  CHECK(cut(4, {"abcd\r"}) == "|abcd+\r+");
  CHECK(cut(4, {"abc\r"}) == "|abc\r+");
}
