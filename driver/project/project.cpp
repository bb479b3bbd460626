// SPDX-License-Identifier: Apache-2.0
// Finding the project. The words for "none" are Gleam's.
#include "driver/project/project.hpp"

#include "driver/project/layout.hpp"

namespace driver {

Result<std::filesystem::path> find_project_root(const std::filesystem::path& start) {
  std::error_code ignored;
  for (std::filesystem::path folder = start;; folder = folder.parent_path()) {
    if (std::filesystem::is_regular_file(layout::config(folder), ignored)) return folder;
    if (folder == folder.parent_path()) break;
  }
  return fail(ErrorCode::no_project, "Project not found",
              "We were unable to find gleam.toml.\n\nWe searched in " + start.string() +
                  " and all parent directories.");
}

}  // namespace driver
