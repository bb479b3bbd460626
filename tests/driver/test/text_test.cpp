// SPDX-License-Identifier: Apache-2.0
#include "driver/test/text.hpp"

#include <doctest/doctest.h>

#include "driver/test/json_writer.hpp"
#include "runtime/term/utf8.hpp"

using namespace driver::test;

namespace {

std::string every_byte() {
  std::string out;
  for (int i = 0; i < 256; ++i) out += static_cast<char>(i);
  return out;
}

}  // namespace

TEST_CASE("whatever goes in, valid UTF-8 comes out") {
  for (const std::string& text : {every_byte(), std::string("\xC3"), std::string("\xF0\x9F\x8D"),
                                  std::string("\xED\xA0\x80"), std::string("\xC0\x80"),
                                  std::string("gr\xC3\xB6\xC3\x9F"
                                              "e")}) {
    CHECK(rt::is_utf8(valid_utf8(text)));
    CHECK(rt::is_utf8(terminal_line(text, 10'000, true)));
    CHECK(rt::is_utf8(single_line(text)));
    CHECK(rt::is_utf8(shortened(text, 1)));
    CHECK(rt::is_utf8(JsonWriter().value(text).text()));
  }
  CHECK(valid_utf8("a\xFF"
                   "b") == "a\uFFFDb");
  CHECK(valid_utf8("größe") == "größe");
}

TEST_CASE("a line for a terminal holds no control characters, and colours only where they are kept") {
  struct Row {
    std::string_view line;
    bool colors;
    std::string_view shown;
  };
  using namespace std::literals;
  for (const Row& row : {
           Row{"plain", false, "plain"},
           Row{"a\tb", false, "a    b"},
           Row{"\x07\x00\x7f"sv, false, "^G^@^?"},
           Row{"10%\r20%", false, "10%^M20%"},
           Row{"\x1b[31mred\x1b[0m", false, "red"},
           Row{"\x1b[31mred", true, "\x1b[31mred\x1b[0m"},
           Row{"\x1b[2J\x1b[5;5Hx", true, "x"},
           Row{"\x1b]0;title\x07x", true, "x"},
           Row{"\x1b]8;;file://a\x1b\\link\x1b]8;;\x1b\\", true, "link"},
           Row{"\x1b", true, "^["},
           Row{"\x1b[12", true, "^[[12"},
           Row{"\xC2\x9B", true, "^[["},
           Row{"\x1b"
               "c",
               true, ""},
       }) {
    CAPTURE(row.line);
    CHECK(terminal_line(row.line, 100, row.colors) == row.shown);
  }
  CHECK(terminal_line(std::string(1 << 20, 'x'), 3, false) == "xxx… (1048573 more bytes)");
}

TEST_CASE("of very many lines the middle ones are left out") {
  std::string text;
  for (int i = 1; i <= 2000; ++i) text += std::to_string(i) + "\n";
  const auto lines = terminal_lines(text, false);
  REQUIRE(lines.size() == 501);
  CHECK(lines[99] == "100");
  CHECK(lines[100] == "… (1500 lines left out)");
  CHECK(lines[101] == "1601");
  CHECK(lines.back() == "2000");
}

TEST_CASE("lines end in one of two ways") {
  using Lines = std::vector<std::string_view>;
  CHECK(lines_of("").empty());
  CHECK(lines_of("a\nb") == Lines{"a", "b"});
  CHECK(lines_of("a\r\nb\n\n") == Lines{"a", "b", ""});
  CHECK(single_line("a\r\nb\tc\n") == "a b c");
}

TEST_CASE("widths are those of a terminal") {
  CHECK(width_of("abc") == 3);
  CHECK(width_of("äß") == 2);
  CHECK(width_of("漢字") == 4);
  CHECK(width_of("🍎") == 2);
  CHECK(width_of("e\u0301") == 1);
}

TEST_CASE("durations are given in the unit that suits them") {
  CHECK(human_duration(0) == "0 µs");
  CHECK(human_duration(999) == "999 µs");
  CHECK(human_duration(12'345) == "12 ms");
  CHECK(human_duration(1'234'567) == "1.23 s");
  CHECK(human_duration(123'000'000) == "2m 03s");
  CHECK(seconds(1'234'567) == "1.234");
  CHECK(seconds(1'234'567, 6) == "1.234567");
  CHECK(seconds(-5) == "0.000");
}

TEST_CASE("JSON strings are escaped, and values stand apart") {
  JsonWriter json;
  json.begin_object()
      .field("a\"", "b\\\n\x01\u2028")
      .field("n", std::int64_t{-1})
      .key("l")
      .begin_array()
      .value(true)
      .value(2u);
  json.begin_object().end_object().end_array().key("r").raw("1.50").end_object();
  CHECK(json.text() == "{\"a\\\"\":\"b\\\\\\n\\u0001\\u2028\",\"n\":-1,\"l\":[true,2,{}],\"r\":1.50}");
}
