// SPDX-License-Identifier: Apache-2.0
#include "driver/gleam/own_escript.hpp"

#include <algorithm>

namespace driver {

Result<std::optional<StartHandover>> own_escript(const ToolPaths& tools) {
  if (!tools.needs_own_escript) return std::optional<StartHandover>();
  Result<StartHandover> folder = StartHandover::create();
  if (!folder) return std::unexpected(folder.error());
  std::error_code error;
  std::filesystem::create_symlink(tools.self, folder->folder() / kEscriptName, error);
  if (error) return fail(ErrorCode::os, "File IO failure", "A link could not be made: " + error.message());
  return std::optional<StartHandover>(std::move(*folder));
}

StartPlan escript_plan(const std::vector<std::string>& words) {
  const auto script = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) { return !word.starts_with('-'); });
  StartPlan plan;
  plan.module = "escript";
  plan.function = "start";
  plan.arguments.assign(script, words.end());
  return plan;
}

}  // namespace driver
