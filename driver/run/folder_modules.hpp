// SPDX-License-Identifier: Apache-2.0
// FolderModules: finds MODULE.beam in a list of folders and loads it: the code path of a lean start.
// Any thread (the Vm serialises calls); the list is fixed.
#pragma once

#include <string>
#include <vector>

#include "runtime/code/module.hpp"

namespace driver {

class FolderModules final : public rt::ModuleSource {
 public:
  explicit FolderModules(std::vector<std::string> folders) : folders_(std::move(folders)) {}
  std::expected<rt::Module*, Failure> load(rt::Vm& vm, rt::Term name) override;
  // The path of MODULE.beam, or "".
  std::string find(std::string_view module) const;

 private:
  std::vector<std::string> folders_;
};

}  // namespace driver
