// SPDX-License-Identifier: Apache-2.0
#include "driver/test/reporters/output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace driver::test {

Result<Output> Output::file(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return fail(
        ErrorCode::os, "The report cannot be written",
        "The file\n\n    " + path + "\n\ncould not be opened for writing: " + std::strerror(errno) + ".");
  }
  return Output(descriptor, true);
}

Output::Output(Output&& other) noexcept
    : descriptor_(other.descriptor_), is_owned_(std::exchange(other.is_owned_, false)), ok_(other.ok_) {}

Output::~Output() {
  if (is_owned_) ::close(descriptor_);
}

void Output::write(std::string_view text) {
  while (ok_ && !text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {  // somebody made standard output non-blocking
      pollfd waiting{descriptor_, POLLOUT, 0};
      ::poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      ok_ = false;
    }
  }
}

}  // namespace driver::test
