// SPDX-License-Identifier: Apache-2.0
// What natives charge for work on bytes: how many of them a reduction pays for.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/process/process.hpp"

namespace rt {

inline constexpr std::size_t kBytesPerReduction = 64;             // read or written one after the other
inline constexpr std::size_t kCompressedBytesPerReduction = 16;   // packed or unpacked
inline constexpr std::size_t kSearchedBytesPerReduction = 200;    // searched for a pattern
inline constexpr std::size_t kBufferedBytesPerReduction = 256;    // moved through a buffer

inline void charge_bytes(Process& p, std::size_t bytes, std::size_t per_reduction = kBytesPerReduction) {
  p.charge(static_cast<std::int64_t>(bytes / per_reduction));
}

}  // namespace rt
