// SPDX-License-Identifier: Apache-2.0
// Follows inet_gethost.c, OTP 27: inet addresses by the functions that know aliases, inet6 ones by those that know them at all.
#include "runtime/inet/host_lookup.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "runtime/inet/byte_order.hpp"

namespace rt {
namespace {

enum class Operation : std::uint8_t { addresses_of_name = 1, name_of_address = 2 };
enum class Protocol : std::uint8_t { inet = 1, inet6 = 2 };

struct Found {
  std::vector<std::string> addresses, names;
  std::string_view error;  // empty: found
};

Found failed(std::string_view error) { return {{}, {}, error}; }

std::string_view name_of_resolver_error(int error) {
  switch (error) {
    case HOST_NOT_FOUND: return "notfound";
    case TRY_AGAIN: return "try_again";
    case NO_RECOVERY: return "no_recovery";
    case NO_DATA: return "no_data";
    default: return "netdb_internal";
  }
}

std::string_view name_of_address_error(int error) {
  switch (error) {
    case EAI_AGAIN: return "try_again";
    case EAI_FAIL:
    case EAI_NODATA:
    case EAI_NONAME: return "notfound";
    default: return "netdb_internal";
  }
}

// ask(entry, buffer, size, result, error) is gethostbyname_r or gethostbyaddr_r.
template <class Ask>
Found look_up_entry(Ask&& ask) {
  hostent entry{}, *found = nullptr;
  std::vector<char> buffer(4096);
  int error = 0;
  while (ask(&entry, buffer.data(), buffer.size(), &found, &error) == ERANGE) buffer.resize(2 * buffer.size());
  if (found == nullptr) return failed(name_of_resolver_error(error));
  Found result;
  for (char** at = found->h_addr_list; *at != nullptr; ++at) {
    result.addresses.emplace_back(*at, static_cast<std::size_t>(found->h_length));
  }
  result.names.emplace_back(found->h_name);
  for (char** at = found->h_aliases; at != nullptr && *at != nullptr; ++at) result.names.emplace_back(*at);
  return result;
}

Found inet_addresses(const std::string& name) {
  return look_up_entry([&](hostent* entry, char* buffer, std::size_t size, hostent** found, int* error) {
    return ::gethostbyname_r(name.c_str(), entry, buffer, size, found, error);
  });
}

Found inet_name(const std::string& address) {
  return look_up_entry([&](hostent* entry, char* buffer, std::size_t size, hostent** found, int* error) {
    return ::gethostbyaddr_r(address.data(), static_cast<socklen_t>(address.size()), AF_INET, entry, buffer, size, found, error);
  });
}

Found inet6_addresses(const std::string& name) {
  addrinfo hints{}, *first = nullptr;
  hints.ai_flags = AI_CANONNAME;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_family = AF_INET6;
  if (const int error = ::getaddrinfo(name.c_str(), nullptr, &hints, &first)) return failed(name_of_address_error(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> rows(first, &::freeaddrinfo);
  Found result;
  for (const addrinfo* row = first; row != nullptr; row = row->ai_next) {
    if (row->ai_family != AF_INET6) continue;
    sockaddr_in6 address;
    std::memcpy(&address, row->ai_addr, sizeof address);
    result.addresses.emplace_back(reinterpret_cast<const char*>(&address.sin6_addr), 16);
    if (row->ai_canonname != nullptr) result.names.emplace_back(row->ai_canonname);
  }
  return result;
}

Found inet6_name(const std::string& address) {
  sockaddr_in6 in6{};
  in6.sin6_family = AF_INET6;
  std::memcpy(&in6.sin6_addr, address.data(), 16);
  char name[NI_MAXHOST];
  if (const int error = ::getnameinfo(reinterpret_cast<const sockaddr*>(&in6), sizeof in6, name, sizeof name, nullptr, 0,
                                      NI_NAMEREQD)) {
    return failed(name_of_address_error(error));
  }
  return {{address}, {name}, {}};
}

Found look_up(Operation operation, Protocol protocol, std::string_view data) {
  const bool is_inet6 = protocol == Protocol::inet6;
  if (!is_inet6 && protocol != Protocol::inet) return failed("enotsup");
  if (operation == Operation::addresses_of_name) {
    const std::string name(data.substr(0, data.find('\0')));
    return is_inet6 ? inet6_addresses(name) : inet_addresses(name);
  }
  const std::size_t size = is_inet6 ? 16 : 4;
  if (operation != Operation::name_of_address || data.size() < size) return failed("enotsup");
  const std::string address(data.substr(0, size));
  return is_inet6 ? inet6_name(address) : inet_name(address);
}

std::string with_texts(std::string bytes, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) bytes.append(text.c_str(), text.size() + 1);
  return bytes;
}

}  // namespace

std::string look_up_host(std::string_view request) {
  constexpr std::uint8_t kCancel = 3, kControl = 4;
  if (request.size() < 6) return {};
  std::string answer;
  put32(answer, take32(request));
  const std::uint8_t operation = take8(request), protocol = take8(request);
  if (operation == kCancel || operation == kControl) return {};
  const Found found = look_up(static_cast<Operation>(operation), static_cast<Protocol>(protocol), request);
  if (!found.error.empty()) return answer + '\0' + std::string(found.error) + '\0';
  answer += static_cast<char>(static_cast<Protocol>(protocol) == Protocol::inet6 ? 16 : 4);
  put32(answer, static_cast<std::uint32_t>(found.addresses.size()));
  for (const std::string& address : found.addresses) answer += address;
  put32(answer, static_cast<std::uint32_t>(found.names.size()));
  return with_texts(std::move(answer), found.names);
}

}  // namespace rt
