// SPDX-License-Identifier: Apache-2.0
#include "driver/gleam/own_escript.hpp"

namespace driver {

Result<std::optional<StartHandover>> own_escript(const ToolPaths& tools) {
  if (!tools.uses_own_escript) return std::optional<StartHandover>();
  Result<StartHandover> folder = StartHandover::create();
  if (!folder) return std::unexpected(folder.error());
  std::error_code error;
  std::filesystem::create_symlink(tools.self, folder->folder() / kEscriptName, error);
  if (error) return fail(ErrorCode::os, "File IO failure", "A link could not be made: " + error.message());
  return std::optional<StartHandover>(std::move(*folder));
}

}  // namespace driver
