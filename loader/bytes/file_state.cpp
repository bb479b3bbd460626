// SPDX-License-Identifier: Apache-2.0
#include "loader/bytes/file_state.hpp"

#include <sys/stat.h>

#include <chrono>

namespace loader {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kCoarsestClock = 2 * kSecond;

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * kSecond + time.tv_nsec; }

}  // namespace

bool FileState::is_settled() const { return seen_ns - changed_ns > kCoarsestClock; }

std::optional<FileState> state_of_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  using namespace std::chrono;
  return FileState{{static_cast<std::int64_t>(status.st_dev), static_cast<std::int64_t>(status.st_ino), status.st_size,
                    nanoseconds(status.st_mtim), static_cast<std::int64_t>(status.st_mode)},
                   nanoseconds(status.st_ctim),
                   duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace loader
