// SPDX-License-Identifier: Apache-2.0
// Errors follow Linux on a read-only mount. A file that is opened becomes a file of the system's in memory, so that every
// operation on open files works on it as on others; reading it whole needs none.
#include "runtime/bifs/prim_file_packed.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/io/output.hpp"
#include "runtime/vm.hpp"

namespace rt::prim_file {
namespace {

constexpr mode_t kFolderMode = S_IFDIR | 0555, kFileMode = S_IFREG | 0444;

// Once more, for reading only.
int open_again(int descriptor) {
  return ::open(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), O_RDONLY | O_CLOEXEC);
}

int open_in_memory(Archive::Bytes bytes) {
  const int writable = memfd_create("otp", MFD_CLOEXEC);
  if (writable < 0) return -errno;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  int result = write_all(writable, text) ? open_again(writable) : -1;
  if (result < 0) result = -errno;
  ::close(writable);
  return result;
}

}  // namespace

const Archive* archive_with(Process& p, const std::string& path) {
  const Archive* archive = p.vm().options.archive;
  return archive != nullptr && archive->holds(path) ? archive : nullptr;
}

PackedInfo packed_info(const Archive& archive, const std::string& path) {
  const Archive::Lookup found = archive.find(path);
  if (found.row == nullptr) return {.error = found.error};
  PackedInfo result;
  struct stat& info = result.info;
  (void)stat(archive.host().c_str(), &info);  // it may be gone: then there are no times
  const bool is_folder = found.row->is_folder != 0;
  info.st_mode = is_folder ? kFolderMode : kFileMode;
  info.st_nlink = 1;
  info.st_dev = 0;  // none that the system has
  info.st_rdev = 0;
  info.st_ino = archive.number_of(*found.row) + 1;
  info.st_size = is_folder ? 0 : static_cast<off_t>(found.row->size);
  return result;
}

PackedBytes packed_bytes(const Archive& archive, const std::string& path) {
  const Archive::Lookup found = archive.find(path);
  if (found.row == nullptr) return {.error = found.error};
  if (found.row->is_folder) return {.error = EISDIR};
  return {.bytes = archive.bytes_of(*found.row)};
}

int open_packed(const Archive& archive, const std::string& path) {
  const Archive::Lookup found = archive.find(path);
  if (found.row == nullptr) return -found.error;
  if (!found.row->is_folder) return open_in_memory(archive.bytes_of(*found.row));
  const int descriptor = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int error_of_change(const Archive& archive, const std::string& path, Change change) {
  const Archive::Lookup found = archive.find(path);
  if (change == Change::of_what_is_there) return found.row == nullptr ? found.error : EROFS;
  if (found.row != nullptr) return EEXIST;
  return found.could_be_made ? EROFS : found.error;
}

int error_of_entering(const Archive& archive, const std::string& path) {
  const Archive::Lookup found = archive.find(path);
  if (found.row == nullptr) return found.error;
  return found.row->is_folder ? EACCES : ENOTDIR;
}

int error_between(const Archive* from_archive, const std::string& from, const Archive* to_archive, const std::string& to) {
  if (from_archive != nullptr) {
    const Archive::Lookup found = from_archive->find(from);
    if (found.row == nullptr) return found.error;
  }
  if (to_archive != nullptr) {
    const Archive::Lookup found = to_archive->find(to);
    if (found.row == nullptr && !found.could_be_made) return found.error;
  }
  return from_archive != nullptr && to_archive != nullptr ? EROFS : EXDEV;
}

}  // namespace rt::prim_file
