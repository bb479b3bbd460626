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

// The same if the bytes are in memory; otherwise nothing has happened. For a file system that cannot tell (`can_tell`
// becomes false): the same.
ReadResult read_here(int descriptor, std::uint8_t* to, std::size_t size, std::int64_t at, bool& can_tell);

// Appends everything up to the end of the file. 0, or errno.
int read_rest(int descriptor, std::vector<std::uint8_t>& bytes);

// Whether so much memory can be had: sizes come from programs.
bool is_memory_for(std::size_t bytes);

}  // namespace rt::prim_file
