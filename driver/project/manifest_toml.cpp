// SPDX-License-Identifier: Apache-2.0
#include "driver/project/manifest_toml.hpp"

#include "driver/manifest/json.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/toml_reader.hpp"

namespace driver {

Result<std::vector<LockedPackage>> read_manifest_toml(const std::filesystem::path& root) {
  const std::filesystem::path path = layout::manifest(root);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::vector<LockedPackage>{};
  return and_then(toml_file_to_json(path),
                  [&](const std::string& json) { return packages_from_json(json, path.string()); });
}

}  // namespace driver
