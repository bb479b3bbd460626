// SPDX-License-Identifier: Apache-2.0
#include "driver/ide/replace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace fs = std::filesystem;

namespace driver::ide {
namespace {

std::unexpected<DriverError> not_written(const fs::path& path, const std::string& why) {
  return fail(ErrorCode::os, "File IO failure",
              "An error occurred while trying to write this file:\n\n    " + path.string() +
                  "\n\nThe error message from the file IO library was:\n\n    " + why);
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// What a new file may be, by the umask.
mode_t mode_of_new_files() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<void> replace_file(const fs::path& path, std::string_view content) {
  std::error_code error;
  fs::path target = path;
  if (fs::is_symlink(path, error)) {
    if (fs::path real = fs::weakly_canonical(path, error); !error) target = std::move(real);
  }
  fs::create_directories(target.parent_path(), error);
  if (error) return not_written(path, error.message());
  struct stat old {};
  const mode_t mode = stat(target.c_str(), &old) == 0 ? (old.st_mode & 07777) : mode_of_new_files();
  std::string temporary = (target.parent_path() / (".gleamr-" + target.filename().string() + "-XXXXXX")).string();
  const int file = mkstemp(temporary.data());
  if (file < 0) return not_written(path, std::strerror(errno));
  const bool written = write_all(file, content) && fchmod(file, mode) == 0 && fsync(file) == 0;
  int why = errno;
  const bool closed = close(file) == 0;
  if (written && !closed) why = errno;
  if (!written || !closed || rename(temporary.c_str(), target.c_str()) != 0) {
    if (written && closed) why = errno;
    unlink(temporary.c_str());
    return not_written(path, std::strerror(why));
  }
  return {};
}

}  // namespace driver::ide
