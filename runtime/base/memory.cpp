// SPDX-License-Identifier: Apache-2.0
// Follows the case ERTS_ALC_E_NOMEM of erl_alloc.c, OTP 27, but for the crash dump. Nothing here allocates.
#include "runtime/base/memory.hpp"

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "runtime/base/check.hpp"
#include "runtime/base/small_blocks.hpp"

namespace rt {
namespace {

[[noreturn]] void end(const char* text, int length) {
  (void)!::write(STDERR_FILENO, text, static_cast<std::size_t>(length));
  ::_exit(1);
}

void* checked(void* memory, const char* verb, std::size_t bytes, const char* type) {
  if (memory != nullptr) [[likely]] return memory;
  char text[160];
  end(text, std::snprintf(text, sizeof text, "gleamr: Cannot %s %zu bytes of memory (of type \"%s\").\n", verb, bytes, type));
}

// Sanitizers are to see every block for itself.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kHasSmallBlocks = false;
#else
constexpr bool kHasSmallBlocks = true;
#endif

}  // namespace

void* allocate(std::size_t bytes, const char* type) {
  if (kHasSmallBlocks && bytes - 1 < small_blocks::kLargest) {
    if (void* block = small_blocks::take(bytes)) return block;
  }
  return checked(std::malloc(bytes), "allocate", bytes, type);
}

void* reallocate(void* memory, std::size_t bytes, const char* type) {
  if (!kHasSmallBlocks || !small_blocks::owns(memory)) return checked(std::realloc(memory, bytes), "reallocate", bytes, type);
  const std::size_t before = small_blocks::size_of(memory);
  if (bytes <= before) return memory;
  void* larger = allocate(bytes, type);
  std::memcpy(larger, memory, before);
  small_blocks::give_back(memory);
  return larger;
}

// The C library of GNU makes a block smaller in place; others promise nothing.
void shrink([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(__GLIBC__)
  if (!kHasSmallBlocks || small_blocks::owns(memory)) return;
  const auto before = reinterpret_cast<std::uintptr_t>(memory);
  const auto after = reinterpret_cast<std::uintptr_t>(std::realloc(memory, bytes));
  VM_CHECK(after == before, "shrinking a block does not move it");
#endif
}

void deallocate(void* memory) {
  if (kHasSmallBlocks && small_blocks::owns(memory)) {
    small_blocks::give_back(memory);
  } else {
    std::free(memory);
  }
}

void end_when_new_fails() {
  std::set_new_handler([] {
    constexpr char kText[] = "gleamr: Cannot allocate memory.\n";
    end(kText, sizeof kText - 1);
  });
}

}  // namespace rt
