// SPDX-License-Identifier: Apache-2.0
// What setopts/2 sets that the operating system knows nothing of. Numbers are those of OTP's inet_int.hrl.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/ops/packet.hpp"

namespace rt {

enum class Active : std::uint8_t { passive, always, once, counted };

struct InetSettings {
  static constexpr std::uint32_t kDefaultBuffer = 1460;

  bool is_binary = false;
  bool delivers_as_port = false;  // {Port, {data, Data}}
  Active active = Active::passive;
  std::int32_t active_count = 0;  // of counted
  std::uint32_t mode = 0, deliver = 1, packet = 0, exit_on_close = 1;  // as they were set
  PacketFormat format = PacketFormat::raw;
  std::uint32_t buffer = kDefaultBuffer;
  bool buffer_was_set = false;
  std::uint32_t header = 0;
  std::uint32_t packet_size = 0;
  char line_delimiter = '\n';
  std::uint32_t low_messages = 4096, high_messages = 8192;
  std::string namespace_path;
  std::uint32_t debug = 0;
  bool reports_tos = false, reports_tclass = false, reports_ttl = false;

  // --- of streams
  std::uint32_t low = 4096, high = 8192;
  std::int32_t send_timeout_ms = -1;  // -1: never
  std::uint32_t closes_on_send_timeout = 0;
  bool delays_send = false, shows_reset = false, lingers_zero = false, reads_ahead = true;

  // --- of datagrams
  std::uint32_t read_packets = 5;

  bool is_active() const { return active != Active::passive; }
  bool exits_on_close() const { return exit_on_close != 0; }
  bool reports_ancillary() const { return reports_tos || reports_tclass || reports_ttl; }
};

}  // namespace rt
