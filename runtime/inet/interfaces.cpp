// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/interfaces.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "runtime/inet/address.hpp"
#include "runtime/inet/answer.hpp"
#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/network_namespace.hpp"
#include "runtime/term/utf8.hpp"

namespace rt {
namespace {

enum class Code : std::uint8_t { address = 1, broadcast, destination, mtu, netmask, flags, hardware };

struct FlagRow {
  unsigned ours;
  unsigned theirs;
};
// `running` is what is up, as in OTP.
constexpr FlagRow kFlags[] = {{0x01, IFF_UP},          {0x02, IFF_BROADCAST}, {0x04, IFF_LOOPBACK},
                              {0x08, IFF_POINTOPOINT}, {0x10, IFF_UP},        {0x20, IFF_MULTICAST}};

std::uint32_t flag_bits(unsigned flags) {
  std::uint32_t bits = 0;
  for (const FlagRow& row : kFlags) {
    if ((flags & row.theirs) != 0) bits |= row.ours;
  }
  return bits;
}

void put_code(std::string& bytes, Code code) { bytes += static_cast<char>(code); }
void put_host(std::string& bytes, Code code, const sockaddr* address) {
  const std::string host = address == nullptr ? "" : host_bytes(address);
  if (host.empty()) return;
  put_code(bytes, code);
  bytes += host;
}
void put_flags(std::string& bytes, unsigned flags) {
  put_code(bytes, Code::flags);
  put32(bytes, flag_bits(flags));
}
void put_hardware(std::string& bytes, const char* address, std::size_t size) {
  put_code(bytes, Code::hardware);
  put16(bytes, static_cast<std::uint16_t>(size));
  bytes.append(address, size);
}

void put_interface(std::string& bytes, const ifaddrs& row) {
  bytes += latin1_to_utf8(row.ifa_name);
  bytes += '\0';
  put_flags(bytes, row.ifa_flags);
  const int family = row.ifa_addr == nullptr ? AF_UNSPEC : row.ifa_addr->sa_family;
  if (family == AF_INET || family == AF_INET6) {
    put_host(bytes, Code::address, row.ifa_addr);
    put_host(bytes, Code::netmask, row.ifa_netmask);
    if ((row.ifa_flags & IFF_POINTOPOINT) != 0 && row.ifa_dstaddr != nullptr) {
      put_host(bytes, Code::destination, row.ifa_dstaddr);
    } else if ((row.ifa_flags & IFF_BROADCAST) != 0) {
      put_host(bytes, Code::broadcast, row.ifa_broadaddr);
    }
  } else if (family == AF_PACKET) {
    sockaddr_ll link;
    std::memcpy(&link, row.ifa_addr, sizeof link);
    const std::size_t size = std::min<std::size_t>(link.sll_halen, sizeof link.sll_addr);
    if (size > 1) put_hardware(bytes, reinterpret_cast<const char*>(link.sll_addr), size);
  }
  bytes += '\0';
}

// An ifreq of the name in front of `data`; false: there is none.
bool take_request(std::string_view& data, ifreq& request) {
  if (data.empty()) return false;
  const std::size_t length = take8(data);
  if (data.size() < length) return false;
  request = {};
  std::memcpy(request.ifr_name, data.data(), std::min<std::size_t>(length, IFNAMSIZ - 1));
  data.remove_prefix(length);
  return true;
}

void put_asked(std::string& bytes, int fd, Code code, unsigned long operation, ifreq& request) {
  if (::ioctl(fd, operation, &request) == 0) put_host(bytes, code, &request.ifr_addr);
}

// False: there is no such code.
bool put_item(std::string& bytes, int fd, Code code, ifreq& request) {
  switch (code) {
    case Code::address: put_asked(bytes, fd, code, SIOCGIFADDR, request); return true;
    case Code::broadcast: put_asked(bytes, fd, code, SIOCGIFBRDADDR, request); return true;
    case Code::destination: put_asked(bytes, fd, code, SIOCGIFDSTADDR, request); return true;
    case Code::netmask: put_asked(bytes, fd, code, SIOCGIFNETMASK, request); return true;
    case Code::hardware:
      if (::ioctl(fd, SIOCGIFHWADDR, &request) == 0) put_hardware(bytes, request.ifr_hwaddr.sa_data, IFHWADDRLEN);
      return true;
    case Code::mtu:
      if (::ioctl(fd, SIOCGIFMTU, &request) == 0) {
        put_code(bytes, code);
        put32(bytes, static_cast<std::uint32_t>(request.ifr_mtu));
      }
      return true;
    case Code::flags:
      put_flags(bytes, ::ioctl(fd, SIOCGIFFLAGS, &request) == 0 ? static_cast<unsigned short>(request.ifr_flags) : 0);
      return true;
  }
  return false;
}

// Only inet addresses can be set. The family's code, then the address.
bool take_host(std::string_view& data, sockaddr& address) {
  constexpr std::size_t kBytes = 1 + 4;
  if (data.size() < kBytes || static_cast<FamilyCode>(data[0]) != FamilyCode::inet) return false;
  sockaddr_in in{};
  in.sin_family = AF_INET;
  std::memcpy(&in.sin_addr, data.data() + 1, 4);
  std::memcpy(&address, &in, sizeof in);
  data.remove_prefix(kBytes);
  return true;
}

void change_flags(int fd, ifreq& request, std::uint32_t wanted) {
  constexpr std::uint32_t kDown = 0x100, kNoBroadcast = 0x200, kNoPointToPoint = 0x800;
  if (::ioctl(fd, SIOCGIFFLAGS, &request) < 0) return;
  auto flags = static_cast<unsigned>(request.ifr_flags);
  const auto apply = [&](std::uint32_t on, std::uint32_t off, unsigned flag) {
    if ((wanted & on) != 0) flags |= flag;
    if ((wanted & off) != 0) flags &= ~flag;
  };
  apply(0x01, kDown, IFF_UP);
  apply(0x02, kNoBroadcast, IFF_BROADCAST);
  apply(0x08, kNoPointToPoint, IFF_POINTOPOINT);
  request.ifr_flags = static_cast<short>(flags);
  (void)::ioctl(fd, SIOCSIFFLAGS, &request);
}

bool set_item(int fd, Code code, std::string_view& data, ifreq& request) {
  const auto set_host = [&](unsigned long operation) {
    if (!take_host(data, request.ifr_addr)) return false;
    (void)::ioctl(fd, operation, &request);
    return true;
  };
  switch (code) {
    case Code::address: return set_host(SIOCSIFADDR);
    case Code::broadcast: return set_host(SIOCSIFBRDADDR);
    case Code::destination: return set_host(SIOCSIFDSTADDR);
    case Code::netmask: return set_host(SIOCSIFNETMASK);
    case Code::mtu:
      if (data.size() < 4) return false;
      request.ifr_mtu = static_cast<int>(take32(data));
      (void)::ioctl(fd, SIOCSIFMTU, &request);
      return true;
    case Code::flags:
      if (data.size() < 4) return false;
      change_flags(fd, request, take32(data));
      return true;
    case Code::hardware: {
      if (data.size() < 2) return false;
      const std::size_t length = take16(data);
      if (data.size() < length) return false;
      std::memset(&request.ifr_hwaddr, 0, sizeof request.ifr_hwaddr);
      std::memcpy(request.ifr_hwaddr.sa_data, data.data(), std::min<std::size_t>(length, IFHWADDRLEN));
      data.remove_prefix(length);
      (void)::ioctl(fd, SIOCSIFHWADDR, &request);
      return true;
    }
  }
  return false;
}

}  // namespace

std::string interface_names(int fd) {
  std::vector<ifreq> rows(16);
  ifconf list{};
  for (;;) {
    list.ifc_len = static_cast<int>(rows.size() * sizeof(ifreq));
    list.ifc_req = rows.data();
    if (::ioctl(fd, SIOCGIFCONF, &list) < 0) return InetAnswer::failed(errno);
    if (static_cast<std::size_t>(list.ifc_len) < rows.size() * sizeof(ifreq)) break;
    rows.resize(2 * rows.size());
  }
  std::string bytes = InetAnswer::done();
  for (std::size_t i = 0; i < static_cast<std::size_t>(list.ifc_len) / sizeof(ifreq); ++i) {
    bytes.append(rows[i].ifr_name, ::strnlen(rows[i].ifr_name, IFNAMSIZ));
    bytes += '\0';
  }
  return bytes;
}

std::string interface_addresses(const std::string& network_namespace) {
  ifaddrs* first = nullptr;
  int error = 0;
  const auto ask = [&] { error = ::getifaddrs(&first) < 0 ? errno : 0; };
  if (network_namespace.empty()) {
    ask();
  } else if (const int refused = run_in_namespace(network_namespace, ask)) {
    return InetAnswer::failed(refused);
  }
  if (error != 0) return InetAnswer::failed(error);
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> rows(first, &::freeifaddrs);
  std::string bytes = InetAnswer::done();
  for (const ifaddrs* row = first; row != nullptr; row = row->ifa_next) put_interface(bytes, *row);
  return bytes;
}

std::string get_interface(int fd, std::string_view data) {
  ifreq request;
  if (!take_request(data, request)) return InetAnswer::failed(EINVAL);
  std::string bytes = InetAnswer::done();
  for (const char code : data) {
    if (!put_item(bytes, fd, static_cast<Code>(code), request)) return InetAnswer::failed(EINVAL);
  }
  return bytes;
}

std::string set_interface(int fd, std::string_view data) {
  ifreq request;
  if (!take_request(data, request)) return InetAnswer::failed(EINVAL);
  while (!data.empty()) {
    if (!set_item(fd, static_cast<Code>(take8(data)), data, request)) return InetAnswer::failed(EINVAL);
  }
  return InetAnswer::done();
}

}  // namespace rt
