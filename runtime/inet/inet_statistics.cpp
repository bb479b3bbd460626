// SPDX-License-Identifier: Apache-2.0
// getstat and subscribe: numbers that are asked for one by one, each answered behind its code.
#include <cmath>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/inet_driver.hpp"

namespace rt {
namespace {

enum class Item : std::uint8_t {
  received_packets = 1,
  received_largest,
  received_average,
  received_deviation,
  sent_packets,
  sent_largest,
  sent_average,
  pending,
  received_bytes,
  sent_bytes,
};

}  // namespace

// Something else than an item answers nothing, as more than would fit.
InetDriver::Answer InetDriver::statistics(std::string_view items) const {
  std::string bytes = done();
  if (items.size() * 9 > kMostOptionBytes) return std::nullopt;
  const auto number = [&bytes](double value) { put32(bytes, static_cast<std::uint32_t>(value)); };
  const auto count = [&bytes](std::uint64_t value) { put32(bytes, static_cast<std::uint32_t>(value)); };
  for (const char code : items) {
    bytes += code;
    switch (static_cast<Item>(code)) {
      case Item::received_packets: count(received_.packets); break;
      case Item::received_largest: count(received_.largest); break;
      case Item::received_average: number(received_.average); break;
      case Item::received_deviation: number(std::fabs(received_.deviation)); break;
      case Item::sent_packets: count(sent_.packets); break;
      case Item::sent_largest: count(sent_.largest); break;
      case Item::sent_average: number(sent_.average); break;
      case Item::pending: count(queue_size()); break;
      case Item::received_bytes: put64(bytes, received_.bytes); break;
      case Item::sent_bytes: put64(bytes, sent_.bytes); break;
      default: return std::nullopt;
    }
  }
  return bytes;
}

// The caller is told when the queue is empty, unless it is now.
InetDriver::Answer InetDriver::subscribe(Term caller, std::string_view items) {
  constexpr char kEmptyQueue = 1;
  if (items.size() * 5 > kMostOptionBytes) return std::nullopt;
  std::string bytes = done();
  for (const char code : items) {
    if (code != kEmptyQueue) return std::nullopt;
    bytes += code;
    put32(bytes, static_cast<std::uint32_t>(queue_size()));
    if (queue_size() > 0) empty_queue_subscribers_.push_back(caller);
  }
  return bytes;
}

}  // namespace rt
