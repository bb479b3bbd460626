// SPDX-License-Identifier: Apache-2.0
// The compiled modules of a project: which are other ones than before, and which may call those. A module may call another
// one if it has its name among its atoms: so it counts too who calls it by apply. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace driver::watch {

class ModuleGraph {
 public:
  // Reads what is new in the folders, forgets what is gone. The modules that are new or other ones than at the last call, as
  // Erlang spells them, and those that are gone.
  std::set<std::string> update(const std::vector<std::filesystem::path>& ebin_folders);

  // These, and all that may call one of them, directly or through others.
  std::set<std::string> dependents_of(const std::set<std::string>& modules) const;

 private:
  struct Module {
    std::filesystem::path file;
    std::filesystem::file_time_type written;
    std::size_t content = 0;       // its hash
    std::vector<std::string> atoms;
    bool is_there = false;
  };
  std::map<std::string, Module> modules_;
};

}  // namespace driver::watch
