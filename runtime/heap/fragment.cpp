// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap/fragment.hpp"

#include <new>

#include "runtime/base/memory.hpp"

namespace rt {

Fragment* Fragment::create(std::size_t words) {
  auto* f = new (allocate(sizeof(Fragment) + words * sizeof(Word), "heap_frag")) Fragment;
  f->start = f->top = reinterpret_cast<Word*>(f + 1);
  f->capacity = words;
  return f;
}

void Fragment::destroy(Fragment* f) {
  f->~Fragment();
  deallocate(f);
}

}  // namespace rt
