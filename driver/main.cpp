// SPDX-License-Identifier: Apache-2.0
#include <malloc.h>

#include <string>
#include <vector>

#include "driver/cli/commands.hpp"
#include "runtime/base/memory.hpp"

namespace {
// Heaps of processes are made and freed at every collection: large ones too stay in the allocator instead of going back
// to the kernel each time.
void tune_allocator() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}
}  // namespace

int main(int argc, char** argv) {
  tune_allocator();
  rt::end_when_new_fails();
  return static_cast<int>(driver::cli::run(std::vector<std::string>(argv, argv + argc)));
}
