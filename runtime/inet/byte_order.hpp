// SPDX-License-Identifier: Apache-2.0
// Numbers in the bytes of requests and answers, most significant byte first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/bits.hpp"

namespace rt {

// --- from the front. Requires: so many bytes are there.
inline std::uint64_t take_number(std::string_view& bytes, unsigned count) {
  const std::uint64_t value = load_big_endian(reinterpret_cast<const std::uint8_t*>(bytes.data()), count);
  bytes.remove_prefix(count);
  return value;
}
inline std::uint8_t take8(std::string_view& bytes) { return static_cast<std::uint8_t>(take_number(bytes, 1)); }
inline std::uint16_t take16(std::string_view& bytes) { return static_cast<std::uint16_t>(take_number(bytes, 2)); }
inline std::uint32_t take32(std::string_view& bytes) { return static_cast<std::uint32_t>(take_number(bytes, 4)); }

// --- behind
inline void put_number(std::string& bytes, std::uint64_t value, unsigned count) {
  for (unsigned i = count; i-- > 0;) bytes += static_cast<char>(value >> (8 * i));
}
inline void put16(std::string& bytes, std::uint16_t value) { put_number(bytes, value, 2); }
inline void put32(std::string& bytes, std::uint32_t value) { put_number(bytes, value, 4); }
inline void put64(std::string& bytes, std::uint64_t value) { put_number(bytes, value, 8); }

}  // namespace rt
