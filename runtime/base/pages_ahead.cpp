// SPDX-License-Identifier: Apache-2.0
// A block is taken, its pages are made, and it is given back: malloc then cuts what is asked for from the same place, which
// is the end of its heap.
#include "runtime/base/pages_ahead.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace rt {

void make_pages_ahead([[maybe_unused]] std::size_t bytes) {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  void* const block = std::malloc(bytes);
  if (block == nullptr) return;
  const std::uintptr_t page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const std::uintptr_t first = (reinterpret_cast<std::uintptr_t>(block) + page - 1) / page * page;
  const std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(block) + bytes) / page * page;
  // A kernel before 5.14 refuses.
  if (first < end) (void)::madvise(reinterpret_cast<void*>(first), end - first, MADV_POPULATE_WRITE);
  std::free(block);
#endif
}

}  // namespace rt
