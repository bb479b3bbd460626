// SPDX-License-Identifier: Apache-2.0
// Everything that the virtual machine needs to know to start a program. Plain values; made by manifest/bridge (a
// project) or by `gleamr exec` (folders), used by run/launch.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/erl/command_line.hpp"

namespace driver {

struct StartPlan {
  // Folders with .beam files, searched in this order, before those of OTP.
  std::vector<std::string> ebin_folders;
  // Searched after those of OTP.
  std::vector<std::string> ebin_folders_behind;
  // The project's folder, absolute; "" for none (`gleamr exec`).
  std::string root;
  // An OTP tree: OTP_ROOT/lib/*/ebin.
  std::string otp_root;
  // The Erlang module whose main/0 to call.
  std::string module;
  // The OTP application to start first, with those it needs; "" for none (`gleamr exec`).
  std::string application;
  // Whether starting it runs code. Then OTP starts it, and the program with it: by `APPLICATION@@main:run/1`, which
  // Gleam's compiler wrote. Otherwise the program starts at once, and the application when somebody first asks OTP's
  // application_controller for anything: until then nobody can tell.
  bool starts_code = false;
  // If not: the files of all applications that are started with it.
  std::vector<std::string> application_files;
  // As `erl`: what was asked for on its command line is the program.
  std::optional<erl::CommandLine> erl;
  // What starts an Erlang as this one was started, for programs: init:get_argument(progname).
  std::string program_name = "erl";
  // For init:get_plain_arguments/0: the bytes as they came.
  std::vector<std::string> arguments;
  unsigned schedulers = 0;   // threads that run processes; 0: one for each core
  unsigned schedulers_online = 0;  // that do so from the start; 0: all
  std::optional<std::uint64_t> seed;  // of repeatable scheduling, which has one scheduler
  bool starts_all = false;  // of OTP's processes, before the program: else each when it is needed
  bool has_rich_report = false;  // of a crash; no ROOT@@main reports it then
  bool native_code = true;  // false: everything is interpreted
};

}  // namespace driver
