// SPDX-License-Identifier: Apache-2.0
// While a shield lives, SIGINT, SIGTERM and SIGHUP do not end gleamr: they are passed on to the child program that it waits
// for, whose end is then ours, and noted for who would go on without it. Children are not shielded (a handler is not
// inherited, unlike "ignore"). At most one at a time; not for use while a virtual machine runs.
#pragma once

#include <array>
#include <csignal>
#include <sys/types.h>

namespace driver {

class SignalShield {
 public:
  SignalShield();
  ~SignalShield();
  SignalShield(const SignalShield&) = delete;
  SignalShield& operator=(const SignalShield&) = delete;

  int caught() const;  // the last signal that came, or 0

  // The child that is told of signals, until another is named; 0: none.
  static void pass_on_to(pid_t child);

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace driver
