// SPDX-License-Identifier: Apache-2.0
// SignalPipe: signals as bytes of a pipe, for who waits for other things, too. While it lives SIGINT, SIGTERM, SIGHUP and
// SIGCHLD only do that. At most one at a time; not while a virtual machine runs in this process.
#pragma once

#include <array>
#include <csignal>
#include <optional>

namespace driver {

class SignalPipe {
 public:
  SignalPipe();
  ~SignalPipe();
  SignalPipe(const SignalPipe&) = delete;
  SignalPipe& operator=(const SignalPipe&) = delete;

  int descriptor() const { return pipe_[0]; }  // readable when one came
  // The next one, without waiting.
  std::optional<int> take();

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGCHLD};
  int pipe_[2] = {-1, -1};
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace driver
