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

#include "runtime/process/dirty.hpp"

namespace rt {

inline bool is_long(const Process& p, std::size_t elements) {
  constexpr std::size_t kMostHere = 200'000;
  return elements > kMostHere && must_not_block(p);
}

constexpr std::size_t kMostBytesHere = 512 * 1024;
inline bool is_long_in_bytes(const Process& p, std::size_t bytes) { return bytes > kMostBytesHere && must_not_block(p); }

}  // namespace rt
