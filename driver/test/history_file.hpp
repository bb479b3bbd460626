// SPDX-License-Identifier: Apache-2.0
// The file with a project's history (selection.hpp); `root` is the project's folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/test/event.hpp"

namespace driver::test {

std::string read_history(const std::filesystem::path& root);  // "" when there is none
// After a run. What cannot be written is not known next time.
void write_history(const std::filesystem::path& root, const std::vector<TestFinished>& finished);

}  // namespace driver::test
