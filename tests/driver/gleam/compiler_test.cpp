// SPDX-License-Identifier: Apache-2.0
// Choosing a compiler and talking to it.
#include "driver/gleam/compiler.hpp"

#include <doctest/doctest.h>

#include "driver/gleam/progress_lines.hpp"

#include <fstream>

#include "driver/gleam/gleam_cli.hpp"
#include "driver/gleam/own_escript.hpp"
#include "driver/gleam/start_handover.hpp"
#include "driver/gleam/version.hpp"
#include "tests/support/fake_command_runner.hpp"

using namespace driver;
using driver::test::FakeCommandRunner;
using Words = std::vector<std::string>;

namespace {
ChildResult printed(const char* text) { return {0, 0, text}; }
}  // namespace

TEST_CASE("versions of Gleam") {
  CHECK(parse_gleam_version("gleam 1.18.0\n") == GleamVersion{1, 18});
  CHECK(parse_gleam_version("gleam v1.4.0-rc1") == GleamVersion{1, 4});
  for (const char* text : {"", "gleam", "gleam x.1", "gleam 1", "rustc 1.95.0", "gleam 1."}) {
    CAPTURE(text);
    CHECK_FALSE(parse_gleam_version(text).has_value());
  }
  CHECK(is_supported({1, 4}));
  CHECK(is_supported({1, 99}));
  CHECK_FALSE(is_supported({1, 3}));
  CHECK_FALSE(is_supported({0, 34}));
  CHECK_FALSE(is_supported({2, 0}));
}

TEST_CASE("the user's Gleam comes first, ours second, and without either there is an error") {
  FakeCommandRunner runner;
  runner.answers = {printed("gleam 1.18.0\n")};
  CHECK(choose_compiler(runner, {"/bin/gleam", "", "", ""}).has_value());

  runner.answers = {printed("gleam 1.3.2\n")};
  CHECK(choose_compiler(runner, {"/bin/gleam", "", "", ""}).error().code == ErrorCode::compiler_too_old);

  runner.answers = {printed("what?\n")};
  CHECK(choose_compiler(runner, {"/bin/gleam", "", "", ""}).error().code == ErrorCode::no_compiler);

  CHECK(choose_compiler(runner, {"", "", "", ""}).error().code == ErrorCode::no_compiler);

  runner.commands.clear();
  runner.answers = {printed("gleam 1.3.2\n")};
  const auto ours = choose_compiler(runner, {"/bin/gleam", "/lib/gleamc", "", ""});
  REQUIRE(ours.has_value());
  REQUIRE((*ours)->build({}).has_value());
  CHECK(runner.commands.back().program == "/lib/gleamc");
}

TEST_CASE("arguments for gleam and gleamc") {
  RunRequest request;
  request.module = "a/b";
  request.target = "erlang";
  request.no_print_progress = true;
  request.arguments = {"-m", "", "--"};
  CHECK(gleam_run_arguments(request) ==
        Words{"run", "--module=a/b", "--target=erlang", "--no-print-progress", "--", "-m", "", "--"});
  CHECK(gleamc_run_arguments(request, "/tmp/s") ==
        Words{"prepare-run", "--which", "src", "--module", "a/b", "--target", "erlang", "--no-print-progress",
              "--start-file", "/tmp/s", "--", "-m", "", "--"});
  request = {};
  request.which = Which::test;
  request.no_print_progress = true;
  CHECK(gleam_run_arguments(request) == Words{"test", "--"});
  CHECK(gleam_build_arguments({true, "javascript", false, false}) == Words{"check", "--target", "javascript"});
  CHECK(gleam_build_arguments({false, "", true, true}) ==
        Words{"build", "--warnings-as-errors", "--no-print-progress"});
}

TEST_CASE("what gleam asks erl to run is understood, whatever the program's own arguments are") {
  const auto start = start_from_erl_arguments(
      {"-pa", "/p/ebin", "-eval", "app@@main:run(deep@mod)", "-noshell", "-extra", "-eval", "x@@main:run(y)"});
  REQUIRE(start.has_value());
  CHECK(start->root == "app");
  CHECK(start->module == "deep@mod");
  for (const Words& other : {Words{}, Words{"-eval"}, Words{"-eval", "halt()."}, Words{"-extra", "-eval", "a@@main:run(b)"},
                             Words{"-eval", "a@@main:run(b"}}) {
    CAPTURE(other);
    CHECK_FALSE(start_from_erl_arguments(other).has_value());
  }
}

TEST_CASE("a hand-over file starts the program; without one the compiler's status is the end") {
  const auto handover = StartHandover::create();
  REQUIRE(handover.has_value());
  const auto nothing = handover->outcome(7);
  REQUIRE(nothing.has_value());
  CHECK(std::get<Finished>(*nothing).status == 7);

  CHECK(answer_as_erl({"-eval", "app@@main:run(app)", "-noshell"}, handover->file()) == 0);
  const auto ready = handover->outcome(0);
  REQUIRE(ready.has_value());
  CHECK(std::get<ReadyToStart>(*ready).root == "app");
  CHECK(std::get<ReadyToStart>(*ready).module == "app");

  std::ofstream(handover->file()) << "{\"root\":";
  CHECK(handover->outcome(0).error().code == ErrorCode::bad_config);
}

TEST_CASE("a start file without a name is written by a child, more than once if it likes") {
  const auto start = NamelessStartFile::create();
  REQUIRE(start.has_value());
  CHECK(std::get<Finished>(*start->outcome(7)).status == 7);

  const auto runner = make_command_runner();
  const auto write = [&](const std::string& text) {
    REQUIRE(runner->run({"sh", {"-c", "printf %s '" + text + "' > " + start->path()}, {}, false}).has_value());
  };
  write(R"({"root":"application","module":"app"})");
  write(R"({"root":"app","module":"app/x"})");
  const auto ready = start->outcome(0);
  REQUIRE(ready.has_value());
  CHECK(std::get<ReadyToStart>(*ready).root == "app");
  CHECK(std::get<ReadyToStart>(*ready).module == "app/x");
  write("{");
  CHECK(start->outcome(0).error().code == ErrorCode::bad_config);
}

TEST_CASE("gleamr is the escript where there is no other") {
  ToolPaths tools;
  tools.self = "/somewhere/gleamr";
  CHECK_FALSE(own_escript(tools)->has_value());
  tools.uses_own_escript = true;
  std::filesystem::path link;
  {
    const auto own = own_escript(tools);
    REQUIRE(own.has_value());
    REQUIRE(own->has_value());
    link = (*own)->folder() / "escript";
    CHECK(std::filesystem::read_symlink(link) == "/somewhere/gleamr");
  }
  CHECK_FALSE(std::filesystem::exists(std::filesystem::symlink_status(link)));
}

TEST_CASE("progress lines are known with and without colours, and other lines are not") {
  for (const char* line : {"  Compiling demo", "   Compiled in 0.02s", "    Checked in 0.10s", "  Resolving versions", "Downloading packages",
                           "\x1b[0m\x1b[38;5;13m   Compiled\x1b[0m in 0.01s", "      Added lib v0.3.0", "    Waiting for build directory lock"}) {
    CAPTURE(line);
    CHECK(driver::is_progress_line(line));
  }
  for (const char* line : {"", "error: Type mismatch", "Compiling demo", "   Compiling demo", "   Compiledx in", "  \x1b[", "   Compile in"}) {
    CAPTURE(line);
    CHECK_FALSE(driver::is_progress_line(line));
  }
}
