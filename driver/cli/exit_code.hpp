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
    ExitMeaning{ExitCode::compiler_panic, "the Gleam compiler itself failed"},
};

// What shells add to the number of a signal that ended a program.
inline constexpr int kSignalStatus = 128;

constexpr ExitCode exit_code_for(ErrorCode code) {
  return code == ErrorCode::usage ? ExitCode::usage : ExitCode::failure;
}

// A status that a program or a child process chose.
constexpr ExitCode exit_code_of_status(int status) {
  return static_cast<ExitCode>(static_cast<std::uint8_t>(status & 0xff));
}

}  // namespace driver
