// SPDX-License-Identifier: Apache-2.0
// SmallBlocks: blocks of up to 1 KiB, for what a machine makes by the million and often frees on another thread than
// the one that made it: processes, their first heaps, signals. The C library serialises such threads; here each has a
// stock of blocks of every size, and gives and takes them by the batch.
//
//   stock of a thread --batch--> spans of 64 KiB, each of one size --whole spans--> unused spans --> the system
//
// Like the C library's malloc it belongs to the process of the operating system, not to a Vm. Any thread.
// After tcmalloc (Ghemawat, Menage: "TCMalloc: Thread-Caching Malloc").
#pragma once

#include <cstddef>

namespace rt::small_blocks {

inline constexpr std::size_t kLargest = 1024;  // bytes

// A block of at least so many bytes, aligned to 16. Null: no memory, or no address space for blocks here.
// Requires: 0 < bytes <= kLargest.
void* take(std::size_t bytes);
// Whether it came from take().
bool owns(const void* memory);
// Requires: owns(block).
void give_back(void* block);
std::size_t size_of(const void* block);

// Bytes of spans that some block or some thread's stock lies in.
std::size_t bytes_in_use();

}  // namespace rt::small_blocks
