// SPDX-License-Identifier: Apache-2.0
// What is expected here was asked of OTP 27: erl ... -eval 'io:format("~p", [init:get_arguments()])'.
#include "driver/erl/command_line.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

using namespace driver::erl;
using Words = std::vector<std::string>;
using Flags = std::vector<std::pair<std::string, Words>>;

CommandLine parsed(Words words, FlagsFromEnvironment environment = {}) {
  auto line = parse(std::move(words), environment);
  REQUIRE(line.has_value());
  return std::move(*line);
}

TEST_CASE("erl: flags, plain arguments and -extra") {
  const CommandLine line = parsed({"-noshell", "--", "a", "b", "-children", "thomas", "claire", "-ages", "7", "3", "--", "x",
                                   "y", "-extra", "e1", "-e2", "--"});
  CHECK(line.flags == Flags{{"noshell", {}}, {"children", {"thomas", "claire"}}, {"ages", {"7", "3"}}});
  CHECK(line.plain == Words{"a", "b", "x", "y", "e1", "-e2", "--"});
}

TEST_CASE("erl: actions keep their order") {
  const CommandLine line = parsed({"-eval", "f()", "-s", "init", "stop", "-run", "m", "-s", "-s", "m", "f", "1", "x", "-eval"});
  REQUIRE(line.actions.size() == 5);
  CHECK(std::get<Eval>(line.actions[0]).words == Words{"f()"});
  const auto& stop = std::get<Apply>(line.actions[1]);
  CHECK(stop.module == "init");
  CHECK(stop.function == "stop");
  CHECK(!stop.arguments);
  CHECK(stop.as_atoms);
  const auto& run = std::get<Apply>(line.actions[2]);
  CHECK(run.function == "start");
  CHECK_FALSE(run.as_atoms);
  CHECK(std::get<Apply>(line.actions[3]).arguments == Words{"1", "x"});
  CHECK(std::get<Eval>(line.actions[4]).words.empty());
}

TEST_CASE("erl: what Ctrl-C does") {
  const auto flags = [](Words words) { return parsed(std::move(words)).break_flags; };
  CHECK(flags({"-noshell"}).has_menu);
  CHECK_FALSE(flags({"+B"}).has_menu);
  CHECK_FALSE(flags({"+B", "d"}).has_menu);
  CHECK_FALSE(flags({"+Bd"}).has_menu);
  CHECK(flags({"+B", "i"}).is_ignored);
  CHECK(flags({"+Bi"}).has_menu);
  const BreakFlags both = flags({"+Bc", "-x", "+B", "-y"});
  CHECK(both.is_plain_key);
  CHECK_FALSE(both.has_menu);
  CHECK(parsed({"+B", "i", "-x"}).for_emulator == Words{"-B", "i"});
}

TEST_CASE("erl: -S takes all that follows, and turns the shell off") {
  const CommandLine line = parsed({"-a", "-S", "mod", "fun", "-x", "+y"});
  CHECK(line.flags == Flags{{"a", {}}, {"noshell", {}}});
  REQUIRE(line.actions.size() == 1);
  CHECK(std::get<Apply>(line.actions[0]).arguments == Words{"-x", "+y"});
  CHECK(parsed({"-S"}).is_unfinished);
}

TEST_CASE("erl: what is for the emulator does not reach init") {
  const CommandLine line = parsed({"+S", "2:1", "+sbwt", "none", "+A0", "+B", "i", "-env", "FOO", "bar", "-noinput", "+c", "-x"});
  CHECK(line.schedulers == 2);
  CHECK(line.environment == std::vector<std::pair<std::string, std::string>>{{"FOO", "bar"}});
  CHECK(line.flags == Flags{{"noshell", {}}, {"noinput", {}}, {"x", {}}});
  CHECK(parsed({"-version"}).wants_version);
}

TEST_CASE("erl: +JPcover is the mode of coverage that modules are loaded in from the start") {
  const auto mode = [](const std::string& word) { return parsed({"+JPcover", word, "-x"}).coverage_mode; };
  using enum rt::CoverageMode;
  CHECK(parsed({"-x"}).coverage_mode == none);
  CHECK(mode("true") == line_counters);
  CHECK(mode("false") == none);
  for (const auto m : {function, function_counters, line, line_counters}) CHECK(mode(std::string(text_of(m))) == m);
  CHECK(parsed({"+JPcover", "line", "-x"}).flags == Flags{{"x", {}}});
  CHECK(parsed({"+JPcover", "line", "+JPcover", "false"}).coverage_mode == none);
  for (const Words& words : {Words{"+JPcover"}, Words{"+JPcover", "none"}, Words{"+JPcover", "lines"}}) {
    CHECK_FALSE(parse(words, {}).has_value());
  }
}

TEST_CASE("erl: the environment's flags stand in front and behind, but before -extra") {
  const CommandLine line = parsed({"-b", "-extra", "q"}, {"-a1 'v w'", "-f1 \"x y\"", "-z1 u\\ v"});
  CHECK(line.flags == Flags{{"a1", {"v w"}}, {"b", {}}, {"f1", {"x y"}}, {"z1", {"u v"}}});
  CHECK(line.plain == Words{"q"});
}

TEST_CASE("erl: -args_file") {
  const std::string name = std::filesystem::temp_directory_path() / ("gleamr-args-" + std::to_string(getpid()));
  std::ofstream(name) << "-a 1 # not this\n'2 3'\n";
  CHECK(parsed({"-x", "-args_file", name, "-y"}).flags == Flags{{"x", {}}, {"a", {"1", "2 3"}}, {"y", {}}});
  std::ofstream(name) << "-args_file " << name;
  CHECK_FALSE(parse({"-args_file", name}, {}).has_value());
  std::remove(name.c_str());
  CHECK_FALSE(parse({"-args_file", name}, {}).has_value());
  CHECK_FALSE(parse({"-args_file"}, {}).has_value());
}

TEST_CASE("erl: wrong command lines are errors") {
  for (const Words& words : {Words{"+foo"}, Words{"+S"}, Words{"+S", ":"}, Words{"+S", "2:4"}, Words{"+S", "4000"}, Words{"+S", "many"}, Words{"-env", "A"}, Words{"-sname"}}) {
    CHECK_FALSE(parse(words, {}).has_value());
  }
}

TEST_CASE("erlc is erl that compiles") {
  CHECK(words_for_erlc({"-o", "out", "-pa", "x", "+debug_info", "a.erl", "-pzy", "-Wall"}) ==
        Words{"-pz", "y", "-pa", "x", "-noinput", "-mode", "minimal", "-boot", "no_dot_erlang", "-s", "erl_compile",
              "compile_cmdline", "-extra", "-o", "out", "+debug_info", "a.erl", "-Wall"});
}

TEST_CASE("escript is erl that runs module escript") {
  CHECK(words_for_escript({"-c", "a.erl", "-x", "y"}, {"-smp", "enable"}) ==
        Words{"+B", "-noshell", "-boot", "no_dot_erlang", "-smp", "enable", "-run", "escript", "start", "c", "-extra", "a.erl",
              "-x", "y"});
  CHECK(script_of({"-c", "a.erl", "-x"}) == "a.erl");
  CHECK(script_of({"-c"}).empty());
  CHECK(emulator_words_of("#!/usr/bin/env escript\n%% -*- erlang -*-\n%%! -a  b\nmain(_) -> ok.") == Words{"-a", "b"});
  CHECK(emulator_words_of("#!x\n%%! -a") == Words{"-a"});
  CHECK(emulator_words_of("%%! -a\n\n\n%%! b").empty());
  CHECK(emulator_words_of("").empty());
}

}  // namespace
