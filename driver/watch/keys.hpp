// SPDX-License-Identifier: Apache-2.0
// Keys: while it lives, single keys can be read from a terminal without Enter and without echo; afterwards the terminal is as
// it was. Ctrl-C and the like still are signals. Where standard input is no terminal there are no keys.
#pragma once

#include <termios.h>

#include <optional>

namespace driver::watch {

class Keys {
 public:
  Keys();
  ~Keys();
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  int descriptor() const { return before_ ? 0 : -1; }  // readable when a key was pressed
  // The next key; nothing when there is none, or no terminal any more.
  std::optional<char> take();

 private:
  std::optional<termios> before_;
};

}  // namespace driver::watch
