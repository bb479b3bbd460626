// SPDX-License-Identifier: Apache-2.0
#include "driver/run/folder_modules.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loader/load.hpp"

namespace driver {
namespace {

bool read_file(const std::string& path, std::vector<std::uint8_t>& out) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  struct stat info {};
  bool ok = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  if (ok) out.resize(static_cast<std::size_t>(info.st_size));
  for (std::size_t at = 0; ok && at < out.size();) {
    const ssize_t n = read(fd, out.data() + at, out.size() - at);
    ok = n > 0;
    if (ok) at += static_cast<std::size_t>(n);
  }
  close(fd);
  return ok;
}

}  // namespace

std::string FolderModules::find(std::string_view module) const {
  for (const std::string& folder : folders_) {
    std::string path = folder + "/" + std::string(module) + ".beam";
    if (access(path.c_str(), R_OK) == 0) return path;
  }
  return {};
}

std::expected<rt::Module*, rt::ModuleSource::Failure> FolderModules::load(rt::Vm& vm, rt::Term name) {
  const std::string_view module = vm.atoms.text(name);
  if (module.find('/') != std::string_view::npos || module.find('\0') != std::string_view::npos) {
    return std::unexpected(Failure{false, {}});
  }
  const std::string path = find(module);
  std::vector<std::uint8_t> bytes;
  if (path.empty() || !read_file(path, bytes)) return std::unexpected(Failure{false, {}});
  auto loaded = loader::load(vm, std::move(bytes), path);
  if (!loaded) return std::unexpected(Failure{true, path + ": " + loader::to_string(loaded.error())});
  if (!((*loaded)->name == name)) return std::unexpected(Failure{true, path + " holds another module"});
  return *loaded;
}

}  // namespace driver
