// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/send_queue.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>

namespace rt {

ssize_t SendQueue::send_to(int fd, std::size_t most) {
  constexpr std::size_t kPartsAtOnce = 64;
  iovec parts[kPartsAtOnce];
  msghdr message{};
  message.msg_iov = parts;
  std::size_t skipped = sent_of_first_;
  for (auto part = parts_.begin(); part != parts_.end() && message.msg_iovlen < kPartsAtOnce && most > 0; ++part) {
    const std::size_t size = std::min(part->size() - skipped, most);
    parts[message.msg_iovlen++] = {part->data() + skipped, size};
    most -= size;
    skipped = 0;
  }
  const ssize_t sent = ::sendmsg(fd, &message, MSG_NOSIGNAL);
  if (sent <= 0) return sent;
  auto left = static_cast<std::size_t>(sent);
  size_ -= left;
  while (!parts_.empty() && left >= parts_.front().size() - sent_of_first_) {
    left -= parts_.front().size() - sent_of_first_;
    parts_.pop_front();
    sent_of_first_ = 0;
  }
  sent_of_first_ += left;
  return sent;
}

}  // namespace rt
