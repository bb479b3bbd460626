// SPDX-License-Identifier: Apache-2.0
// What a file holds, whole or as far as is wanted. The error is errno's number (EISDIR for a folder). Any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace loader {

std::expected<std::string, int> text_of_file(const std::filesystem::path& path);
std::expected<std::vector<std::uint8_t>, int> bytes_of_file(const std::filesystem::path& path);
// At most that many bytes; fewer: that is all.
std::expected<std::vector<std::uint8_t>, int> beginning_of_file(const std::filesystem::path& path, std::size_t size);

}  // namespace loader
