// SPDX-License-Identifier: Apache-2.0
// OutputQueue: bytes that a port still has to write to a non-blocking descriptor, oldest first. Owned by one port, or its driver.
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <deque>
#include <span>
#include <string>

namespace rt {

class OutputQueue {
 public:
  void push(std::string bytes) {
    size_ += bytes.size();
    if (!bytes.empty()) parts_.push_back(std::move(bytes));
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void clear() {
    parts_.clear();
    size_ = written_of_first_ = 0;
  }
  // One write of as much as goes. 0, or errno; EAGAIN: the descriptor takes nothing now.
  int write_to(int fd);
  // To a socket, once, no more than `most` bytes. How many have gone; or -1, and errno.
  ssize_t send_to(int fd, std::size_t most);

 private:
  // The first parts, of no more than `most` bytes: how many they are.
  std::size_t gather(std::span<iovec> to, std::size_t most);
  void drop(std::size_t written);

  std::deque<std::string> parts_;
  std::size_t written_of_first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace rt
