// SPDX-License-Identifier: Apache-2.0
// Natives whose work grows with their arguments: with more than about half a millisecond of it they leave their worker to
// other processes and go on on a dirty CPU thread (process/dirty.hpp):
//
//   if (is_long(p, length)) return run_dirty(p, DirtyKind::cpu);  // called again, there
//
// OTP does a part of the work in each slice and keeps the state between slices. The way there and back is the cheaper one
// of the two for the native's author, and costs the process 10 to 30 microseconds. With --seed, and where there are no
// dirty threads, the work is done in place.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/process/dirty.hpp"

namespace rt {

constexpr std::size_t kMostElementsHere = 200'000;
inline bool is_long(const Process& p, std::size_t elements) { return elements > kMostElementsHere && must_not_block(p); }
// For a loop that finds out as it goes: asked at every step, it looks at the process at one of them only.
inline bool becomes_long(const Process& p, std::size_t elements) { return elements == kMostElementsHere && must_not_block(p); }

constexpr std::size_t kMostBytesHere = 512 * 1024;
inline bool is_long_in_bytes(const Process& p, std::size_t bytes) { return bytes > kMostBytesHere && must_not_block(p); }

// Elements of a list that were looked at or made.
inline void charge_elements(Process& p, std::size_t n) {
  constexpr std::size_t kElementsPerReduction = 16;
  p.charge(static_cast<std::int64_t>(n / kElementsPerReduction));
}

}  // namespace rt
