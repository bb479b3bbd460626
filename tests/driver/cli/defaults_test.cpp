// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/defaults.hpp"

#include <doctest/doctest.h>

#include "driver/cli/commands.hpp"

using namespace driver::cli;
using Words = std::vector<std::string>;

namespace {

const Command& command(std::string_view name) { return *find_command(name); }

ParsedOptions with(const std::string& toml, std::string_view name, const Words& words = {}) {
  auto options = parse(command(name), words);
  REQUIRE(options.has_value());
  const auto applied = apply_defaults(toml, "/p/gleam.toml", command(name), *options);
  CAPTURE(toml);
  if (!applied) CAPTURE(applied.error().text);
  REQUIRE(applied.has_value());
  return *options;
}

}  // namespace

TEST_CASE("gleam.toml sets options that the command line does not") {
  const std::string toml = "name = \"x\"\n[tools.gleamr]\nschedulers = 2\nno-jit = true\ntarget = \"js\"\n";
  CHECK(with(toml, "run").value("schedulers") == "2");
  CHECK(with(toml, "run").has("no-jit"));
  CHECK(with(toml, "run").value("target") == "javascript");
  CHECK(with(toml, "run", {"-j", "4"}).value("schedulers") == "4");
  CHECK(with(toml, "build").value("target") == "javascript");
  CHECK_FALSE(with(toml, "build").has("schedulers"));
}

TEST_CASE("the table of a command wins over the shared one, with false too") {
  const std::string toml =
      "[tools.gleamr]\nno-jit = true\nschedulers = 2\n[tools.gleamr.test]\nno-jit = false\nschedulers = 3\n";
  CHECK(with(toml, "run").has("no-jit"));
  CHECK(with(toml, "run").value("schedulers") == "2");
  CHECK_FALSE(with(toml, "test").has("no-jit"));
  CHECK(with(toml, "test").value("schedulers") == "3");
  CHECK(with(toml, "test", {"--no-jit"}).has("no-jit"));
}

TEST_CASE("every way to write the table is the same") {
  for (const char* toml : {"tools.gleamr.run.schedulers = 3\n", "[tools]\ngleamr = { run = { schedulers = 3 } }\n",
                           "[tools.gleamr]\nrun.schedulers = 0x3\n"}) {
    CAPTURE(toml);
    CHECK(with(toml, "run").value("schedulers") == "3");
  }
}

TEST_CASE("every option of the table can be set by a value of its type") {
  for (const Command& row : commands()) {
    if (!row.has_defaults) continue;
    for (const OptionSpec& option : row.options) {
      if (option.name == "help") continue;
      const bool is_number = option.values.find("..") != std::string_view::npos;
      const std::string value = option.value_name.empty() ? "true"
                                : is_number               ? std::string(option.values.substr(0, option.values.find("..")))
                                : option.name == "reporter" ? "\"dots\""
                                : option.name == "shard"    ? "\"1/2\""
                                : option.problem != nullptr ? "\"2s\""
                                                          : "\"" + std::string(option.values.substr(0, option.values.find(','))) + "\"";
      CAPTURE(row.name);
      CAPTURE(option.name);
      const std::string toml = "[tools.gleamr." + std::string(row.name) + "]\n" + std::string(option.name) + " = " + value + "\n";
      CHECK(with(toml, row.name).has(option.name));
    }
  }
}

TEST_CASE("lists, numbers as text, and options whose value may be left out") {
  const std::string toml =
      "[tools.gleamr.test]\nreporter = [\"dots\", \"junit=report.xml\"]\ntimeout = 5\nshuffle = true\nfail-fast = 2\nlist = false\n";
  const ParsedOptions options = with(toml, "test");
  CHECK(options.values("reporter") == Words{"dots", "junit=report.xml"});
  CHECK(options.value("timeout") == "5");
  CHECK(options.has("shuffle"));
  CHECK(options.value("shuffle").empty());
  CHECK(options.value("fail-fast") == "2");
  CHECK_FALSE(options.has("list"));
  CHECK(with(toml, "test", {"--reporter", "tap"}).values("reporter") == Words{"tap"});
  CHECK(with("tools.gleamr.test.reporter = 'dots'\n", "test").values("reporter") == Words{"dots"});
}

TEST_CASE("what is wrong is shown with its place, and what was expected") {
  struct Row {
    std::string toml;
    std::string title;
    std::string excerpt;  // the first and the last two lines
    std::string text;
  };
  for (const Row& row : {
           Row{"[tools.gleamr]\nschedulrs = 2\n", "Unknown key", "  ┌─ /p/gleam.toml:2:1\n  │\n2 │ schedulrs = 2\n  │ ^^^^^^^^^\n",
               "No command has an option `schedulrs`. Did you mean `schedulers`?\n"},
           Row{"[tools.gleamr]\nhelp = true\n", "Unknown key", "  ┌─ /p/gleam.toml:2:1\n  │\n2 │ help = true\n  │ ^^^^\n", "`help`."},
           Row{"[tools.gleamr.tset]\nx = 1\n", "Unknown key", "  ┌─ /p/gleam.toml:1:15\n  │\n1 │ [tools.gleamr.tset]\n  │               ^^^^\n",
               "Did you mean `test`?"},
           Row{"[tools.gleamr.build]\nschedulers = 2\n", "Unknown key", "  ┌─ /p/gleam.toml:2:1\n  │\n2 │ schedulers = 2\n  │ ^^^^^^^^^^\n",
               "`gleamr build` has no option `schedulers`.\n"},
           Row{"tools.gleamr.no-jit = 'x'\n", "Wrong value", "  ┌─ /p/gleam.toml:1:23\n  │\n1 │ tools.gleamr.no-jit = 'x'\n  │                       ^^^\n",
               "`no-jit` must be `true` or `false`, and this is \"x\"."},
           Row{"[tools.gleamr]\n\nschedulers = 0 # none\n", "Wrong value",
               "  ┌─ /p/gleam.toml:3:14\n  │\n3 │ schedulers = 0 # none\n  │              ^\n",
               "`schedulers` must be a whole number from 1 to 1024, and this is 0."},
           Row{"[tools.gleamr]\ntarget = \"wasm\"\n", "Wrong value", "  ┌─ /p/gleam.toml:2:10\n  │\n2 │ target = \"wasm\"\n  │          ^^^^^^\n",
               "`target` must be one of the strings erlang, javascript, and this is \"wasm\"."},
           Row{"[tools.gleamr]\ntarget = [\"erlang\"]\n", "Wrong value", "  ┌─ /p/gleam.toml:2:10\n  │\n2 │ target = [\"erlang\"]\n  │          ^^^^^^^^^^\n",
               "and this is a list."},
           Row{"[tools.gleamr.test]\nreporter = [\"dots\", true]\n", "Wrong value",
               "  ┌─ /p/gleam.toml:2:21\n  │\n2 │ reporter = [\"dots\", true]\n  │                     ^^^^\n",
               "`reporter` must be a string, or a list of them, and this is `true`."},
           Row{"[tools.gleamr.test]\nshuffle = \"x\"\n", "Wrong value", "  ┌─ /p/gleam.toml:2:11\n  │\n2 │ shuffle = \"x\"\n  │           ^^^\n",
               "`shuffle` must be `true`, `false`, or a whole number from 0 to"},
           Row{"[tools.gleamr.test]\nreporter = [\"dots\", \"tapp\"]\n", "Wrong value",
               "  ┌─ /p/gleam.toml:2:21\n  │\n2 │ reporter = [\"dots\", \"tapp\"]\n  │                     ^^^^^^\n",
               "`reporter` cannot be \"tapp\":\n\n  there is no reporter `tapp`; did you mean `tap`?"},
           Row{"[tools.gleamr.test]\ntimeout = \"5 years\"\n", "Wrong value",
               "  ┌─ /p/gleam.toml:2:11\n  │\n2 │ timeout = \"5 years\"\n  │           ^^^^^^^^^\n", "expected a time: 2, 2s, 500ms or 1m"},
           Row{"[tools.gleamr.test]\nshard = \"3/2\"\n", "Wrong value",
               "  ┌─ /p/gleam.toml:2:9\n  │\n2 │ shard = \"3/2\"\n  │         ^^^^^\n", "`shard` cannot be \"3/2\":"},
           Row{"[tools.gleamr.test]\nfilter = \"a and\"\n", "Wrong value",
               "  ┌─ /p/gleam.toml:2:10\n  │\n2 │ filter = \"a and\"\n  │          ^^^^^^^\n", "`filter` cannot be \"a and\":"},
           Row{"tools.gleamr = 3\n", "Wrong type", "  ┌─ /p/gleam.toml:1:16\n  │\n1 │ tools.gleamr = 3\n  │                ^\n", "must be a table"},
           Row{"tools.gleamr.run = 3\n", "Wrong type", "  ┌─ /p/gleam.toml:1:20\n  │\n1 │ tools.gleamr.run = 3\n  │                    ^\n", "must be a table"},
       }) {
    CAPTURE(row.toml);
    auto options = parse(command("run"), {});
    const auto applied = apply_defaults(row.toml, "/p/gleam.toml", command("run"), *options);
    REQUIRE_FALSE(applied.has_value());
    CHECK(applied.error().title == row.title);
    CHECK(applied.error().excerpt == row.excerpt);
    CHECK(applied.error().text.find(row.text) != std::string::npos);
    CHECK(applied.error().code == driver::ErrorCode::bad_config);
  }
}

TEST_CASE("other tools' tables, and files that are not TOML, are not our affair") {
  CHECK_FALSE(with("[tools.other]\nname = \"gleamr\"\nschedulers = 1\n", "run").has("schedulers"));
  CHECK_FALSE(with("[tools.gleamr\nschedulers = 1\n", "run").has("schedulers"));
  CHECK_FALSE(with("", "run").has("schedulers"));
}
