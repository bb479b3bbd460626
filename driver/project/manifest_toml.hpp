// SPDX-License-Identifier: Apache-2.0
// manifest.toml -> the locked packages.
#pragma once

#include "driver/project/project.hpp"

namespace driver {

// A project without a manifest has no packages. Fails with `bad_config` when the file is not a manifest.
Result<std::vector<LockedPackage>> read_manifest_toml(const std::filesystem::path& root);

}  // namespace driver
