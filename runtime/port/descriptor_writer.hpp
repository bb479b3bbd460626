// SPDX-License-Identifier: Apache-2.0
// DescriptorWriter: writes to a descriptor that is not ours to make non-blocking ({fd, In, Out} ports), on a thread of its
// own, as OTP's async threads do for its fd driver. The thread may stand in write(2) when its port is gone: it is detached,
// and owns what it touches together with the writer.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace rt {

class DescriptorWriter {
 public:
  // Takes the descriptor over. `on_progress` is called on the writer's thread when take() has something new, but not after
  // ~DescriptorWriter.
  DescriptorWriter(int fd, std::function<void()> on_progress);
  ~DescriptorWriter();
  DescriptorWriter(const DescriptorWriter&) = delete;
  DescriptorWriter& operator=(const DescriptorWriter&) = delete;

  void push(std::string bytes);
  struct Progress {
    std::size_t written = 0;
    int error = 0;  // errno: it writes no more
  };
  Progress take();  // since the last call

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace rt
