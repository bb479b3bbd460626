// SPDX-License-Identifier: Apache-2.0
#include "driver/ide/jsonc.hpp"

#include <doctest/doctest.h>

using namespace driver::ide;

namespace {

std::string added(const std::string& text, const std::string& written) {
  const auto node = parse_jsonc(text);
  REQUIRE(node.has_value());
  return with_item(text, *node, written, style_of(text));
}

}  // namespace

TEST_CASE("comments, trailing commas, escapes and a byte order mark are read") {
  const auto node = parse_jsonc("\xef\xbb\xbf// one\n{ /* two */ \"a\\u00e9\\ud83d\\ude00\\n\": [1, -2.5e3, true,], // three\n \"b\": {},\n}\n/* end */");
  REQUIRE(node.has_value());
  CHECK(node->kind == JsonKind::object);
  CHECK(node->has_trailing_comma);
  REQUIRE(node->members.size() == 2);
  CHECK(node->members[0].name == "a\xc3\xa9\xf0\x9f\x98\x80\n");
  REQUIRE(node->members[0].value.items.size() == 3);
  CHECK(node->members[0].value.items[1].text == "-2.5e3");
  CHECK(node->find("b")->kind == JsonKind::object);
  CHECK(node->find("c") == nullptr);
}

TEST_CASE("what is no JSON is refused with its place") {
  struct Row {
    std::string text;
    std::size_t offset;
    std::string expected;
  };
  for (const Row& row : {
           Row{"", 0, "expected a value"},
           Row{"// only\n", 8, "expected a value"},
           Row{"{\"a\" 1}", 5, "expected `:`"},
           Row{"{\"a\": 1 \"b\": 2}", 8, "expected `,` or `}`"},
           Row{"[1, 2", 5, "expected `,` or `]`"},
           Row{"[1, , 2]", 4, "expected a value"},
           Row{"{a: 1}", 1, "expected a name in quotes, or `}`"},
           Row{"[\"x\n\"]", 3, "expected `\"`"},
           Row{"[\"\\x\"]", 3, "expected an escape of JSON"},
           Row{"[1] x", 4, "expected nothing more"},
           Row{"/* x", 0, "expected the end of the comment, `*/`"},
           Row{"[nil]", 1, "expected a value"},
           Row{"[01x]", 1, "expected a value"},
       }) {
    CAPTURE(row.text);
    const auto node = parse_jsonc(row.text);
    REQUIRE_FALSE(node.has_value());
    CHECK(node.error().offset == row.offset);
    CHECK(node.error().expected == row.expected);
  }
  CHECK_FALSE(parse_jsonc(std::string(100000, '[')).has_value());
}

TEST_CASE("an item is added in the layout that is there, and nothing else changes") {
  struct Row {
    std::string before, after;
  };
  for (const Row& row : {
           Row{"[]", "[\n  9\n]"},
           Row{"[\n]", "[\n  9\n]"},
           Row{"[1]", "[1,\n  9\n]"},
           Row{"[\n    1\n]\n", "[\n    1,\n    9\n]\n"},
           Row{"[\n\t1,\n]\n", "[\n\t1,\n\t9,\n]\n"},
           Row{"[\r\n  1 // one\r\n]\r\n", "[\r\n  1, // one\r\n  9\r\n]\r\n"},
           Row{"[\n  1, // one\n  // two\n]", "[\n  1, // one\n  // two\n  9,\n]"},
           Row{"[\n  1 /* , */\n  /* ] */\n]", "[\n  1, /* , */\n  /* ] */\n  9\n]"},
           Row{"[ /* nothing */ ]", "[ /* nothing */\n  9\n]"},
           Row{"// a ]\n[\n  // none yet\n]", "// a ]\n[\n  // none yet\n  9\n]"},
           Row{"[\"]\", 1]", "[\"]\", 1,\n  9\n]"},
       }) {
    CAPTURE(row.before);
    CHECK(added(row.before, "9") == row.after);
    CHECK(parse_jsonc(added(row.before, "9")).has_value());
  }
}

TEST_CASE("values are the same whatever their text looks like") {
  CHECK(same(*parse_jsonc("{\"a\": [1, \"\\u0041\"], \"b\": null}"), *parse_jsonc("{\"b\":null,/**/\"a\":[1,\"A\",]}")));
  CHECK_FALSE(same(*parse_jsonc("{\"a\": 1}"), *parse_jsonc("{\"a\": 2}")));
  CHECK_FALSE(same(*parse_jsonc("[1, 2]"), *parse_jsonc("[2, 1]")));
  CHECK_FALSE(same(*parse_jsonc("\"1\""), *parse_jsonc("1")));
}

TEST_CASE("what is written is laid out and reads the same again") {
  const std::string text = "{\"a\":[1,\"x\\\"\\\\\\n\\u0001\"],\"b\":[{\"c\":{}},{}],\"d\":true}";
  const auto node = parse_jsonc(text);
  REQUIRE(node.has_value());
  const std::string written = pretty(*node, {"    ", "\n"}, "  ");
  CHECK(written == "{\n      \"a\": [1, \"x\\\"\\\\\\n\\u0001\"],\n      \"b\": [\n          {\n              \"c\": {}\n          },\n          {}\n"
                   "      ],\n      \"d\": true\n  }");
  CHECK(same(*parse_jsonc(written), *node));
}
