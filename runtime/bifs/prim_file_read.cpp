// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/prim_file_read.hpp"

#include <sys/uio.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace rt::prim_file {
namespace {

// Until `size` bytes are there, the file ends or `read` fails. -1: errno says why, `done` how far it came.
template <class Read>
int fill(std::uint8_t* to, std::size_t size, std::size_t& done, Read read) {
  constexpr std::size_t kMost = std::size_t{1} << 30;
  while (done < size) {
    const ssize_t n = read(to + done, std::min(size - done, kMost));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return static_cast<int>(n);
    done += static_cast<std::size_t>(n);
  }
  return 0;
}

ssize_t read_now(int descriptor, std::uint8_t* to, std::size_t size, std::int64_t at) {
#ifdef RWF_NOWAIT
  const iovec part{to, size};
  return ::preadv2(descriptor, &part, 1, at, RWF_NOWAIT);
#else
  (void)descriptor, (void)to, (void)size, (void)at;
  errno = EOPNOTSUPP;
  return -1;
#endif
}

// File systems without a disk or a server of their own behind them.
bool is_in_memory(int descriptor) {
#ifdef __linux__
  struct statfs system;
  if (::fstatfs(descriptor, &system) != 0) return false;
  constexpr long kTypes[] = {TMPFS_MAGIC,        RAMFS_MAGIC,         PROC_SUPER_MAGIC,     SYSFS_MAGIC,
                             CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC, OVERLAYFS_SUPER_MAGIC};
  for (const long type : kTypes) {
    if (static_cast<long>(system.f_type) == type) return true;
  }
  return false;
#else
  (void)descriptor;
  return true;
#endif
}

}  // namespace

ReadResult read_all(int descriptor, std::uint8_t* to, std::size_t size, std::int64_t at) {
  std::size_t done = 0;
  const int result = fill(to, size, done, [&](std::uint8_t* next, std::size_t most) {
    return at < 0 ? ::read(descriptor, next, most) : ::pread(descriptor, next, most, at + static_cast<std::int64_t>(done));
  });
  return result < 0 ? ReadResult{.error = errno} : ReadResult{.size = done};
}

ReadResult read_here(int descriptor, std::uint8_t* to, std::size_t size, std::int64_t at, Waits& waits) {
  if (waits == Waits::told) {
    std::size_t done = 0;
    const int result = fill(to, size, done, [&](std::uint8_t* next, std::size_t most) {
      return read_now(descriptor, next, most, at < 0 ? at : at + static_cast<std::int64_t>(done));
    });
    if (result == 0) return {.size = done};
    const int error = errno;
    // As if nothing had been read.
    if (at < 0 && done > 0) (void)::lseek(descriptor, -static_cast<off_t>(done), SEEK_CUR);
    if (error == EAGAIN) return {.would_wait = true};
    if (error != EOPNOTSUPP && error != ENOSYS && error != EINVAL) return {.error = error};
    waits = is_in_memory(descriptor) ? Waits::never : Waits::always;
  }
  return waits == Waits::never ? read_all(descriptor, to, size, at) : ReadResult{.would_wait = true};
}

int read_rest(int descriptor, std::vector<std::uint8_t>& bytes) {
  constexpr std::size_t kStep = 16 << 10;
  for (std::size_t done = bytes.size();;) {
    bytes.resize(std::max(kStep, 2 * done));
    const ReadResult read = read_all(descriptor, bytes.data() + done, bytes.size() - done, kOwnPosition);
    if (read.error != 0) return read.error;
    done += read.size;
    if (done == bytes.size()) continue;
    bytes.resize(done);
    return 0;
  }
}

bool is_memory_for(std::size_t bytes) {
  constexpr std::size_t kSurely = std::size_t{1} << 26;
  if (bytes <= kSurely) return true;
  void* test = std::malloc(bytes);
  std::free(test);
  return test != nullptr;
}

}  // namespace rt::prim_file
