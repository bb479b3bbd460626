// SPDX-License-Identifier: Apache-2.0
// PacketBuffer: cuts input into packets for ports with option {packet, 1 | 2 | 4}: so many bytes of length, most
// significant first, then that many bytes. Owned by one port.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/bits.hpp"

namespace rt {

class PacketBuffer {
 public:
  explicit PacketBuffer(unsigned header_bytes) : header_bytes_(header_bytes) {}

  // deliver(std::string_view) for each packet that is whole now.
  template <class Deliver>
  void feed(std::string_view bytes, Deliver&& deliver) {
    begun_.append(bytes);
    std::string_view rest = begun_;
    while (rest.size() >= header_bytes_) {
      const std::size_t size = load_big_endian(reinterpret_cast<const std::uint8_t*>(rest.data()), header_bytes_);
      if (rest.size() - header_bytes_ < size) break;
      deliver(rest.substr(header_bytes_, size));
      rest.remove_prefix(header_bytes_ + size);
    }
    begun_.erase(0, begun_.size() - rest.size());
  }

 private:
  unsigned header_bytes_;
  std::string begun_;
};

}  // namespace rt
