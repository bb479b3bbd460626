// SPDX-License-Identifier: Apache-2.0
// gleam.toml -> Project.
#pragma once

#include "driver/project/project.hpp"

namespace driver {

// Requires: `root` has a gleam.toml. Fails with `bad_config` when it is not one.
Result<Project> read_gleam_toml(const std::filesystem::path& root);

}  // namespace driver
