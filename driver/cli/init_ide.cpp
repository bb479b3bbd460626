// SPDX-License-Identifier: Apache-2.0
// `gleamr init ide`: first everything is worked out, so that a file that cannot be read spoils nothing; then files are written.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "driver/cli/handlers.hpp"
#include "driver/ide/editors.hpp"
#include "driver/ide/replace_file.hpp"
#include "driver/project/project.hpp"
#include "loader/bytes/whole_file.hpp"

namespace fs = std::filesystem;

namespace driver::cli {
namespace {

bool test_has(std::string_view option) {
  const auto options = find_command("test")->options;
  return std::any_of(options.begin(), options.end(), [&](const OptionSpec& row) { return row.name == option; });
}

// Those that were named, else those that the project shows signs of, else the default ones.
std::vector<const ide::Editor*> chosen_editors(const std::vector<std::string>& names, const fs::path& root) {
  std::vector<const ide::Editor*> chosen;
  for (const ide::Editor& editor : ide::editors()) {
    const auto signs = editor.signs();
    const bool is_used = std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) {
      std::error_code ignored;
      return fs::exists(root / sign, ignored);
    });
    const bool is_named = std::find(names.begin(), names.end(), editor.name) != names.end();
    if (names.empty() ? is_used : is_named) chosen.push_back(&editor);
  }
  if (!chosen.empty()) return chosen;
  for (const ide::Editor& editor : ide::editors()) {
    if (editor.by_default) chosen.push_back(&editor);
  }
  return chosen;
}

Result<std::optional<std::string>> content_of(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return std::optional<std::string>();
  auto content = loader::text_of_file(path);
  if (!content) {
    return fail(ErrorCode::os, "File IO failure",
                "An error occurred while trying to read this file:\n\n    " + path.string() +
                    "\n\nThe error message from the file IO library was:\n\n    " + std::strerror(content.error()));
  }
  return std::optional(std::move(*content));
}

struct Planned {
  std::string name;  // relative to the project
  std::optional<std::string> before;
  ide::Merged after;

  bool changes() const { return !before || *before != after.content; }
};

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string line_about(const Planned& file) {
  std::string what;
  const auto add = [&](const std::string& part) { what += (what.empty() ? "" : "; ") + part; };
  if (!file.before) add("created");
  if (file.before && !file.after.added.empty()) add("added " + listed(file.after.added));
  if (!file.after.replaced.empty()) add("replaced " + listed(file.after.replaced));
  if (!file.after.differing.empty()) add("kept as it is, though it differs: " + listed(file.after.differing) +
                                                (file.after.can_replace ? " (--force replaces it)" : ""));
  if (what.empty()) add("up to date");
  return file.name + ": " + what + "\n";
}

Result<std::vector<Planned>> plan(const std::vector<const ide::Editor*>& editors, const fs::path& root, bool force) {
  const ide::Abilities can{test_has("reporter"), test_has("watch")};
  std::vector<Planned> files;
  for (const ide::Editor* editor : editors) {
    for (const ide::EditorFile& file : editor->files(can)) {
      const fs::path path = root / file.path;
      auto before = content_of(path);
      if (!before) return std::unexpected(before.error());
      auto after = file.merge({path.string(), *before, force}, can);
      if (!after) return std::unexpected(after.error());
      files.push_back({file.path, std::move(*before), std::move(*after)});
    }
  }
  return files;
}

Result<std::string> init(const ParsedOptions& options) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return fail(ErrorCode::os, "File IO failure", "The current folder cannot be read: " + error.message());
  const auto root = find_project_root(here);
  if (!root) return std::unexpected(root.error());
  const auto files = plan(chosen_editors(options.positionals(), *root), *root, options.has("force"));
  if (!files) return std::unexpected(files.error());
  std::string text;
  for (const Planned& file : *files) {
    if (options.has("print")) {
      text += "==> " + file.name + " <==\n" + file.after.content;
      continue;
    }
    if (file.changes()) {
      if (auto written = ide::replace_file(*root / file.name, file.after.content); !written) return std::unexpected(written.error());
    }
    text += line_about(file);
  }
  return text;
}

}  // namespace

ExitCode init_ide(const ParsedOptions& options, Context& context) {
  const Result<std::string> text = init(options);
  if (!text) {
    context.reporter.error(text.error());
    return exit_code_for(text.error().code);
  }
  context.reporter.text(*text);
  return ExitCode::ok;
}

}  // namespace driver::cli
