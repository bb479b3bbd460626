// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/erlc.hpp"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

using namespace driver::compile;
using Words = std::vector<std::string>;

TEST_CASE("command lines of erlc that compile one source to a .beam") {
  const driver::test::TemporaryFolder folder;
  folder.write("out/x", "");
  const std::string here = folder.path();
  const auto plain = erlc_job({"src/a.erl"}, here);
  REQUIRE(plain.has_value());
  CHECK(plain->source == here + "/src/a.erl");
  CHECK(plain->beam() == here + "/a.beam");
  CHECK(plain->include_folders.empty());

  const auto much = erlc_job({"-W", "-Wall", "-DX", "-D", "Y=[1]", "-I", "inc", "-I/abs", "-Wno", "/a.erl"}, here);
  CHECK_FALSE(much.has_value());
  const auto all = erlc_job({"-W", "-Wall", "-Werror", "-DX", "-D", "Y=[1]", "-I", "inc", "-I/abs", "-o", "out", "+debug_info",
                             "+nowarn_unused_vars", "/b/a.erl"}, here);
  REQUIRE(all.has_value());
  CHECK(all->source == "/b/a.erl");
  CHECK(all->beam() == here + "/out/a.beam");
  CHECK(all->include_folders == Words{here + "/inc", "/abs"});
}

TEST_CASE("whatever else erlc is asked for is no such job") {
  const driver::test::TemporaryFolder folder;
  folder.write("file", "");
  for (const Words& words : std::vector<Words>{{}, {"a"}, {"a.yrl"}, {".erl"}, {"a.erl", "b.erl"}, {"a.erl", "+debug_info"}, {"-S", "a.erl"},
                                               {"-E", "a.erl"}, {"-P", "a.erl"}, {"-M", "a.erl"}, {"-MD", "a.erl"}, {"-MF", "x", "a.erl"},
                                               {"+S", "a.erl"}, {"+'S'", "a.erl"}, {"+{d,x}", "a.erl"}, {"+to_core", "a.erl"},
                                               {"+binary", "a.erl"}, {"+makedep", "a.erl"}, {"-b", "beam", "a.erl"}, {"-v", "a.erl"},
                                               {"-pa", "x", "a.erl"}, {"-o", "nowhere", "a.erl"}, {"-o", "file", "a.erl"}, {"-o", "a.erl"},
                                               {"-I", "a.erl"}, {"-I", "-W", "a.erl"}, {"-help"}, {"-", "a.erl"}, {"--", "a.erl"},
                                               {"-W7", "a.erl"}, {"-Wnone", "a.erl"}, {"", "a.erl"}, {"+", "a.erl"}, {"-a.erl"}}) {
    CAPTURE(words.size());
    CAPTURE((words.empty() ? "" : words.front()));
    CHECK_FALSE(erlc_job(words, folder.path()).has_value());
  }
}
