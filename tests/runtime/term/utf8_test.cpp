// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/utf8.hpp"

#include <doctest/doctest.h>

using rt::is_utf8;

TEST_CASE("well-formed UTF-8 is recognised") {
  for (std::string_view text : {"", "a", "h\xc3\xa9llo", "\xe6\x97\xa5", "\xf0\x9f\x8e\x89", "\xed\x9f\xbf",
                                "\xee\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    CAPTURE(text);
    CHECK(is_utf8(text));
  }
}

TEST_CASE("what only looks like UTF-8 is refused") {
  for (std::string_view text : {"caf\xe9", "\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                                "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe6\x97", "\xc3\xc3", "\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(is_utf8(text));
  }
}
