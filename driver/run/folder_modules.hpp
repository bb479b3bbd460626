// SPDX-License-Identifier: Apache-2.0
// FolderModules: finds MODULE.beam in a list of folders: the code path of a lean start.
// Any thread (the Vm serialises calls); the list is fixed.
#pragma once

#include <string>
#include <vector>

#include "runtime/code/module.hpp"

namespace driver {

class FolderModules final : public rt::ModuleSource {
 public:
  explicit FolderModules(std::vector<std::string> folders) : folders_(std::move(folders)) {}
  Loaded find(rt::Vm& vm, rt::Term name) override;
  Loaded prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes) override;
  std::optional<std::array<std::uint8_t, 16>> md5(std::vector<std::uint8_t> bytes) override;
  // The path of MODULE.beam, or "".
  std::string path_of(std::string_view module) const override;

 private:
  std::vector<std::string> folders_;
};

}  // namespace driver
