// SPDX-License-Identifier: Apache-2.0
// One thread, one mutex. At most kMostAhead bytes are read ahead of who takes them.
#include "runtime/io/stdin_reader.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "runtime/port/ports.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {
constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kMostAhead = 1024 * 1024;
}  // namespace

struct StdinReader::Shared {
  std::mutex mutex;
  std::condition_variable taken;
  Vm* vm;  // null: the machine is gone
  Term listener;
  Input input;
};

StdinReader::StdinReader(Vm& vm, int fd, Term listener) : shared_(std::make_shared<Shared>()) {
  shared_->vm = &vm;
  shared_->listener = listener;
  std::thread([shared = shared_, fd] {
    std::string chunk(kChunk, '\0');
    for (;;) {
      pollfd ready{fd, POLLIN, 0};
      if (::poll(&ready, 1, -1) < 0 && errno == EINTR) continue;
      std::unique_lock lock(shared->mutex);
      shared->taken.wait(lock, [&] { return shared->vm == nullptr || shared->input.bytes.size() < kMostAhead; });
      if (shared->vm == nullptr) return;
      ssize_t count = 0;
      {
        const std::scoped_lock nobody_else_reads(shared->vm->ports->foreign_input());
        if (::poll(&ready, 1, 0) == 0) continue;  // somebody else has read it
        count = ::read(fd, chunk.data(), chunk.size());
      }
      if (count < 0 && errno == EINTR) continue;
      if (count > 0) {
        shared->input.bytes.append(chunk, 0, static_cast<std::size_t>(count));
      } else {
        shared->input.is_at_end = true;
      }
      send_message(*shared->vm, nullptr, shared->listener, atoms::ready_input);
      if (count <= 0) return;
    }
  }).detach();
}

StdinReader::~StdinReader() { stop(); }

void StdinReader::stop() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->vm = nullptr;
  shared_->taken.notify_all();
}

StdinReader::Input StdinReader::take() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->taken.notify_all();
  return std::exchange(shared_->input, Input{});
}

}  // namespace rt
