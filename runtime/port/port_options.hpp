// SPDX-License-Identifier: Apache-2.0
// The arguments of open_port/2, read. Follows open_port() of erl_bif_port.c, OTP 27, check by check.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/environment.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class AtomTable;

// How a port behaves.
struct PortSettings {
  unsigned packet_bytes = 0;              // 0: a stream
  std::optional<std::size_t> line_bytes;  // the longest line
  bool is_binary = false;
  bool reports_eof = false;
  bool reports_exit_status = false;
  bool is_read = false, is_written = false;
  bool is_parallel = false;
  std::size_t low_bytes = 4096, high_bytes = 8192;  // of queued output: where it stops being busy, and where it begins
};

struct OpenRequest {
  enum class Target : std::uint8_t { command, executable, driver, descriptors } target = Target::command;
  PortSettings settings;
  std::string name;                    // the command, the file, or "In/Out"
  std::optional<std::string> arg0;
  std::vector<std::string> arguments;  // without argv[0]
  Environment::Variables environment;  // all of it
  std::string folder;                  // "": the machine's own
  bool uses_stdio = true;
  bool joins_stderr = false;
  bool has_busy_limits = false;        // {busy_limits_port, _} was given
  int input = -1, output = -1;         // of descriptors
};

enum class BadRequest : std::uint8_t { badopt, badarg };

std::expected<OpenRequest, BadRequest> read_open_request(const AtomTable& atoms, const Environment& environment,
                                                         NameEncoding encoding, Term name, Term settings);

}  // namespace rt
