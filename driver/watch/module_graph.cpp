// SPDX-License-Identifier: Apache-2.0
// A file is read again when its time of writing is another, and a module is another one when its bytes are.
#include "driver/watch/module_graph.hpp"

#include <functional>
#include <string_view>
#include <unordered_map>

#include "driver/test/facts.hpp"
#include "loader/bytes/whole_file.hpp"

namespace fs = std::filesystem;

namespace driver::watch {

std::set<std::string> ModuleGraph::update(const std::vector<fs::path>& ebin_folders) {
  std::set<std::string> changed;
  for (auto& [name, module] : modules_) module.is_there = false;
  for (const fs::path& folder : ebin_folders) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() != ".beam") continue;
      Module& module = modules_[at->path().stem().string()];
      if (module.is_there) continue;  // the first folder counts
      module.is_there = true;
      const fs::file_time_type written = at->last_write_time(error);
      if (module.file == at->path() && module.written == written) continue;
      std::vector<std::uint8_t> bytes = loader::bytes_of_file(at->path()).value_or(std::vector<std::uint8_t>());
      const std::size_t content =
          std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      const bool is_other = module.content != content || module.file != at->path();
      module.file = at->path();
      module.written = written;
      if (!is_other) continue;
      module.content = content;
      module.atoms = test::atoms_of(std::move(bytes));
      changed.insert(at->path().stem().string());
    }
  }
  for (auto at = modules_.begin(); at != modules_.end();) {
    if (at->second.is_there) {
      ++at;
      continue;
    }
    changed.insert(at->first);
    at = modules_.erase(at);
  }
  return changed;
}

std::set<std::string> ModuleGraph::dependents_of(const std::set<std::string>& modules) const {
  std::unordered_map<std::string_view, std::vector<std::string_view>> callers;
  for (const auto& [name, module] : modules_) {
    for (const std::string& atom : module.atoms) {
      if (atom != name && (modules_.contains(atom) || modules.contains(atom))) callers[atom].push_back(name);
    }
  }
  std::set<std::string> found = modules;
  std::vector<std::string_view> to_do(modules.begin(), modules.end());
  while (!to_do.empty()) {
    const std::string_view module = to_do.back();
    to_do.pop_back();
    for (const std::string_view caller : callers[module]) {
      if (found.emplace(caller).second) to_do.push_back(caller);
    }
  }
  return found;
}

}  // namespace driver::watch
