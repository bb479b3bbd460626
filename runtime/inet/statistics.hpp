// SPDX-License-Identifier: Apache-2.0
// What inet:getstat/1 tells of one direction of a socket.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rt {

struct TransferStatistics {
  std::uint64_t bytes = 0, packets = 0, largest = 0;
  double average = 0, deviation = 0;

  void count(std::size_t size) {
    bytes += size;
    ++packets;
    const auto length = static_cast<double>(size), n = static_cast<double>(packets);
    average += (length - average) / n;
    if (size > largest) largest = size;
    deviation += ((length - average) - deviation) / n;
  }
};

}  // namespace rt
