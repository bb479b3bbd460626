// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/options.hpp"

#include <doctest/doctest.h>

#include "driver/cli/commands.hpp"

using namespace driver::cli;
using Words = std::vector<std::string>;

namespace {

const Command& command(std::string_view name) {
  const Command* found = find_command(name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("options end at the first positional or at the dashes, and the rest is the program's") {
  struct Row {
    Words words;
    std::string module;
    Words rest;
  };
  for (const Row& row : {
           Row{{}, "", {}},
           Row{{"one", "two"}, "", {"one", "two"}},
           Row{{"--", "one", "--two", "-3"}, "", {"one", "--two", "-3"}},
           Row{{"--", "a", "--", "b"}, "", {"a", "--", "b"}},
           Row{{"a", "--", "b"}, "", {"a", "--", "b"}},
           Row{{"a", "--foo", "-t", "erl", "-m", "other", "--help"}, "", {"a", "--foo", "-t", "erl", "-m", "other", "--help"}},
           Row{{"-m", "demo", "--", "-m", "other"}, "demo", {"-m", "other"}},
           Row{{"--module=deep/er/one"}, "deep/er/one", {}},
           Row{{"--module", "m", "x"}, "m", {"x"}},
           Row{{"-mm", "x"}, "m", {"x"}},
           Row{{"-"}, "", {"-"}},
           Row{{"", "x"}, "", {"", "x"}},
           Row{{"--no-print-progress", "x", "--no-print-progress"}, "", {"x", "--no-print-progress"}},
       }) {
    CAPTURE(row.words);
    const auto parsed = parse(command("run"), row.words);
    REQUIRE(parsed.has_value());
    CHECK(parsed->value("module") == row.module);
    CHECK(parsed->positionals() == row.rest);
  }
}

TEST_CASE("values with a list are checked, without regard to case, and get their full names") {
  for (const auto& [given, meant] : {std::pair{"erl", "erlang"}, {"ERLANG", "erlang"}, {"Js", "javascript"},
                                     {"javascript", "javascript"}}) {
    CAPTURE(given);
    const auto parsed = parse(command("run"), {"-t", given});
    REQUIRE(parsed.has_value());
    CHECK(parsed->value("target") == meant);
  }
  CHECK(parse(command("run"), {"--runtime=node"})->value("runtime") == "nodejs");
}

TEST_CASE("a repeatable option keeps every value in order") {
  const auto parsed = parse(command("exec"), {"--pa", "a", "--pa=b", "m", "--pa", "c"});
  REQUIRE(parsed.has_value());
  CHECK(parsed->values("pa") == Words{"a", "b"});
  CHECK(parsed->positionals() == Words{"m", "--pa", "c"});
}

TEST_CASE("wrong command lines are refused with Gleam's words") {
  struct Row {
    Words words;
    std::string start;
  };
  for (const Row& row : {
           Row{{"--foo"}, "error: unexpected argument '--foo' found\n\n  tip: to pass '--foo' as a value, use '-- --foo'\n\nUsage: "},
           Row{{"--foo=1"}, "error: unexpected argument '--foo' found\n"},
           Row{{"-x", "a"}, "error: unexpected argument '-x' found\n\n  tip: to pass '-x' as a value, use '-- -x'\n"},
           Row{{"--modul", "a"}, "error: unexpected argument '--modul' found\n\n  tip: a similar argument exists: '--module'\n"},
           Row{{"-t"}, "error: a value is required for '--target <TARGET>' but none was supplied\n  [possible values: erlang, javascript]\n\nFor more"},
           Row{{"-t", "wasm"}, "error: invalid value 'wasm' for '--target <TARGET>'\n  [possible values: erlang, javascript]\n\nFor more"},
           Row{{"-t", "erl", "-t", "erl"}, "error: the argument '--target <TARGET>' cannot be used multiple times\n\nUsage: "},
           Row{{"--", "caf\xe9"}, "error: invalid UTF-8 was detected in one or more arguments\n\nUsage: "},
           Row{{"--no-print-progress=yes"}, "error: unexpected value"},
       }) {
    CAPTURE(row.words);
    const auto parsed = parse(command("run"), row.words);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().substr(0, row.start.size()) == row.start);
  }
}

TEST_CASE("where no program's words follow, options may stand behind positionals too, and these are checked") {
  CHECK(parse(command("completions"), {"bash"})->positionals() == Words{"bash"});
  CHECK(parse(command("completions"), {"bash", "--help"})->has("help"));
  struct Row {
    std::string command;
    Words words;
    std::string part;
  };
  for (const Row& row : {
           Row{"completions", {}, "required arguments were not provided:\n  <SHELL>\n"},
           Row{"completions", {"bsh"}, "invalid value 'bsh' for '<SHELL>'\n  [possible values: bash, zsh, fish]\n\n  tip: a similar value exists: 'bash'\n"},
           Row{"completions", {"bash", "zsh"}, "unexpected argument 'zsh' found"},
           Row{"exec", {}, "required arguments were not provided:\n  <MODULE>\n"},
           Row{"build", {"extra"}, "unexpected argument 'extra' found"},
       }) {
    CAPTURE(row.words);
    const auto parsed = parse(command(row.command), row.words);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().find(row.part) != std::string::npos);
  }
}

TEST_CASE("every command that prints progress can be quiet, by both spellings") {
  for (const char* name : {"run", "test", "dev", "build", "check"}) {
    CAPTURE(name);
    CHECK(parse(command(name), {"-q"})->has("no-print-progress"));
    CHECK(parse(command(name), {"--no-print-progress"})->has("no-print-progress"));
  }
}

// What the Gleam plugins of JetBrains' IDEs and of Zed, and vim-test, send.
TEST_CASE("the command lines of editors are understood") {
  const auto run = parse(command("run"), {"-m", "deep/er/one", "--target", "javascript", "--runtime", "deno"});
  REQUIRE(run.has_value());
  CHECK(run->value("module") == "deep/er/one");
  CHECK(run->value("target") == "javascript");
  CHECK(run->value("runtime") == "deno");
  CHECK(parse(command("test"), {"--target", "erlang"})->value("target") == "erlang");
  CHECK(parse(command("test"), {"--", "--test-name-filter=one_test"})->positionals() == Words{"--test-name-filter=one_test"});
  CHECK(parse(command("test"), {"test/a_test.gleam", "--test-filter", "one_test"})->positionals() ==
        Words{"test/a_test.gleam", "--test-filter", "one_test"});
  CHECK(parse(command("test"), {"--", "test/a_test.gleam:12"})->positionals() == Words{"test/a_test.gleam:12"});
}

TEST_CASE("sub-commands are rows of two words, and what is none is not one") {
  const Words words{"exec", "x"};
  CHECK(find_command(std::span(words)).command == find_command("exec"));
  CHECK(find_command(std::span(words)).words == 1);
  CHECK_FALSE(is_group("exec"));
  CHECK_FALSE(is_group("frob"));
  for (const Command& row : commands()) {
    CAPTURE(row.name);
    const auto space = row.name.find(' ');
    if (space == std::string_view::npos) continue;
    const Words given{std::string(row.name.substr(0, space)), std::string(row.name.substr(space + 1)), "more"};
    CHECK(find_command(std::span(given)).command == &row);
    CHECK(find_command(std::span(given)).words == 2);
    CHECK(is_group(given[0]));
  }
}

TEST_CASE("every command has help, and no option is listed twice") {
  for (const Command& entry : commands()) {
    CAPTURE(entry.name);
    CHECK(parse(entry, {"--help"}).has_value());
    CHECK(parse(entry, {"-h"}).has_value());
    for (std::size_t i = 0; i < entry.options.size(); ++i) {
      for (std::size_t j = i + 1; j < entry.options.size(); ++j) {
        CHECK(entry.options[i].name != entry.options[j].name);
      }
    }
  }
}

TEST_CASE("a value that is optional stands behind a `=`") {
  const auto parsed = parse(command("test"), {"--fail-fast", "--shuffle=7", "3"});
  REQUIRE(parsed.has_value());
  CHECK(parsed->has("fail-fast"));
  CHECK(parsed->value("fail-fast").empty());
  CHECK(parsed->value("shuffle") == "7");
  CHECK(parsed->positionals() == Words{"3"});
  CHECK(!parse(command("test"), {"--fail-fast=0"}).has_value());
  CHECK(!parse(command("test"), {"--fail-fast", "--fail-fast=2"}).has_value());
}
