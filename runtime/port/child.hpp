// SPDX-License-Identifier: Apache-2.0
// Starting a program of the operating system with pipes to it. Follows spawn_start (sys_drivers.c) and erl_child_setup.c of
// OTP 27: what the program finds there (descriptors, signals, session, folder) is what OTP's children find.
#pragma once

#include <sys/types.h>

#include <expected>
#include <string>
#include <vector>

namespace rt {

struct ChildRequest {
  std::string program;                   // path, not searched for
  std::vector<std::string> arguments;    // with argv[0]
  std::vector<std::string> environment;  // NAME=VALUE
  std::string folder;                    // "": where the machine is
  bool is_read = true;                   // its output comes to us
  bool is_written = true;                // we are its input
  bool uses_stdio = true;                // else it reads 3 and writes 4
  bool joins_stderr = false;             // its 2 is its 1
};

struct Child {
  pid_t pid;
  int input;   // what it writes; non-blocking, ours to close; -1: not wanted
  int output;  // what it reads; likewise
  int descriptor;  // of the child itself, ours to close: readable when it has ended
};

// The child, or errno of what failed before there was one. A program that cannot be executed is a child that ends with
// errno as its status, as in OTP. Whoever starts it reaps it. Any thread; returns when the program runs.
std::expected<Child, int> start_child(const ChildRequest& request);

}  // namespace rt
