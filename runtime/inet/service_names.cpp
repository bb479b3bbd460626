// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/service_names.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <cerrno>
#include <optional>
#include <vector>

#include "runtime/inet/answer.hpp"
#include "runtime/inet/byte_order.hpp"

namespace rt {
namespace {

std::optional<std::string> take_text(std::string_view& data) {
  if (data.empty()) return std::nullopt;
  const std::size_t length = take8(data);
  if (data.size() < length) return std::nullopt;
  const std::string text(data.substr(0, length));
  data.remove_prefix(length);
  return text;
}

// ask(entry, buffer, size, result) is getservbyname_r or getservbyport_r. told(entry) of what it has found.
template <class Ask, class Told>
std::string looked_up(Ask&& ask, Told&& told) {
  servent entry{}, *found = nullptr;
  std::vector<char> buffer(1024);
  int error;
  while ((error = ask(&entry, buffer.data(), buffer.size(), &found)) == ERANGE) buffer.resize(2 * buffer.size());
  return error == 0 && found != nullptr ? told(*found) : InetAnswer::failed(EINVAL);
}

}  // namespace

std::string service_port(std::string_view data) {
  const auto name = take_text(data);
  const auto protocol = name ? take_text(data) : std::nullopt;
  if (!protocol) return InetAnswer::failed(EINVAL);
  return looked_up(
      [&](servent* entry, char* buffer, std::size_t size, servent** found) {
        return ::getservbyname_r(name->c_str(), protocol->c_str(), entry, buffer, size, found);
      },
      [](const servent& entry) {
        std::string bytes = InetAnswer::done();
        put16(bytes, ntohs(static_cast<std::uint16_t>(entry.s_port)));
        return bytes;
      });
}

std::string service_name(std::string_view data) {
  if (data.size() < 3) return InetAnswer::failed(EINVAL);
  const std::uint16_t number = take16(data);
  const auto protocol = take_text(data);
  if (!protocol) return InetAnswer::failed(EINVAL);
  return looked_up(
      [&](servent* entry, char* buffer, std::size_t size, servent** found) {
        return ::getservbyport_r(htons(number), protocol->c_str(), entry, buffer, size, found);
      },
      [](const servent& entry) { return InetAnswer::done(entry.s_name); });
}

}  // namespace rt
