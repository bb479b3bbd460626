// SPDX-License-Identifier: Apache-2.0
// What gleamr's exit status means. Every other value is the program's own (erlang:halt(N), init:stop(N)).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "driver/driver_error.hpp"

namespace driver {

enum class ExitCode : std::uint8_t {
  ok = 0,
  failure = 1,
  usage = 2,
  no_test = 4,
  compiler_panic = 101,
};

struct ExitMeaning {
  ExitCode code;
  std::string_view meaning;
};

inline constexpr std::array kExitMeanings{
    ExitMeaning{ExitCode::ok, "the program returned"},
    ExitMeaning{ExitCode::failure, "it does not compile, or it crashed"},
    ExitMeaning{ExitCode::usage, "the command line is wrong"},
    ExitMeaning{ExitCode::no_test, "`gleamr test`: no test is such as was asked for"},
    ExitMeaning{ExitCode::compiler_panic, "the Gleam compiler itself failed"},
};

// What shells add to the number of a signal that ended a program.
inline constexpr int kSignalStatus = 128;

// What a program does, and the status that comes of it.
struct ExitEvent {
  std::string_view event;
  std::string_view status;
};

inline constexpr std::array kExitEvents{
    ExitEvent{"main returns, whatever it returns", "0, applications stopped in order; other processes are ended"},
    ExitEvent{"panic, todo, assert, let assert, error, throw or exit in main", "1, and a report"},
    ExitEvent{"main is killed, or a process linked to it dies abnormally", "1, and a report"},
    ExitEvent{"a process that is not linked to main crashes", "the program goes on"},
    ExitEvent{"the application does not start", "1, main is not run"},
    ExitEvent{"erlang:halt(N) in any process", "N modulo 256"},
    ExitEvent{"init:stop(N) in any process", "N, applications stopped in order"},
    ExitEvent{"SIGINT (Ctrl-C), SIGTERM", "130, 143: applications stopped in order; at once if it comes again"},
};

constexpr ExitCode exit_code_for(ErrorCode code) {
  return code == ErrorCode::usage ? ExitCode::usage : ExitCode::failure;
}

// A status that a program or a child process chose.
constexpr ExitCode exit_code_of_status(int status) {
  return static_cast<ExitCode>(static_cast<std::uint8_t>(status & 0xff));
}

}  // namespace driver
