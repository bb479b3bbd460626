// SPDX-License-Identifier: Apache-2.0
// Socket addresses in the bytes that OTP's prim_inet and its drivers exchange: a code of the family; then port and address,
// most significant byte first, or the length and bytes of a path. Follows inet_drv.c, OTP 27.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

enum class FamilyCode : std::uint8_t { unspecified, inet, inet6, any, loopback, local, undefined };

// AF_INET, AF_INET6 or AF_UNIX; nothing: a code of something else.
std::optional<int> family_of(FamilyCode code);

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = sizeof(sockaddr_storage);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  int family() const { return storage.ss_family; }
  std::optional<std::uint16_t> port() const;  // nothing: a family without
};

// Takes an address from the front of `bytes`; "any" and "loopback" are those of `family`. Or the name of the error.
std::expected<SocketAddress, std::string_view> take_address(int family, std::string_view& bytes);

// The address in bytes. Nothing: of no family that has any.
std::optional<std::string> address_bytes(const SocketAddress& address);
// Only the code and the address, as interfaces have them; empty for other families than inet and inet6.
std::string host_bytes(const sockaddr* address);

// The address as two terms, as messages of datagrams have them: {IP, Port}, or {{local, Path}, 0}.
struct AddressTerms {
  static constexpr std::size_t kMaxWords = 64;
  Term host, port;
};
AddressTerms address_terms(HeapWriter& w, const SocketAddress& address);
// The two as prim_inet:recvfrom wants them: bytes in front of the data. Never empty.
std::string address_header(const SocketAddress& address);

}  // namespace rt
