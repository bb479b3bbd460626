// SPDX-License-Identifier: Apache-2.0
// The few keys of gleam.toml that starting a program needs; the compiler checks all of them.
#include "driver/project/gleam_toml.hpp"

#include "driver/manifest/json.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/toml_reader.hpp"

namespace driver {

Result<Project> read_gleam_toml(const std::filesystem::path& root) {
  const std::filesystem::path path = layout::config(root);
  return and_then(toml_file_to_json(path), [&](const std::string& json) -> Result<Project> {
    Result<Project> project = project_from_json(json, path.string());
    if (project) project->root = root;
    return project;
  });
}

}  // namespace driver
