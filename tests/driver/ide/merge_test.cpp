// SPDX-License-Identifier: Apache-2.0
#include "driver/ide/merge.hpp"

#include <doctest/doctest.h>

#include "driver/cli/commands.hpp"
#include "driver/ide/editors.hpp"
#include "driver/ide/jsonc.hpp"

using namespace driver::ide;
using driver::Result;
using Names = std::vector<std::string>;

namespace {

const JsonEntries kTasks{"tasks", "label", {{"version", "\"2.0.0\""}}, {R"({"label": "our run", "args": ["run"]})", R"({"label": "our test"})"}};

Merged merged(const std::string& before, bool replace = false) {
  const Result<Merged> result = merge_json({"/p/tasks.json", before, replace}, kTasks);
  REQUIRE(result.has_value());
  return *result;
}

}  // namespace

TEST_CASE("the entries are added behind others, whose text stays") {
  const std::string before =
      "// My tasks.\n{\n    // See the manual\n    \"version\": \"2.0.0\",\n    \"tasks\": [\n        {\n"
      "            \"label\": \"lint\", // mine\n            \"command\":   \"x\",\n        }, /* last */\n    ],\n    \"inputs\": [ ]\n}\n";
  const Merged result = merged(before);
  CHECK(result.content ==
        "// My tasks.\n{\n    // See the manual\n    \"version\": \"2.0.0\",\n    \"tasks\": [\n        {\n"
        "            \"label\": \"lint\", // mine\n            \"command\":   \"x\",\n        }, /* last */\n"
        "        {\n            \"label\": \"our run\",\n            \"args\": [\"run\"]\n        },\n"
        "        {\n            \"label\": \"our test\"\n        },\n    ],\n    \"inputs\": [ ]\n}\n");
  CHECK(result.added == Names{"our run", "our test"});
  CHECK(merged(result.content).content == result.content);
  CHECK(merged(result.content).added.empty());
}

TEST_CASE("a file that is new, empty or only comments becomes one") {
  const std::string fresh = "{\n  \"version\": \"2.0.0\",\n  \"tasks\": [\n    {\n      \"label\": \"our run\",\n      \"args\": [\"run\"]\n    },\n"
                            "    {\n      \"label\": \"our test\"\n    }\n  ]\n}\n";
  CHECK(merge_json({"x", std::nullopt, false}, kTasks)->content == fresh);
  CHECK(merged("").content == fresh);
  CHECK(merged("// mine").content == "// mine\n" + fresh);
}

TEST_CASE("what is missing is added, and what is there is not changed") {
  const Merged result = merged("{\"tasks\": [{\"label\": \"our run\", \"args\": [\"run\", \"-q\"]}], \"version\": \"0.1.0\"}");
  CHECK(result.content.find("\"args\": [\"run\", \"-q\"]") != std::string::npos);
  CHECK(result.content.find("\"0.1.0\"") != std::string::npos);
  CHECK(result.content.find("2.0.0") == std::string::npos);
  CHECK(result.added == Names{"our test"});
  CHECK(result.differing == Names{"our run"});
  const Merged forced = merged(result.content, true);
  CHECK(forced.replaced == Names{"our run"});
  CHECK(forced.content.find("-q") == std::string::npos);
  CHECK(merged(forced.content, true).content == forced.content);
  CHECK(merged(forced.content, true).replaced.empty());
}

TEST_CASE("settings that cannot be read are shown, and not changed") {
  struct Row {
    std::string text, place, expected;
  };
  for (const Row& row : {
           Row{"{\n  \"tasks\": [\n    {é}\n", "/p/tasks.json:3:6\n", "expected a name in quotes"},
           Row{"[]", "/p/tasks.json:1:1\n", "expected an object"},
           Row{"{\"version\": 1, \"tasks\": {}}", "/p/tasks.json:1:25\n", "expected a list"},
       }) {
    CAPTURE(row.text);
    const auto result = merge_json({"/p/tasks.json", row.text, false}, kTasks);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().excerpt.find("┌─ " + row.place) != std::string::npos);
    CHECK(result.error().text.find(row.expected) != std::string::npos);
  }
}

TEST_CASE("lines between marks are replaced, and others stay") {
  const auto first = merge_block({"x", "set nu\r\nset hls", false}, "\"", "one\ntwo\n");
  REQUIRE(first.has_value());
  CHECK(first->content == "set nu\r\nset hls\r\n\" >>> gleamr init ide\r\none\r\ntwo\r\n\" <<< gleamr init ide\r\n");
  const auto again = merge_block({"x", first->content + "more", false}, "\"", "one\n");
  CHECK(again->content == "set nu\r\nset hls\r\n\" >>> gleamr init ide\r\none\r\n\" <<< gleamr init ide\r\nmore");
  CHECK(merge_block({"x", again->content, false}, "\"", "one\n")->content == again->content);
  CHECK_FALSE(merge_block({"x", "\" >>> gleamr init ide\n", false}, "\"", "one\n").has_value());
}

TEST_CASE("keys of a TOML file are added once, and not where something is in their way") {
  const std::string lines = "[keys.normal.space.t]\na = \"x\"\n";
  const auto first = merge_toml({"x", "theme = \"t\" # mine\n[keys.normal.space]\nw = \":w\"", false}, "keys.normal.space.t", lines);
  REQUIRE(first.has_value());
  CHECK(first->content == "theme = \"t\" # mine\n[keys.normal.space]\nw = \":w\"\n\n" + lines);
  CHECK(merge_toml({"x", first->content, false}, "keys.normal.space.t", lines)->content == first->content);
  CHECK(merge_toml({"x", first->content, false}, "keys.normal.space.t", lines)->differing.empty());
  CHECK(merge_toml({"x", "[keys.normal.space]\nt = \"y\"\n", false}, "keys.normal.space.t", lines)->differing == Names{"keys.normal.space.t"});
  CHECK_FALSE(merge_toml({"x", "[keys.normal]\nspace = {w = 1}\n", false}, "keys.normal.space.t", lines).has_value());
  CHECK_FALSE(merge_toml({"x", "[keys\n", false}, "keys.normal.space.t", lines).has_value());
}

TEST_CASE("an entry is added to Emacs' directory variables") {
  const std::string entry = "(m . ((a . \"b\")))";
  CHECK(merge_dir_locals({"x", std::nullopt, false}, "m", entry)->content == ";;; Directory Local Variables\n(" + entry + ")\n");
  const std::string before = "; (\n((nil . ((x . \"\\\")\") (y . ?\\))\n         (m . 1))) ; a )\n)\n";
  const auto first = merge_dir_locals({"x", before, false}, "m", entry);
  REQUIRE(first.has_value());
  CHECK(first->content == "; (\n((nil . ((x . \"\\\")\") (y . ?\\))\n         (m . 1))) ; a )\n " + entry + ")\n");
  CHECK(merge_dir_locals({"x", first->content, false}, "m", entry)->content == first->content);
  CHECK(merge_dir_locals({"x", "((m . ((a . \"c\"))))", false}, "m", entry)->differing == Names{"m"});
  CHECK(merge_dir_locals({"x", "((mm . ((a . \"c\"))))", false}, "m", entry)->added == Names{"m"});
  for (const char* broken : {"((m . (1))", "x", "((\"m)"}) {
    CAPTURE(broken);
    CHECK_FALSE(merge_dir_locals({"x", broken, false}, "m", entry).has_value());
  }
}

TEST_CASE("the command table names the editors that there are") {
  std::string names;
  for (const Editor& editor : editors()) names += (names.empty() ? "" : ", ") + std::string(editor.name);
  CHECK(driver::cli::find_command("init ide")->positional_values == names);
}

TEST_CASE("every file of every editor can be made, again, and into one that is there") {
  for (const Editor& editor : editors()) {
    for (const Abilities can : {Abilities{false, false}, Abilities{true, true}}) {
      for (const EditorFile& file : editor.files(can)) {
        CAPTURE(file.path);
        const auto fresh = file.merge({file.path, std::nullopt, false}, can);
        REQUIRE(fresh.has_value());
        const auto again = file.merge({file.path, fresh->content, false}, can);
        REQUIRE(again.has_value());
        CHECK(again->content == fresh->content);
        CHECK(again->added.empty());
        CHECK(again->differing.empty());
        CHECK((fresh->content.find("--reporter") != std::string::npos || fresh->content.find("short") == std::string::npos));
        if (!can.has_reporters) CHECK(fresh->content.find("reporter") == std::string::npos);
        if (!can.has_watch) CHECK(fresh->content.find("watch") == std::string::npos);
      }
    }
  }
}
