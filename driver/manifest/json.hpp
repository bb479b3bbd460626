// SPDX-License-Identifier: Apache-2.0
// JSON texts -> the driver's values. `name` is the file to blame in an error (`bad_config`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/project/project.hpp"

namespace driver {

// Of gleam.toml. `root` stays empty.
Result<Project> project_from_json(std::string_view json, const std::string& name);

// Of manifest.toml, in the file's order.
Result<std::vector<LockedPackage>> packages_from_json(std::string_view json, const std::string& name);

// What a compiler leaves for us to start: `root` is the root package (and OTP application), `module` a Gleam or
// Erlang module name.
struct StartFile {
  std::string root;
  std::string module;
};
Result<StartFile> start_file_from_json(std::string_view json, const std::string& name);
std::string start_file_to_json(const StartFile& start);

}  // namespace driver
