// SPDX-License-Identifier: Apache-2.0
#include "driver/process/terminal_mode.hpp"

#include <unistd.h>

#include <cstring>

namespace driver {
namespace {

std::optional<termios> mode_now() {
  termios mode{};
  if (::tcgetattr(STDIN_FILENO, &mode) != 0) return std::nullopt;
  return mode;
}

// Only if it is another one: to set the mode stops a program in the background.
void set_mode(const termios& wanted) {
  const auto now = mode_now();
  const bool is_same = now && now->c_iflag == wanted.c_iflag && now->c_oflag == wanted.c_oflag &&
                       now->c_cflag == wanted.c_cflag && now->c_lflag == wanted.c_lflag &&
                       std::memcmp(now->c_cc, wanted.c_cc, sizeof wanted.c_cc) == 0;
  if (!is_same) (void)::tcsetattr(STDIN_FILENO, TCSANOW, &wanted);
}

}  // namespace

TerminalMode::TerminalMode() : first_(mode_now()) {}

void TerminalMode::restore() const {
  if (first_ && ::isatty(STDOUT_FILENO) != 0) set_mode(*first_);
}

void TerminalMode::disable_interrupt() const {
  if (!first_) return;
  termios mode = *first_;
  mode.c_cc[VINTR] = _POSIX_VDISABLE;
  set_mode(mode);
}

TerminalMode::Interlude::Interlude(const TerminalMode& first) {
  if (!first.first_) return;
  found_ = mode_now();
  set_mode(*first.first_);
}

TerminalMode::Interlude::~Interlude() {
  if (found_) set_mode(*found_);
}

}  // namespace driver
