// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/descriptor_writer.hpp"

#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace rt {

struct DescriptorWriter::Shared {
  ~Shared() { ::close(fd); }

  int fd;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> queue;
  Progress progress;
  bool is_abandoned = false;
  std::function<void()> on_progress;

  void run() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [&] { return is_abandoned || !queue.empty(); });
      if (is_abandoned) return;
      std::string bytes = std::move(queue.front());
      queue.pop_front();
      for (std::size_t at = 0; at < bytes.size();) {
        lock.unlock();
        const ssize_t count = ::write(fd, bytes.data() + at, bytes.size() - at);
        const int error = count < 0 ? errno : 0;
        lock.lock();
        if (is_abandoned) return;
        if (error == EINTR || error == EAGAIN) continue;
        progress.error = error;
        if (count > 0) progress.written += static_cast<std::size_t>(count);
        at += count > 0 ? static_cast<std::size_t>(count) : 0;
        on_progress();
        if (error != 0) return;
      }
    }
  }
};

DescriptorWriter::DescriptorWriter(int fd, std::function<void()> on_progress) : shared_(std::make_shared<Shared>()) {
  shared_->fd = fd;
  shared_->on_progress = std::move(on_progress);
  std::thread([shared = shared_] { shared->run(); }).detach();
}

DescriptorWriter::~DescriptorWriter() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->is_abandoned = true;
  shared_->changed.notify_all();
}

void DescriptorWriter::push(std::string bytes) {
  if (bytes.empty()) return;
  const std::scoped_lock lock(shared_->mutex);
  shared_->queue.push_back(std::move(bytes));
  shared_->changed.notify_all();
}

DescriptorWriter::Progress DescriptorWriter::take() {
  const std::scoped_lock lock(shared_->mutex);
  return std::exchange(shared_->progress, Progress{});
}

}  // namespace rt
