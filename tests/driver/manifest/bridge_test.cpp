// SPDX-License-Identifier: Apache-2.0
// TOML -> JSON -> values -> start plan.
#include "driver/manifest/bridge.hpp"

#include <doctest/doctest.h>

#include "driver/project/gleam_toml.hpp"
#include "driver/project/manifest_toml.hpp"
#include "driver/project/toml_reader.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace driver;
using driver::test::TemporaryFolder;

TEST_CASE("gleam.toml and manifest.toml become values") {
  TemporaryFolder folder;
  folder.write("gleam.toml", "name = \"app\"\nversion = \"1.2.3\"\ntarget = \"javascript\"\n[dependencies]\nlib = { path = \"lib\" }\n");
  folder.write("manifest.toml",
               "packages = [\n"
               "  { name = \"lib\", version = \"0.1.0\", build_tools = [\"gleam\"], requirements = [\"base\"], source = \"local\", path = \"lib\" },\n"
               "  { name = \"cowboy\", version = \"2.0.0\", build_tools = [\"rebar3\"], requirements = [], otp_app = \"cow\", source = \"hex\", outer_checksum = \"AB\" },\n"
               "]\n[requirements]\nlib = { path = \"lib\" }\n");
  const auto project = read_gleam_toml(folder.path());
  REQUIRE(project.has_value());
  CHECK(project->name == "app");
  CHECK(project->version == "1.2.3");
  CHECK(project->target == "javascript");
  CHECK(project->root == folder.path());
  const auto packages = read_manifest_toml(folder.path());
  REQUIRE(packages.has_value());
  REQUIRE(packages->size() == 2);
  CHECK((*packages)[0].application == "lib");
  CHECK((*packages)[0].requirements == std::vector<std::string>{"base"});
  CHECK((*packages)[1].application == "cow");
}

TEST_CASE("broken TOML is refused with file, line and column") {
  struct Row {
    const char* text;
    const char* place;
  };
  for (const Row& row : {Row{"name = \"demo\n", "line 1, column 13"}, Row{"a = 1\nb = [1,\n", "line 2, column 9"},
                         Row{"= 1", "line 1, column 1"}, Row{"a = 1\na = 2\n", "line 2"}}) {
    CAPTURE(row.text);
    const auto json = toml_text_to_json(row.text, "some/gleam.toml");
    REQUIRE_FALSE(json.has_value());
    CHECK(json.error().code == ErrorCode::bad_config);
    CHECK(json.error().text.find("some/gleam.toml") != std::string::npos);
    CAPTURE(json.error().text);
    CHECK(json.error().text.find(row.place) != std::string::npos);
  }
}

TEST_CASE("TOML that is no configuration is refused") {
  TemporaryFolder folder;
  for (const char* text : {"", "version = \"1.0.0\"\n", "name = 3\n"}) {
    CAPTURE(text);
    folder.write("gleam.toml", text);
    CHECK(read_gleam_toml(folder.path()).error().code == ErrorCode::bad_config);
  }
  for (const char* text : {"", "packages = 1\n", "packages = [1]\n", "packages = [{ name = \"x\" }]\n"}) {
    CAPTURE(text);
    folder.write("manifest.toml", text);
    CHECK(read_manifest_toml(folder.path()).error().code == ErrorCode::bad_config);
  }
}

TEST_CASE("a project without a manifest has no packages") {
  TemporaryFolder folder;
  const auto packages = read_manifest_toml(folder.path());
  REQUIRE(packages.has_value());
  CHECK(packages->empty());
}

TEST_CASE("the plan has every ebin once: the root's, those of the manifest in order, then the rest by name") {
  TemporaryFolder folder;
  for (const char* package : {"zebra", "app", "lib", "elixir", "cow"}) {
    folder.write(std::string("build/dev/erlang/") + package + "/ebin/x.beam", "");
  }
  folder.write("build/dev/erlang/no_ebin/x", "");
  folder.write("build/dev/erlang/fingerprint", "1.18.1 0");
  const Project project{folder.path(), "app", "1.0.0", "erlang"};
  const auto plan = plan_start(project, {{"lib", "1", "lib", {}, ""}, {"cowboy", "2", "cow", {}, ""}, {"gone", "1", "gone", {}, ""}},
                               "deep/mod");
  REQUIRE(plan.has_value());
  std::vector<std::string> expected;
  for (const char* package : {"app", "lib", "cow", "elixir", "zebra"}) {
    expected.push_back((folder.path() / "build/dev/erlang" / package / "ebin").string());
  }
  CHECK(plan->ebin_folders == expected);
  CHECK(plan->module == "deep@mod");
  CHECK(plan->application == "app");
}

TEST_CASE("a project that was never built cannot be planned") {
  TemporaryFolder folder;
  CHECK(plan_start({folder.path(), "app", "1.0.0", "erlang"}, {}, "app").error().code == ErrorCode::os);
}
