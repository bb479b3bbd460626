// SPDX-License-Identifier: Apache-2.0
// Fragment: a block of terms outside a process heap: what a native function built when the heap was full, a message on
// its way, or a part of the heap that could not be collected. It owns its off-heap handles until a process adopts both
// (Heap::adopt). One owner at a time; whoever holds the pointer may touch it.
#pragma once

#include <cstddef>
#include <memory>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

struct Fragment {
  Fragment* next = nullptr;
  Word* start = nullptr;     // of its words, which lie behind it, or in a block of their own that it frees
  std::size_t capacity = 0;  // words
  Word* top = nullptr;       // first unused word
  OffHeapList off_heap;
  bool has_block = false;

  Word* data() { return start; }
  const Word* data() const { return start; }
  std::size_t used() const { return static_cast<std::size_t>(top - data()); }
  bool contains(const Word* p) const { return p >= data() && p < data() + capacity; }

  // A writer for the next `words` words. Requires: used() + words <= capacity.
  HeapWriter writer(std::size_t words) {
    VM_CHECK(used() + words <= capacity, "a fragment was made too small");
    Word* start = top;
    top += words;
    return HeapWriter(start, words, &off_heap, &top);
  }

  static Fragment* create(std::size_t words);
  // Takes over a block that allocate() gave; the first `words` words of it are used, and there is no room for more.
  static Fragment* around(Word* block, std::size_t words);
  static void destroy(Fragment* f);
};

struct FragmentDeleter {
  void operator()(Fragment* f) const { Fragment::destroy(f); }
};
using FragmentPtr = std::unique_ptr<Fragment, FragmentDeleter>;

}  // namespace rt
