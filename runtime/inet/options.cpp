// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/options.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <iterator>

namespace rt {

const SystemOption* system_option(Option option) {
  static constexpr SystemOption kRows[] = {
      {Option::reuseaddr, SOL_SOCKET, SO_REUSEADDR, false},
      {Option::keepalive, SOL_SOCKET, SO_KEEPALIVE, false},
      {Option::dontroute, SOL_SOCKET, SO_DONTROUTE, false},
      {Option::broadcast, SOL_SOCKET, SO_BROADCAST, false},
      {Option::oobinline, SOL_SOCKET, SO_OOBINLINE, false},
      {Option::sndbuf, SOL_SOCKET, SO_SNDBUF, false},
      {Option::recbuf, SOL_SOCKET, SO_RCVBUF, false},
      {Option::priority, SOL_SOCKET, SO_PRIORITY, true},
      {Option::tos, IPPROTO_IP, IP_TOS, true},
      {Option::nodelay, IPPROTO_TCP, TCP_NODELAY, false},
      {Option::multicast_ttl, IPPROTO_IP, IP_MULTICAST_TTL, false},
      {Option::multicast_loop, IPPROTO_IP, IP_MULTICAST_LOOP, false},
      {Option::ipv6_v6only, IPPROTO_IPV6, IPV6_V6ONLY, true},
      {Option::reuseport, SOL_SOCKET, SO_REUSEPORT, false},
      {Option::reuseport_lb, SOL_SOCKET, SO_REUSEPORT, false},
      {Option::tclass, IPPROTO_IPV6, IPV6_TCLASS, true},
      {Option::recvtos, IPPROTO_IP, IP_RECVTOS, true},
      {Option::recvtclass, IPPROTO_IPV6, IPV6_RECVTCLASS, true},
      {Option::ttl, IPPROTO_IP, IP_TTL, true},
      {Option::recvttl, IPPROTO_IP, IP_RECVTTL, true},
      {Option::nopush, IPPROTO_TCP, TCP_CORK, false},
  };
  const auto* found = std::ranges::find(kRows, option, &SystemOption::option);
  return found == std::end(kRows) ? nullptr : found;
}

}  // namespace rt
