// SPDX-License-Identifier: Apache-2.0
// Reading from descriptors for module prim_file. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rt::prim_file {

constexpr std::int64_t kOwnPosition = -1;  // where the file is: it moves

struct ReadResult {
  std::size_t size = 0;     // fewer than wanted: the file ends there
  int error = 0;            // errno; nothing was read, as far as the caller is concerned
  bool would_wait = false;  // likewise
};

// Fills `size` bytes unless the file ends before, however long that takes.
ReadResult read_all(int descriptor, std::uint8_t* to, std::size_t size, std::int64_t at);

// Whether reading waits for something.
enum class Waits : std::uint8_t {
  told,    // the system says so, for what is not in memory (RWF_NOWAIT)
  never,   // it cannot, but the whole file system is in memory or stands for another one
  always,  // it cannot, or this is no file
};

// The same if that waits for nothing; otherwise nothing has happened. `waits` is found out when it is told first.
ReadResult read_here(int descriptor, std::uint8_t* to, std::size_t size, std::int64_t at, Waits& waits);

// Appends everything up to the end of the file. 0, or errno.
int read_rest(int descriptor, std::vector<std::uint8_t>& bytes);

// Whether so much memory can be had: sizes come from programs.
bool is_memory_for(std::size_t bytes);

}  // namespace rt::prim_file
