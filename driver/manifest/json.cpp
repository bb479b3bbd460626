// SPDX-License-Identifier: Apache-2.0
// The only user of nlohmann/json. Parsing runs without exceptions; values are looked at before they are taken.
#include "driver/manifest/json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace driver {
namespace {

using Json = nlohmann::json;

std::unexpected<DriverError> wrong(const std::string& name, const std::string& what) {
  return fail(ErrorCode::bad_config, "File IO failure",
              "An error occurred while trying to parse this file:\n\n    " + name + "\n\n" + what);
}

Result<Json> parse(std::string_view text, const std::string& name) {
  Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return wrong(name, "It is not a table.");
  return json;
}

std::optional<std::string> text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<LockedPackage> package_from(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto name = text_at(json, "name");
  const auto version = text_at(json, "version");
  if (!name || !version) return std::nullopt;
  LockedPackage package{*name, *version, text_at(json, "otp_app").value_or(*name), {}, text_at(json, "path").value_or("")};
  if (const auto found = json.find("requirements"); found != json.end() && found->is_array()) {
    for (const Json& item : *found) {
      if (item.is_string()) package.requirements.push_back(item.get<std::string>());
    }
  }
  return package;
}

}  // namespace

Result<Project> project_from_json(std::string_view text, const std::string& name) {
  return and_then(parse(text, name), [&](const Json& json) -> Result<Project> {
    const auto package = text_at(json, "name");
    if (!package) return wrong(name, "missing field `name`");
    return Project{{}, *package, text_at(json, "version").value_or("1.0.0"),
                   text_at(json, "target").value_or("erlang")};
  });
}

Result<std::vector<LockedPackage>> packages_from_json(std::string_view text, const std::string& name) {
  return and_then(parse(text, name), [&](const Json& json) -> Result<std::vector<LockedPackage>> {
    const auto list = json.find("packages");
    if (list == json.end() || !list->is_array()) return wrong(name, "missing field `packages`");
    std::vector<LockedPackage> packages;
    for (const Json& item : *list) {
      auto package = package_from(item);
      if (!package) return wrong(name, "a package has no `name` or no `version`");
      packages.push_back(std::move(*package));
    }
    return packages;
  });
}

Result<StartFile> start_file_from_json(std::string_view text, const std::string& name) {
  return and_then(parse(text, name), [&](const Json& json) -> Result<StartFile> {
    const auto root = text_at(json, "root");
    const auto module = text_at(json, "module");
    if (!root || !module) return wrong(name, "missing field `root` or `module`");
    return StartFile{*root, *module};
  });
}

std::string start_file_to_json(const StartFile& start) {
  const Json json{{"root", start.root}, {"module", start.module}};
  // Names that are not UTF-8 cannot come from a compiler; if they do they are shown, not thrown.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace driver
