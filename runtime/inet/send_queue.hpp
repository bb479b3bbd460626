// SPDX-License-Identifier: Apache-2.0
// SendQueue: bytes that a stream still has to send, oldest first. Owned by one driver.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <deque>
#include <string>

namespace rt {

class SendQueue {
 public:
  void push(std::string bytes) {
    size_ += bytes.size();
    if (!bytes.empty()) parts_.push_back(std::move(bytes));
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void clear() {
    parts_.clear();
    size_ = sent_of_first_ = 0;
  }
  // Sends once, no more than `most` bytes. How many have gone; or -1, and errno.
  ssize_t send_to(int fd, std::size_t most);

 private:
  std::deque<std::string> parts_;
  std::size_t sent_of_first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace rt
