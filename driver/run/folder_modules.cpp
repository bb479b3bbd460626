// SPDX-License-Identifier: Apache-2.0
#include "driver/run/folder_modules.hpp"

#include <unistd.h>

#include <filesystem>

#include "loader/bytes/whole_file.hpp"
#include "loader/link/module_md5.hpp"
#include "loader/load.hpp"
#include "runtime/code/boot_modules.hpp"

namespace driver {
namespace {

// As code_server does it: against the working directory of now, and leading "." left out.
std::string absolute(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(path.find_first_not_of('/', 1));
  std::error_code error;
  const auto here = std::filesystem::current_path(error);
  if (error || path.starts_with('/')) return std::string(path);
  return (here / path).string();
}

std::string path_in(const std::vector<std::string>& folders, std::string_view module) {
  for (const std::string& folder : folders) {
    std::string path = folder + "/" + std::string(module) + ".beam";
    if (access(path.c_str(), R_OK) == 0) return path;
  }
  return {};
}

}  // namespace

std::string FolderModules::path_of(std::string_view module) const {
  std::string path = path_in(folders_, module);
  if (!path.empty()) return path;
  const rt::Archive::Module packed = archive_ == nullptr ? rt::Archive::Module{} : archive_->find_module(module);
  return packed.file == nullptr ? path_in(folders_behind_, module) : archive_->path_of(*packed.file);
}

void FolderModules::prepare_file_ahead(rt::Vm& vm, const std::string& path) {
  const auto state = loader::state_of_file(path);
  if (!state || !state->is_settled()) return;
  if (auto loaded = prepare_file(vm, path)) prepared_files_.try_emplace(path, *state, *std::move(loaded));
}

FolderModules::Loaded FolderModules::find_file(rt::Vm& vm, const std::string& path) {
  const auto prepared = prepared_files_.find(path);
  if (prepared == prepared_files_.end()) return prepare_file(vm, path);
  PreparedFile file = std::move(prepared_files_.extract(prepared).mapped());
  const auto now = loader::state_of_file(path);
  return now && file.state.is_same(*now) ? Loaded(std::move(file.module)) : prepare_file(vm, path);
}

FolderModules::Loaded FolderModules::prepare_file(rt::Vm& vm, const std::string& path) const {
  auto bytes = loader::bytes_of_file(path);
  if (!bytes) return std::unexpected(Failure{false, {}});
  auto loaded = loader::prepare(vm, std::move(*bytes));
  if (!loaded) return std::unexpected(Failure{true, path + ": " + loader::to_string(loaded.error())});
  (*loaded)->path = absolute(path);
  return std::move(*loaded);
}

void FolderModules::prepare_ahead(rt::Vm& vm, std::string_view module) {
  if (auto loaded = prepare_packed(vm, module)) prepared_.emplace(module, *std::move(loaded));
}

FolderModules::Loaded FolderModules::find_packed(rt::Vm& vm, std::string_view module) {
  const auto prepared = prepared_.find(module);
  if (prepared == prepared_.end()) return prepare_packed(vm, module);
  return std::move(prepared_.extract(prepared).mapped());
}

FolderModules::Loaded FolderModules::prepare_packed(rt::Vm& vm, std::string_view module) const {
  const rt::Archive::Module packed = archive_ == nullptr ? rt::Archive::Module{} : archive_->find_module(module);
  if (packed.file == nullptr) return std::unexpected(Failure{false, {}});
  const std::string path = archive_->path_of(*packed.file);
  auto loaded = loader::prepare(vm, loader::PackedModule{packed.beam, packed.literals, packed.md5});
  if (!loaded) return std::unexpected(Failure{true, path + ": " + loader::to_string(loaded.error())});
  (*loaded)->path = path;
  return std::move(*loaded);
}

FolderModules::Loaded FolderModules::find(rt::Vm& vm, rt::Term name) {
  const std::string_view module = vm.atoms.text(name);
  if (module.find('/') != std::string_view::npos || module.find('\0') != std::string_view::npos) {
    return std::unexpected(Failure{false, {}});
  }
  const std::string path = path_in(folders_, module), path_behind = path.empty() ? path_in(folders_behind_, module) : "";
  Loaded loaded = path.empty() ? find_packed(vm, module) : find_file(vm, path);
  if (!loaded && !loaded.error().found && !path_behind.empty()) loaded = find_file(vm, path_behind);
  if (!loaded) return loaded;
  if (!((*loaded)->name == name)) return std::unexpected(Failure{true, (*loaded)->path + " holds another module"});
  // OTP carries these in its emulator without their lines.
  if (rt::is_preloaded_module(module)) (*loaded)->lines.clear();
  return loaded;
}

FolderModules::Loaded FolderModules::prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes) {
  auto prepared = loader::prepare(vm, std::move(bytes));
  if (prepared) return std::move(*prepared);
  const loader::OtpReport report = loader::otp_report(prepared.error());
  return std::unexpected(Failure{true, report.text, report.line});
}

std::optional<std::array<std::uint8_t, 16>> FolderModules::md5(std::vector<std::uint8_t> bytes) {
  const auto decoded = loader::decode_module(std::move(bytes));
  if (!decoded) return std::nullopt;
  return loader::md5_of(*decoded);
}

}  // namespace driver
