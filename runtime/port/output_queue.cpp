// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/output_queue.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <limits>

namespace rt {

std::size_t OutputQueue::gather(std::span<iovec> to, std::size_t most) {
  std::size_t count = 0, skipped = written_of_first_;
  for (auto part = parts_.begin(); part != parts_.end() && count < to.size() && most > 0; ++part) {
    const std::size_t size = std::min(part->size() - skipped, most);
    to[count++] = {part->data() + skipped, size};
    most -= size;
    skipped = 0;
  }
  return count;
}

void OutputQueue::drop(std::size_t written) {
  size_ -= written;
  while (!parts_.empty() && written >= parts_.front().size() - written_of_first_) {
    written -= parts_.front().size() - written_of_first_;
    parts_.pop_front();
    written_of_first_ = 0;
  }
  written_of_first_ += written;
}

int OutputQueue::write_to(int fd) {
  iovec parts[16];
  const std::size_t count = gather(parts, std::numeric_limits<std::size_t>::max());
  ssize_t written;
  do {
    written = ::writev(fd, parts, static_cast<int>(count));
  } while (written < 0 && errno == EINTR);
  if (written < 0) return errno;
  drop(static_cast<std::size_t>(written));
  return 0;
}

ssize_t OutputQueue::send_to(int fd, std::size_t most) {
  iovec parts[64];
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = gather(parts, most);
  const ssize_t sent = ::sendmsg(fd, &message, MSG_NOSIGNAL);
  if (sent > 0) drop(static_cast<std::size_t>(sent));
  return sent;
}

}  // namespace rt
