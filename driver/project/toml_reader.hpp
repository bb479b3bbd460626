// SPDX-License-Identifier: Apache-2.0
// TOML files as JSON text: the bridge's first half. The second half (manifest/json) reads the JSON.
#pragma once

#include <filesystem>
#include <string>

#include "driver/driver_error.hpp"

namespace driver {

// Fails with `bad_config` and file, line and column when the file is not TOML, and with `os` when it cannot be read.
// Dates and times become strings, infinities and NaN become null: no key that we read has them.
Result<std::string> toml_file_to_json(const std::filesystem::path& path);

// The same for text that claims to come from `name`.
Result<std::string> toml_text_to_json(std::string_view text, const std::string& name);

}  // namespace driver
