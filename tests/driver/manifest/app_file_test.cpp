// SPDX-License-Identifier: Apache-2.0
#include "driver/manifest/app_file.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace driver;

TEST_CASE("an application file tells what must run before, and whether it has a module") {
  const AppFile lib = read_app_file(R"({application, lib, [
    {vsn, "1.0.0 {mod, {"},  % {mod, {no, []}}
    {applications, [gleam_stdlib,
                    'crypto']},
    {modules, [lib]}
]}.)");
  CHECK_FALSE(lib.has_module);
  CHECK(lib.applications == std::vector<std::string>{"gleam_stdlib", "crypto"});
  CHECK(read_app_file("{application, a, [{ mod , {'a_app', []}}, {applications, []}]}.").has_module);
  CHECK(read_app_file("").applications.empty());
  CHECK(read_app_file("{application, a, [{applications, [b").applications == std::vector<std::string>{"b"});
}

TEST_CASE("starting an application runs code if it or what it needs has a module, or is not of the project") {
  std::map<std::string, AppFile> files{{"root", {false, {"lib", "kernel"}}},
                                       {"lib", {false, {"root", "stdlib"}}},
                                       {"uses_crypto", {false, {"lib", "crypto"}}},
                                       {"server", {true, {}}},
                                       {"uses_server", {false, {"lib", "server"}}}};
  const auto find = [&](const std::string& name) -> std::optional<AppFile> {
    const auto at = files.find(name);
    return at == files.end() ? std::nullopt : std::optional(at->second);
  };
  CHECK(started_without_code("root", find) == std::vector<std::string>{"root", "lib"});
  CHECK_FALSE(started_without_code("uses_crypto", find));
  CHECK_FALSE(started_without_code("uses_server", find));
  CHECK_FALSE(started_without_code("nowhere", find));
}
