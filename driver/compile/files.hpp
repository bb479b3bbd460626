// SPDX-License-Identifier: Apache-2.0
// Whole files. No function throws; what cannot be read is nothing, what cannot be written leaves the old file as it was.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace driver::compile {

// Nothing: there is no such regular file, or it cannot be read.
std::optional<std::string> read_file(const std::string& path);

// By way of `temporary`, in the same folder, so that no reader and no kill sees half a file.
bool replace_file(const std::string& path, const std::string& temporary, std::string_view bytes);

// With its parents. True when it is there afterwards.
bool make_folder(const std::string& path);

}  // namespace driver::compile
