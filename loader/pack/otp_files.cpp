// SPDX-License-Identifier: Apache-2.0
// Of the applications in the list: what is loaded, started, included or shown. Programs and libraries of the tree do not
// travel: they could not be run from here, and OTP's libraries of natives are our own natives.
#include "loader/pack/otp_files.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "loader/bytes/whole_file.hpp"

namespace fs = std::filesystem;

namespace loader {
namespace {

// In the order of the code path: most searches end at once.
constexpr std::string_view kApplications[] = {
    "kernel",       "stdlib",  "asn1",          "common_test", "compiler", "crypto", "edoc",   "erts",
    "eunit",        "inets",   "mnesia",        "os_mon",      "parsetools", "public_key", "runtime_tools", "sasl",
    "ssh",          "ssl",     "syntax_tools",  "tools",       "xmerl",
};
constexpr std::string_view kEndings[] = {".app", ".appup", ".beam", ".css", ".hrl"};
constexpr std::string_view kVersionFile = "OTP_VERSION";

std::unexpected<PackError> refuse(PackErrorCode code, const fs::path& path, std::string text) {
  return std::unexpected(PackError{code, path.string(), std::move(text)});
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// The application's folder: of several versions the last by name, or "".
fs::path folder_of(const std::vector<fs::path>& folders, std::string_view application) {
  fs::path found;
  for (const fs::path& folder : folders) {
    const std::string name = folder.filename().string();
    if (name.substr(0, name.find('-')) == application && is_folder(folder / "ebin")) found = folder;
  }
  return found;
}

template <class Iterator>
PackResult<std::vector<fs::path>> sorted(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (Iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) paths.push_back(entry->path());
  if (error) return refuse(PackErrorCode::unreadable, folder, error.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

PackResult<void> add_file(OtpFiles& result, const fs::path& source, std::string path) {
  auto bytes = bytes_of_file(source);
  if (!bytes) return refuse(PackErrorCode::unreadable, source, std::strerror(bytes.error()));
  result.files.push_back({std::move(path), std::move(*bytes)});
  result.sources.push_back(source.string());
  return {};
}

PackResult<void> add_application(OtpFiles& result, const fs::path& folder) {
  const auto paths = sorted<fs::recursive_directory_iterator>(folder);
  if (!paths) return std::unexpected(paths.error());
  const fs::path target = fs::path("lib") / folder.filename();
  result.search.push_back((target / "ebin").string());
  for (const fs::path& path : *paths) {
    if (std::ranges::find(kEndings, path.extension().string()) == std::end(kEndings) || is_folder(path)) continue;
    if (auto ok = add_file(result, path, (target / path.lexically_relative(folder)).string()); !ok) return ok;
  }
  return {};
}

// releases/27/OTP_VERSION, where programs look for the exact version.
PackResult<void> add_versions(OtpFiles& result, const fs::path& releases) {
  if (!is_folder(releases)) return {};
  const auto folders = sorted<fs::directory_iterator>(releases);
  if (!folders) return std::unexpected(folders.error());
  for (const fs::path& folder : *folders) {
    std::error_code ignored;
    const fs::path source = folder / kVersionFile;
    if (!fs::is_regular_file(source, ignored)) continue;
    const fs::path target = fs::path("releases") / folder.filename() / kVersionFile;
    if (auto ok = add_file(result, source, target.string()); !ok) return ok;
  }
  return {};
}

// bin/*.boot: what starts OTP's processes when they are to start all at once.
PackResult<void> add_boot_scripts(OtpFiles& result, const fs::path& folder) {
  if (!is_folder(folder)) return {};
  const auto paths = sorted<fs::directory_iterator>(folder);
  if (!paths) return std::unexpected(paths.error());
  for (const fs::path& path : *paths) {
    if (path.extension() != ".boot") continue;
    if (auto ok = add_file(result, path, (fs::path("bin") / path.filename()).string()); !ok) return ok;
  }
  return {};
}

}  // namespace

PackResult<OtpFiles> read_otp_files(const std::string& root) {
  std::error_code error;
  const fs::path library = fs::canonical(fs::path(root) / "lib", error);  // it may be a link into the tree
  if (error) return refuse(PackErrorCode::no_otp_tree, root, "it has no lib/kernel-*/ebin");
  const auto folders = sorted<fs::directory_iterator>(library);
  if (!folders) return std::unexpected(folders.error());
  OtpFiles result;
  for (const std::string_view application : kApplications) {
    const fs::path folder = folder_of(*folders, application);
    const bool is_needed = application == "kernel" || application == "stdlib";
    if (folder.empty() && is_needed) {
      return refuse(PackErrorCode::no_otp_tree, root, "it has no lib/" + std::string(application) + "-*/ebin");
    }
    if (folder.empty()) continue;
    if (auto ok = add_application(result, folder); !ok) return std::unexpected(ok.error());
  }
  if (auto ok = add_versions(result, library.parent_path() / "releases"); !ok) return std::unexpected(ok.error());
  if (auto ok = add_boot_scripts(result, library.parent_path() / "bin"); !ok) return std::unexpected(ok.error());
  return result;
}

}  // namespace loader
