// SPDX-License-Identifier: Apache-2.0
// A Gleam project as the driver sees it. Plain values.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/driver_error.hpp"

namespace driver {

// What gleam.toml says.
struct Project {
  std::filesystem::path root;
  std::string name;
  std::string version;
  std::string target;  // "erlang" or "javascript"
};

// One entry of manifest.toml.
struct LockedPackage {
  std::string name;
  std::string version;
  std::string application;  // its OTP name, which is the folder below build/dev/erlang
  std::vector<std::string> requirements;
  std::string path;         // of a package that is a folder here, from the project's; else ""
};

// The nearest folder, from `start` upwards, that has a gleam.toml.
Result<std::filesystem::path> find_project_root(const std::filesystem::path& start);

}  // namespace driver
