// SPDX-License-Identifier: Apache-2.0
// ExecMemory: memory for native code, never writable and executable at the same address: each chunk is mapped twice, once
// to run and once to write. It lies in the lower 2 GiB, where the interpreter's 32-bit handler words and rel32 jumps
// reach it.
//
// Owned by the Jit. Any thread; code may run meanwhile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <vector>

namespace rt::jit {

class ExecMemory {
 public:
  ExecMemory() = default;
  ExecMemory(const ExecMemory&) = delete;
  ExecMemory& operator=(const ExecMemory&) = delete;
  ~ExecMemory();

  // A place for `bytes` bytes, aligned to 16: where the code will run. Null: the system gives none.
  std::uint8_t* reserve(std::size_t bytes);
  // Copies code to a place that was reserved. Afterwards it may run on any thread.
  void write(std::uint8_t* place, std::span<const std::uint8_t> code);
  // Requires: nobody runs it any more.
  void release(std::uint8_t* place);

  std::size_t used_bytes() const {
    const std::scoped_lock lock(mutex_);
    return used_;
  }

 private:
  static constexpr std::size_t kChunkBytes = 256 * 1024;
  struct Chunk {
    std::uint8_t* run;
    std::uint8_t* write;
    std::size_t bytes;
  };
  bool add_chunk(std::size_t bytes);

  mutable std::mutex mutex_;
  std::vector<Chunk> chunks_;
  std::map<std::uint8_t*, std::size_t> free_;   // by address, neighbours joined
  std::map<std::uint8_t*, std::size_t> taken_;
  std::size_t used_ = 0;
  bool has_released_ = false;  // what is written may replace code that ran
};

}  // namespace rt::jit
