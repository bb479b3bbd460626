// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/job.hpp"

#include <doctest/doctest.h>

using namespace driver::compile;

TEST_CASE("a job's line is read, and written so that it reads the same") {
  const auto job = job_of("{\"/l i/b\", \"/o\", [ \"a.erl\",\"q\\\"\\\\.erl\"]}.\n");
  REQUIRE(job);
  CHECK(job->lib == "/l i/b");
  CHECK(job->ebin == "/o");
  CHECK(job->files == std::vector<std::string>{"a.erl", "q\"\\.erl"});
  const auto again = job_of(line_of(*job));
  REQUIRE(again);
  CHECK(again->files == job->files);
  REQUIRE(job_of("{\"\", \"\", []}."));
  CHECK(job_of("{\"\", \"\", []}.")->files.empty());
}

TEST_CASE("anything else is no job") {
  for (const char* line : {"", "\n", "{\"a\", \"b\", [\"c\"]}", "{\"a\", \"b\", [\"c\",]}.", "{\"a\", \"b\"}.", "{\"a, \"b\", []}.",
                           "{\"a\", \"b\", [\"c\\n\"]}.", "{\"a\", \"b\", []}. x", "{\"a\", \"b\", [c]}.", "{\"a\", \"b\", [\"c"}) {
    CAPTURE(line);
    CHECK_FALSE(job_of(line));
  }
}

TEST_CASE("the compilers' scripts are known by their answers") {
  CHECK_FALSE(dialect_of("main(_) -> io:put_chars(\"gleam-compile-result-ok\")."));
  const std::string old = "compile:file(F, O) \"gleam-compile-result-ok\" \"gleam-compile-result-error\"";
  REQUIRE(dialect_of(old));
  CHECK_FALSE(dialect_of(old)->names_modules);
  CHECK(dialect_of(old + "\"gleam-compile-module:\"")->names_modules);
}
