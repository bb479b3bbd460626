// SPDX-License-Identifier: Apache-2.0
// The check word of the local external term format (tag 121, option `local`): such a term may be read by the
// machine that wrote it only, so it carries a checksum mixed with what no other machine has.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <span>

namespace rt {

class Vm;

inline std::uint32_t local_etf_hash(const Vm& vm, std::span<const std::uint8_t> term) {
  const auto own = reinterpret_cast<std::uintptr_t>(&vm);
  const uLong seed = crc32_z(0, reinterpret_cast<const Bytef*>(&own), sizeof own);
  return static_cast<std::uint32_t>(crc32_z(seed, term.data(), term.size()));
}

}  // namespace rt
