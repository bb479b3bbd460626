// SPDX-License-Identifier: Apache-2.0
// `gleam run` puts one -pa per entry of build/dev/erlang, in the order of the directory. Module names are unique over a
// build (the compiler refuses clashes), so the order is ours to choose; ours does not depend on the file system.
#include "driver/manifest/bridge.hpp"

#include <algorithm>
#include <set>

#include "driver/manifest/app_file.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/module_name.hpp"
#include "loader/bytes/whole_file.hpp"

namespace fs = std::filesystem;

namespace driver {
namespace {

Result<std::vector<fs::path>> folders_in(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored)) found.push_back(entry->path());
  }
  if (error) {
    return fail(ErrorCode::os, "File IO failure",
                "An error occurred while trying to read this directory:\n\n    " + folder.string() +
                    "\n\nThe error message from the file IO library was:\n\n    " + error.message());
  }
  std::sort(found.begin(), found.end());
  return found;
}

fs::path app_file_path(const fs::path& build, const std::string& application) {
  return layout::ebin(build / application) / (application + ".app");
}

std::optional<AppFile> app_file(const fs::path& build, const std::string& application) {
  const auto text = loader::text_of_file(app_file_path(build, application));
  if (!text) return std::nullopt;
  return read_app_file(*text);
}

}  // namespace

Result<StartPlan> plan_start(const Project& project, const std::vector<LockedPackage>& packages,
                             const std::string& module) {
  const fs::path build = layout::erlang_build(project.root);
  Result<std::vector<fs::path>> present = folders_in(build);
  if (!present) return std::unexpected(present.error());

  std::vector<fs::path> ordered{build / project.name};
  for (const LockedPackage& package : packages) ordered.push_back(build / package.application);
  ordered.insert(ordered.end(), present->begin(), present->end());

  StartPlan plan;
  std::set<fs::path> seen;
  for (const fs::path& folder : ordered) {
    std::error_code ignored;
    const fs::path ebin = layout::ebin(folder);
    if (seen.insert(folder).second && fs::is_directory(ebin, ignored)) {
      plan.ebin_folders.push_back(ebin.string());
    }
  }
  plan.module = erlang_module_name(module);
  plan.application = project.name;
  const auto started = started_without_code(project.name, [&](const std::string& name) { return app_file(build, name); });
  plan.starts_code = !started;
  for (const std::string& name : started.value_or(std::vector<std::string>())) {
    plan.application_files.push_back(app_file_path(build, name).string());
  }
  return plan;
}

}  // namespace driver
