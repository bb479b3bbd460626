// SPDX-License-Identifier: Apache-2.0
// Writing a file so that no reader ever sees half of it.
#pragma once

#include <filesystem>
#include <string_view>

#include "driver/driver_error.hpp"

namespace driver::ide {

// Makes the folders that are missing, writes beside the file under a temporary name, and renames. The file keeps its mode; where
// the path is a link, what it leads to is replaced. Fails with `os`; then the old file is as it was.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content);

}  // namespace driver::ide
