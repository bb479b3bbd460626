// SPDX-License-Identifier: Apache-2.0
// Where OTP reads behind bytes that are too few, here they are einval.
#include "runtime/inet/address.hpp"

#include <netinet/in.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "runtime/inet/byte_order.hpp"
#include "runtime/term/atom_table.hpp"
#include "runtime/term/text_terms.hpp"

namespace rt {
namespace {

constexpr std::string_view kInvalid = "einval", kNoFamily = "eafnosupport";
constexpr std::size_t kInetBytes = 2 + 4, kInet6Bytes = 2 + 16 + 4 + 4;
constexpr std::size_t kPathOffset = offsetof(sockaddr_un, sun_path);

template <class Address>
SocketAddress from(const Address& address, std::size_t size = sizeof(Address)) {
  SocketAddress result;
  std::memcpy(&result.storage, &address, sizeof address);
  result.size = static_cast<socklen_t>(size);
  return result;
}
template <class Address>
Address as(const SocketAddress& address) {
  Address result;
  std::memcpy(&result, &address.storage, sizeof result);
  return result;
}

using Taken = std::expected<SocketAddress, std::string_view>;

Taken take_inet(std::string_view& bytes) {
  if (bytes.size() < kInetBytes) return std::unexpected(kInvalid);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(take16(bytes));
  std::memcpy(&address.sin_addr, bytes.data(), 4);
  bytes.remove_prefix(4);
  return from(address);
}

Taken take_inet6(std::string_view& bytes) {
  if (bytes.size() < kInet6Bytes) return std::unexpected(kInvalid);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(take16(bytes));
  std::memcpy(&address.sin6_addr, bytes.data(), 16);
  bytes.remove_prefix(16);
  address.sin6_flowinfo = take32(bytes);
  address.sin6_scope_id = take32(bytes);
  return from(address);
}

// A path ends with a 0, for which there must be room; one that begins with a 0 is none, but an abstract name.
Taken take_local(std::string_view& bytes) {
  if (bytes.empty()) return std::unexpected(kInvalid);
  const std::size_t length = take8(bytes);
  if (bytes.size() < length) return std::unexpected(kInvalid);
  const std::string_view path = bytes.substr(0, length);
  const bool is_abstract = !bytes.empty() && bytes.front() == '\0';
  sockaddr_un address{};
  if (length + (is_abstract ? 0 : 1) > sizeof address.sun_path) return std::unexpected(kInvalid);
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), length);
  bytes.remove_prefix(length);
  return from(address, kPathOffset + length);
}

Taken take_special(int family, bool is_loopback, std::string_view& bytes) {
  if (bytes.size() < 2) return std::unexpected(kInvalid);
  if (family == AF_INET) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(take16(bytes));
    address.sin_addr.s_addr = htonl(is_loopback ? INADDR_LOOPBACK : INADDR_ANY);
    return from(address);
  }
  if (family != AF_INET6) return std::unexpected(kInvalid);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(take16(bytes));
  address.sin6_addr = is_loopback ? in6addr_loopback : in6addr_any;
  return from(address);
}

// The path, or abstract name, of a local address. Nothing: too long to be told.
std::optional<std::string> local_path(const SocketAddress& address) {
  if (address.size < kPathOffset) return std::nullopt;
  const std::size_t length = address.size - kPathOffset;
  if (length > 255) return std::nullopt;
  const auto un = as<sockaddr_un>(address);
  const std::size_t present = std::min(length, sizeof un.sun_path);
  const std::size_t to_zero = ::strnlen(un.sun_path, present);
  return std::string(un.sun_path, to_zero == 0 ? present : to_zero);
}

Term number16(const std::uint8_t* at) { return Term::small(at[0] << 8 | at[1]); }

}  // namespace

std::optional<int> family_of(FamilyCode code) {
  switch (code) {
    case FamilyCode::inet: return AF_INET;
    case FamilyCode::inet6: return AF_INET6;
    case FamilyCode::local: return AF_UNIX;
    case FamilyCode::unspecified:
    case FamilyCode::any:
    case FamilyCode::loopback:
    case FamilyCode::undefined: break;
  }
  return std::nullopt;
}

std::optional<std::uint16_t> SocketAddress::port() const {
  if (family() == AF_INET) return ntohs(as<sockaddr_in>(*this).sin_port);
  if (family() == AF_INET6) return ntohs(as<sockaddr_in6>(*this).sin6_port);
  return std::nullopt;
}

Taken take_address(int family, std::string_view& bytes) {
  if (bytes.empty()) return std::unexpected(kInvalid);
  switch (static_cast<FamilyCode>(take8(bytes))) {
    case FamilyCode::inet: return take_inet(bytes);
    case FamilyCode::inet6: return take_inet6(bytes);
    case FamilyCode::local: return take_local(bytes);
    case FamilyCode::any: return take_special(family, false, bytes);
    case FamilyCode::loopback: return take_special(family, true, bytes);
    case FamilyCode::unspecified:
    case FamilyCode::undefined: break;
  }
  return std::unexpected(kNoFamily);
}

std::optional<std::string> address_bytes(const SocketAddress& address) {
  std::string bytes;
  if (address.family() == AF_INET && address.size >= sizeof(sockaddr_in)) {
    const auto in = as<sockaddr_in>(address);
    bytes += static_cast<char>(FamilyCode::inet);
    put16(bytes, ntohs(in.sin_port));
    bytes.append(reinterpret_cast<const char*>(&in.sin_addr), 4);
  } else if (address.family() == AF_INET6 && address.size >= sizeof(sockaddr_in6)) {
    const auto in6 = as<sockaddr_in6>(address);
    bytes += static_cast<char>(FamilyCode::inet6);
    put16(bytes, ntohs(in6.sin6_port));
    bytes.append(reinterpret_cast<const char*>(&in6.sin6_addr), 16);
  } else if (address.family() == AF_UNIX) {
    const auto path = local_path(address);
    if (!path) return std::nullopt;
    bytes += static_cast<char>(FamilyCode::local);
    bytes += static_cast<char>(path->size());
    bytes += *path;
  } else {
    return std::nullopt;
  }
  return bytes;
}

std::string address_header(const SocketAddress& address) {
  const FamilyCode none = address.family() == AF_UNSPEC ? FamilyCode::unspecified : FamilyCode::undefined;
  return address_bytes(address).value_or(std::string(1, static_cast<char>(none)));
}

std::string host_bytes(const sockaddr* address) {
  std::string bytes;
  if (address->sa_family == AF_INET || address->sa_family == AF_UNSPEC) {
    bytes += static_cast<char>(FamilyCode::inet);
    bytes.append(reinterpret_cast<const char*>(address) + offsetof(sockaddr_in, sin_addr), 4);
  } else if (address->sa_family == AF_INET6) {
    bytes += static_cast<char>(FamilyCode::inet6);
    bytes.append(reinterpret_cast<const char*>(address) + offsetof(sockaddr_in6, sin6_addr), 16);
  }
  return bytes;
}

AddressTerms address_terms(HeapWriter& w, const SocketAddress& address) {
  const std::string bytes = address_header(address);
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto code = static_cast<FamilyCode>(bytes[0]);
  if (code == FamilyCode::inet) {
    const Term port = number16(at + 1);
    at += 3;
    return {w.tuple({Term::small(at[0]), Term::small(at[1]), Term::small(at[2]), Term::small(at[3])}), port};
  }
  if (code == FamilyCode::inet6) {
    Term parts[8];
    for (std::size_t i = 0; i < 8; ++i) parts[i] = number16(at + 3 + 2 * i);
    return {w.tuple(parts), number16(at + 1)};
  }
  const bool is_local = code == FamilyCode::local;
  const Term path = w.binary(as_bytes(std::string_view(bytes).substr(is_local ? 2 : 1)));
  const Term family = is_local ? atoms::local : code == FamilyCode::unspecified ? atoms::unspec : atoms::undefined;
  return {w.tuple({family, path}), Term::small(0)};
}

}  // namespace rt
