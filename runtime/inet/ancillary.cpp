// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/ancillary.hpp"

#include <netinet/in.h>

#include <cstdint>
#include <cstring>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/options.hpp"
#include "runtime/term/atom_table.hpp"

namespace rt {
namespace {

Term name_of(const cmsghdr& c) {
  if (c.cmsg_level == IPPROTO_IP && (c.cmsg_type == IP_TOS || c.cmsg_type == IP_RECVTOS)) return atoms::tos;
  if (c.cmsg_level == IPPROTO_IP && (c.cmsg_type == IP_TTL || c.cmsg_type == IP_RECVTTL)) return atoms::ttl;
  if (c.cmsg_level == IPPROTO_IPV6 && (c.cmsg_type == IPV6_TCLASS || c.cmsg_type == IPV6_RECVTCLASS)) return atoms::tclass;
  return Term::none();
}

Term value_of(const cmsghdr& c) {
  std::uint32_t number = 0;
  const std::size_t size = c.cmsg_len - CMSG_LEN(0);
  if (size == 1 || size == 2 || size == 4) std::memcpy(&number, CMSG_DATA(&c), size);
  return Term::small(static_cast<std::int32_t>(number));
}

}  // namespace

Term ancillary_terms(HeapWriter& w, msghdr& message) {
  constexpr std::size_t kMost = kMostAncillaryWords / 5;
  Term items[kMost];
  std::size_t count = 0;
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr && count < kMost; c = CMSG_NXTHDR(&message, c)) {
    if (const Term name = name_of(*c)) items[count++] = w.tuple({name, value_of(*c)});
  }
  return w.list({items, count});
}

std::optional<std::size_t> write_ancillary(std::string_view options, char (&control)[kSentAncillaryBytes]) {
  std::size_t used = 0;
  while (!options.empty()) {
    constexpr std::size_t kSpace = CMSG_SPACE(sizeof(int));
    if (options.size() < 5 || used + kSpace > sizeof control) return std::nullopt;
    const auto option = static_cast<Option>(take8(options));
    if (option != Option::tos && option != Option::ttl && option != Option::tclass) return std::nullopt;
    const SystemOption& row = *system_option(option);
    const auto value = static_cast<int>(take32(options));
    cmsghdr header{};
    header.cmsg_level = row.level;
    header.cmsg_type = row.name;
    header.cmsg_len = CMSG_LEN(sizeof value);
    std::memcpy(control + used, &header, sizeof header);
    std::memcpy(control + used + CMSG_LEN(0), &value, sizeof value);
    used += kSpace;
  }
  return used;
}

}  // namespace rt
