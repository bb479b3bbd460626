// SPDX-License-Identifier: Apache-2.0
// FolderModules: finds MODULE.beam in a list of folders, then in an archive, then in further folders: the code path of a lean
// start.
// Any thread (the Vm serialises calls); the lists are set before programs run.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "loader/bytes/file_state.hpp"
#include "runtime/archive/archive.hpp"
#include "runtime/code/module.hpp"

namespace driver {

class FolderModules final : public rt::ModuleSource {
 public:
  // `archive` may be null; what is loaded from it borrows its bytes.
  explicit FolderModules(const rt::Archive* archive) : archive_(archive) {}
  void search(std::vector<std::string> folders, std::vector<std::string> folders_behind) {
    folders_ = std::move(folders);
    folders_behind_ = std::move(folders_behind);
  }
  // Prepares a module of the archive for the case that it is found there later: then it takes no time. Nobody else can tell.
  void prepare_ahead(rt::Vm& vm, std::string_view module);
  // The module in a file, likewise. If the file is another one when it is found, so is the module.
  void prepare_file_ahead(rt::Vm& vm, const std::string& path);
  // Drops what was prepared so and never found. Before the Vm goes.
  void drop_prepared() {
    prepared_.clear();
    prepared_files_.clear();
  }
  Loaded find(rt::Vm& vm, rt::Term name) override;
  Loaded prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes) override;
  std::optional<std::array<std::uint8_t, 16>> md5(std::vector<std::uint8_t> bytes) override;
  // The path of MODULE.beam, or "".
  std::string path_of(std::string_view module) const override;

 private:
  Loaded find_file(rt::Vm& vm, const std::string& path);
  Loaded prepare_file(rt::Vm& vm, const std::string& path) const;
  Loaded find_packed(rt::Vm& vm, std::string_view module);
  Loaded prepare_packed(rt::Vm& vm, std::string_view module) const;

  std::vector<std::string> folders_;
  const rt::Archive* archive_;
  std::vector<std::string> folders_behind_;
  std::map<std::string, std::unique_ptr<rt::Module>, std::less<>> prepared_;
  struct PreparedFile {
    loader::FileState state;  // before it was read
    std::unique_ptr<rt::Module> module;
  };
  std::map<std::string, PreparedFile> prepared_files_;  // by path
};

}  // namespace driver
