// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap/fragment.hpp"

#include <cstdlib>
#include <new>

namespace rt {

Fragment* Fragment::create(std::size_t words) {
  void* memory = std::malloc(sizeof(Fragment) + words * sizeof(Word));
  VM_CHECK(memory != nullptr, "memory for a fragment");
  auto* f = new (memory) Fragment;
  f->capacity = words;
  f->top = f->data();
  return f;
}

void Fragment::destroy(Fragment* f) {
  f->~Fragment();
  std::free(f);
}

}  // namespace rt
