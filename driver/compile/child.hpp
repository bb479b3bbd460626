// SPDX-License-Identifier: Apache-2.0
// This executable again, as a child that is told what to do line by line on its standard input.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/driver_error.hpp"

namespace driver::compile {

class Child {
 public:
  enum class Output { read_by_us, ours };  // where its standard output goes
  // Its process group. `own`: signals to ours do not reach it; for a child that gets them from us (process/signal_shield.hpp).
  enum class Group { own, ours };

  // `self`: our executable; `words`: without its name. Fails with `os`.
  static Result<Child> start(const std::string& self, const std::vector<std::string>& words, Output output, Group group);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();  // its input ends, and we wait until it has ended

  void kill();  // it need not end in order
  pid_t pid() const { return pid_; }
  bool write(std::string_view bytes);
  // Of its output, when we read it. Nothing: it has ended before.
  std::optional<std::string> line();  // without the newline; its last words may have none
  std::optional<std::string> bytes(std::size_t size);

 private:
  Child(pid_t pid, int input, int output) : pid_(pid), input_(input), output_(output) {}
  bool fill();  // more output; false at its end

  pid_t pid_;
  int input_;
  int output_;  // -1: goes elsewhere
  std::string buffer_;
};

}  // namespace driver::compile
