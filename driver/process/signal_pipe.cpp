// SPDX-License-Identifier: Apache-2.0
#include "driver/process/signal_pipe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace driver {
namespace {

std::atomic<int> writing_end{-1};  // what a handler can reach is global

extern "C" void note(int number) {
  const int error = errno;
  const auto byte = static_cast<unsigned char>(number);
  (void)!::write(writing_end.load(std::memory_order_relaxed), &byte, 1);
  errno = error;
}

}  // namespace

SignalPipe::SignalPipe() {
  if (::pipe2(pipe_, O_CLOEXEC | O_NONBLOCK) != 0) return;
  writing_end.store(pipe_[1], std::memory_order_relaxed);
  struct sigaction action {};
  action.sa_handler = &note;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &action, &before_[i]);
}

SignalPipe::~SignalPipe() {
  if (pipe_[0] < 0) return;
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
  writing_end.store(-1, std::memory_order_relaxed);
  ::close(pipe_[0]);
  ::close(pipe_[1]);
}

std::optional<int> SignalPipe::take() {
  unsigned char byte = 0;
  return ::read(pipe_[0], &byte, 1) == 1 ? std::optional<int>(byte) : std::nullopt;
}

}  // namespace driver
