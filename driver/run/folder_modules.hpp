// SPDX-License-Identifier: Apache-2.0
// FolderModules: finds MODULE.beam in a list of folders, then in an archive, then in further folders: the code path of a lean
// start.
// Any thread (the Vm serialises calls); the list is fixed.
#pragma once

#include <string>
#include <vector>

#include "runtime/archive/archive.hpp"
#include "runtime/code/module.hpp"

namespace driver {

class FolderModules final : public rt::ModuleSource {
 public:
  // `archive` may be null; what is loaded from it borrows its bytes.
  FolderModules(std::vector<std::string> folders, const rt::Archive* archive, std::vector<std::string> folders_behind)
      : folders_(std::move(folders)), archive_(archive), folders_behind_(std::move(folders_behind)) {}
  Loaded find(rt::Vm& vm, rt::Term name) override;
  Loaded prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes) override;
  std::optional<std::array<std::uint8_t, 16>> md5(std::vector<std::uint8_t> bytes) override;
  // The path of MODULE.beam, or "".
  std::string path_of(std::string_view module) const override;

 private:
  Loaded find_file(rt::Vm& vm, const std::string& path) const;
  Loaded find_packed(rt::Vm& vm, std::string_view module) const;

  std::vector<std::string> folders_;
  const rt::Archive* archive_;
  std::vector<std::string> folders_behind_;
};

}  // namespace driver
