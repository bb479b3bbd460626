// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/output_queue.hpp"

#include <sys/uio.h>

#include <array>
#include <cerrno>

namespace rt {

int OutputQueue::write_to(int fd) {
  std::array<iovec, 16> vector;
  std::size_t count = 0;
  for (std::string& part : parts_) {
    if (count == vector.size()) break;
    const std::size_t skipped = count == 0 ? written_of_first_ : 0;
    vector[count++] = {part.data() + skipped, part.size() - skipped};
  }
  ssize_t written;
  do {
    written = ::writev(fd, vector.data(), static_cast<int>(count));
  } while (written < 0 && errno == EINTR);
  if (written < 0) return errno;
  auto left = static_cast<std::size_t>(written);
  size_ -= left;
  while (left > 0) {
    const std::size_t of_first = parts_.front().size() - written_of_first_;
    if (left < of_first) {
      written_of_first_ += left;
      return 0;
    }
    left -= of_first;
    parts_.pop_front();
    written_of_first_ = 0;
  }
  return 0;
}

}  // namespace rt
