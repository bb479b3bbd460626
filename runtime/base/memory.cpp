// SPDX-License-Identifier: Apache-2.0
// Follows the case ERTS_ALC_E_NOMEM of erl_alloc.c, OTP 27, but for the crash dump. Nothing here allocates.
#include "runtime/base/memory.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <new>

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

}  // namespace

void* allocate(std::size_t bytes, const char* type) { return checked(std::malloc(bytes), "allocate", bytes, type); }

void* reallocate(void* memory, std::size_t bytes, const char* type) {
  return checked(std::realloc(memory, bytes), "reallocate", bytes, type);
}

void end_when_new_fails() {
  std::set_new_handler([] {
    constexpr char kText[] = "gleamr: Cannot allocate memory.\n";
    end(kText, sizeof kText - 1);
  });
}

}  // namespace rt
