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

Fragment* Fragment::around(Word* block, std::size_t words) {
  auto* f = new (allocate(sizeof(Fragment), "heap_frag")) Fragment;
  f->start = block;
  f->capacity = words;
  f->top = block + words;
  f->has_block = true;
  return f;
}

void Fragment::destroy(Fragment* f) {
  if (f->has_block) deallocate(f->start);
  f->~Fragment();
  deallocate(f);
}

}  // namespace rt
