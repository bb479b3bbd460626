// SPDX-License-Identifier: Apache-2.0
#include "driver/watch/keys.hpp"

#include <unistd.h>

namespace driver::watch {

Keys::Keys() {
  termios mode{};
  if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &mode) != 0) return;
  before_ = mode;
  mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  (void)::tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

Keys::~Keys() {
  if (before_) (void)::tcsetattr(STDIN_FILENO, TCSANOW, &*before_);
}

std::optional<char> Keys::take() {
  char key = 0;
  if (::read(STDIN_FILENO, &key, 1) == 1) return key;
  before_.reset();
  return std::nullopt;
}

}  // namespace driver::watch
