// SPDX-License-Identifier: Apache-2.0
// Follows code_server.erl: get_user_lib_dirs, choose_bundles, make_path.
#include "driver/run/user_libraries.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <map>
#include <tuple>

namespace fs = std::filesystem;

namespace driver {
namespace {

using Version = std::vector<unsigned long>;

// Of "1.20.3"; {} if it is none.
Version version_of(std::string_view text) {
  Version version;
  for (;;) {
    const std::string_view part = text.substr(0, text.find('.'));
    unsigned long number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size()) return {};
    version.push_back(number);
    if (part.size() == text.size()) return version;
    text.remove_prefix(part.size() + 1);
  }
}

struct Bundle {
  Version version;
  std::string folder;  // its name

  bool operator<(const Bundle& other) const { return std::tie(version, folder) < std::tie(other.version, other.folder); }
};

void add_bundle(std::map<std::string, Bundle, std::greater<>>& newest, const std::string& folder) {
  const std::size_t hyphen = folder.rfind('-');
  std::string name = folder;
  Bundle bundle{{0}, folder};
  if (hyphen != std::string::npos) {
    if (Version version = version_of(std::string_view(folder).substr(hyphen + 1)); !version.empty()) {
      name.resize(hyphen);
      bundle.version = std::move(version);
    }
  }
  const auto [found, is_new] = newest.try_emplace(name, bundle);
  if (!is_new && found->second < bundle) found->second = std::move(bundle);
}

}  // namespace

std::vector<std::string> user_library_folders(std::string_view erl_libs) {
  std::vector<std::string> folders;
  while (!erl_libs.empty()) {
    const std::string library(erl_libs.substr(0, erl_libs.find(':')));
    erl_libs.remove_prefix(std::min(library.size() + 1, erl_libs.size()));
    std::error_code error;
    std::map<std::string, Bundle, std::greater<>> newest;
    for (fs::directory_iterator entry(library, error), end; !error && entry != end; entry.increment(error)) {
      add_bundle(newest, entry->path().filename().string());
    }
    for (const auto& [name, bundle] : newest) {
      const fs::path ebin = fs::path(library) / bundle.folder / "ebin";
      if (fs::is_directory(ebin, error)) folders.push_back(ebin.string());
    }
  }
  return folders;
}

}  // namespace driver
