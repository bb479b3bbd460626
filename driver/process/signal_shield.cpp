// SPDX-License-Identifier: Apache-2.0
// Handlers that do nothing, and the old ones back afterwards.
#include "driver/process/signal_shield.hpp"

namespace driver {

namespace {
extern "C" void do_nothing(int) {}
}  // namespace

SignalShield::SignalShield() {
  struct sigaction action {};
  action.sa_handler = &do_nothing;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &before_[i]);
}

SignalShield::~SignalShield() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &before_[i], nullptr);
}

}  // namespace driver
