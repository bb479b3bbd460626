// SPDX-License-Identifier: Apache-2.0
// TerminalMode: how the terminal at standard input was set when this was made, and the way back to it.
#pragma once

#include <termios.h>

#include <optional>

namespace driver {

class TerminalMode {
 public:
  TerminalMode();

  // As it was, before the program ends: if standard output is a terminal too, as OTP does it. Any thread.
  void restore() const;

  // While it lives the terminal is as it was; then again as it was found. Of one thread.
  class Interlude {
   public:
    explicit Interlude(const TerminalMode& first);
    ~Interlude();
    Interlude(const Interlude&) = delete;
    Interlude& operator=(const Interlude&) = delete;

   private:
    std::optional<termios> found_;
  };

  // Ctrl-C is a key like others from now on.
  void disable_interrupt() const;

 private:
  std::optional<termios> first_;  // nothing: it is no terminal
};

}  // namespace driver
