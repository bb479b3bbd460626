// SPDX-License-Identifier: Apache-2.0
// While a shield lives, SIGINT, SIGTERM and SIGHUP do not end gleamr: as with `gleam`, a signal during compilation is
// the compiler's affair, and the run goes on. Children are not shielded (a handler is not inherited, unlike "ignore").
// At most one at a time; not for use while a virtual machine runs.
#pragma once

#include <array>
#include <csignal>

namespace driver {

class SignalShield {
 public:
  SignalShield();
  ~SignalShield();
  SignalShield(const SignalShield&) = delete;
  SignalShield& operator=(const SignalShield&) = delete;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace driver
