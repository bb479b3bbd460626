// SPDX-License-Identifier: Apache-2.0
// A handler that passes signals on, and the old ones back afterwards. What a handler can reach is global.
#include "driver/process/signal_shield.hpp"

#include <atomic>
#include <cerrno>

namespace driver {

namespace {

std::atomic<pid_t> child_to_tell{0};
std::atomic<int> last_caught{0};

// A child of our own group gets a signal to all of it, as of Ctrl-C, twice then: `gleam` is none the worse for it.
extern "C" void pass_on(int number) {
  const int error = errno;
  last_caught.store(number, std::memory_order_relaxed);
  if (const pid_t child = child_to_tell.load(std::memory_order_relaxed); child > 0) (void)::kill(child, number);
  errno = error;
}

}  // namespace

SignalShield::SignalShield() {
  last_caught.store(0, std::memory_order_relaxed);
  struct sigaction action {};
  action.sa_handler = &pass_on;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &before_[i]);
}

SignalShield::~SignalShield() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &before_[i], nullptr);
}

int SignalShield::caught() const { return last_caught.load(std::memory_order_relaxed); }

void SignalShield::pass_on_to(pid_t child) { child_to_tell.store(child, std::memory_order_relaxed); }

}  // namespace driver
