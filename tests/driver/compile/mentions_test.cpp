// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/mentions.hpp"

#include <doctest/doctest.h>

using namespace driver::compile;

namespace {
std::string shown(std::string_view source) {
  const Mentions found = mentions_in(source);
  std::string text;
  for (const auto& [name, is_lib] : found.includes) text += (is_lib ? "lib:" : "file:") + name + " ";
  for (const std::string& module : found.modules) text += "module:" + module + " ";
  return text + (found.is_unclear ? "unclear" : "");
}
}  // namespace

TEST_CASE("what a source reads") {
  CHECK(shown("-module(m).\nf() -> ok.\n") == "");
  CHECK(shown("-include(\"a.hrl\").") == "file:a.hrl ");
  CHECK(shown("- include ( \"a.hrl\" ) .") == "file:a.hrl ");
  CHECK(shown("-'include'(\"a.hrl\").") == "file:a.hrl ");
  CHECK(shown("-include_lib(\"kernel/include/file.hrl\").\n-include(\"b\").") == "file:b lib:kernel/include/file.hrl ");
  CHECK(shown("-behaviour(gen_server).") == "module:gen_server ");
  CHECK(shown("-behavior ( 'My.Server' ).") == "module:My.Server ");
  CHECK(shown("-compile({parse_transform, ms_transform}).") == "module:ms_transform ");
  CHECK(shown("-compile([inline, {core_transform,'t'}]).") == "module:t ");
}

TEST_CASE("comments and branches count, other words do not") {
  CHECK(shown("%% -include(\"a.hrl\").") == "file:a.hrl ");
  CHECK(shown("-ifdef(X).\n-include(\"a.hrl\").\n-endif.") == "file:a.hrl ");
  CHECK(shown("%% We include more. The behaviour (of this) is odd; see doc {file, x}.") == "");
  CHECK(shown("-include_all(\"a.hrl\"). my_include(\"b\"). my_parse_transform() -> docs.") == "");
  CHECK(shown("include(X) -> X.") == "");
  CHECK(shown("-moduledoc(~\"text\"). -doc \"text\". -doc #{since => 1}. -doc(hidden). f() -> X - 'a'.") == "");
}

TEST_CASE("what cannot be understood is unclear") {
  for (const char* source :
       {"-include(?FILE_NAME).", "-include(\"$HOME/a.hrl\").", "-include(\"a\\x2ehrl\").", "-include(\"a\" \".hrl\").", "-include %c\n (\"a\").",
        "- %c\ninclude %d\n(\"a\").", "-include", "-behaviour(?B).", "-behaviour %c\n(b).", "-compile({parse_transform, ?M}).",
        "-compile([{parse_transform %c\n, m}]).", "-define(T, parse_transform).", "-moduledoc({file, \"x.md\"}).", "-moduledoc {file, \"x.md\"}.",
        "-doc(?TEXT).", "-'incl\\x75de'(\"a.hrl\")."}) {
    CAPTURE(source);
    CHECK(mentions_in(source).is_unclear);
  }
}
