// SPDX-License-Identifier: Apache-2.0
// The options of sockets, by the numbers that OTP's prim_inet gives them (inet_int.hrl), and those that the operating system
// keeps as one int.
#pragma once

#include <cstdint>

namespace rt {

enum class Option : std::uint8_t {
  reuseaddr = 0,
  keepalive = 1,
  dontroute = 2,
  linger = 3,
  broadcast = 4,
  oobinline = 5,
  sndbuf = 6,
  recbuf = 7,
  priority = 8,
  tos = 9,
  nodelay = 10,
  multicast_if = 11,
  multicast_ttl = 12,
  multicast_loop = 13,
  add_membership = 14,
  drop_membership = 15,
  ipv6_v6only = 16,
  reuseport = 17,
  reuseport_lb = 18,
  exclusiveaddruse = 19,
  buffer = 20,
  header = 21,
  active = 22,
  packet = 23,
  mode = 24,
  deliver = 25,
  exit_on_close = 26,
  high_watermark = 27,
  low_watermark = 28,
  send_timeout = 30,
  delay_send = 31,
  packet_size = 32,
  read_packets = 33,
  raw = 34,
  send_timeout_close = 35,
  high_msgq_watermark = 36,
  low_msgq_watermark = 37,
  netns = 38,
  show_econnreset = 39,
  line_delimiter = 40,
  tclass = 41,
  bind_to_device = 42,
  recvtos = 43,
  recvtclass = 44,
  pktoptions = 45,
  ttl = 46,
  recvttl = 47,
  nopush = 48,
  read_ahead = 49,
  non_block_send = 50,
  debug = 99,
};

struct SystemOption {
  Option option;
  int level, name;
  bool must_succeed;  // when it is set: others may fail unnoticed
};
// Null: the system keeps it in another form, or not at all.
const SystemOption* system_option(Option option);

}  // namespace rt
