// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/drivers.hpp"

#include "runtime/inet/host_lookup_driver.hpp"
#include "runtime/inet/tcp_driver.hpp"
#include "runtime/inet/udp_driver.hpp"

namespace rt {
namespace {

constexpr std::string_view kTcp = "tcp_inet", kUdp = "udp_inet";

}  // namespace

bool is_inet_driver(std::string_view name) { return name == kTcp || name == kUdp; }

bool is_inet_program(std::string_view file) { return HostLookupDriver::is_meant(file); }

std::unique_ptr<PortDriver> make_inet_driver(std::string_view name, Port& port) {
  if (is_inet_program(name)) return std::make_unique<HostLookupDriver>(port);
  if (name.substr(0, name.find(' ')) == kTcp) return std::make_unique<TcpDriver>(port);
  return std::make_unique<UdpDriver>(port);
}

}  // namespace rt
