// SPDX-License-Identifier: Apache-2.0
// The size that the file system tells is only a guess: files of /proc have none, others grow meanwhile.
#include "loader/bytes/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace loader {
namespace {

constexpr std::size_t kUnknownSize = 4096;

// Room for one byte more than the guess, so that a right guess needs no second block to see the end.
template <class Content>
std::expected<Content, int> content_of(int descriptor, std::size_t limit) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return std::unexpected(errno);
  Content content;
  std::size_t size = 0;
  content.resize(std::min(status.st_size > 0 ? static_cast<std::size_t>(status.st_size) + 1 : kUnknownSize, limit));
  while (size < limit) {
    const ssize_t count = ::read(descriptor, content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::unexpected(errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (size == content.size()) content.resize(std::min(2 * size, limit));
  }
  content.resize(size);
  return content;
}

template <class Content>
std::expected<Content, int> content_of(const std::filesystem::path& path, std::size_t limit = SIZE_MAX) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(errno);
  auto content = content_of<Content>(descriptor, limit);
  ::close(descriptor);
  return content;
}

}  // namespace

std::expected<std::string, int> text_of_file(const std::filesystem::path& path) { return content_of<std::string>(path); }

std::expected<std::vector<std::uint8_t>, int> bytes_of_file(const std::filesystem::path& path) {
  return content_of<std::vector<std::uint8_t>>(path);
}

std::expected<std::vector<std::uint8_t>, int> beginning_of_file(const std::filesystem::path& path, std::size_t size) {
  return content_of<std::vector<std::uint8_t>>(path, size);
}

}  // namespace loader
