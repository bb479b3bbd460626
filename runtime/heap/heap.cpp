// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap/heap.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/base/memory.hpp"

namespace rt {

Heap::~Heap() {
  off_heap.release_all();
  old_off_heap.release_all();
  while (fragments != nullptr) {
    Fragment* f = fragments;
    fragments = f->next;
    Fragment::destroy(f);
  }
  deallocate(start);
  deallocate(old_start);
}

void Heap::create(std::size_t words) {
  words = std::max(words, kFirstWords);
  start = static_cast<Word*>(allocate(words * sizeof(Word), "heap"));
  top = high_water = start;
  end = sp = start + words;
  min_words = words;
}

void Heap::leave_block(std::size_t words) {
  const std::size_t stack = stack_words();
  Word* block = static_cast<Word*>(allocate(words * sizeof(Word), "heap"));
  std::memcpy(block + words - stack, sp, stack * sizeof(Word));
  adopt(Fragment::around(start, static_cast<std::size_t>(top - start)));
  start = top = high_water = block;
  end = block + words;
  sp = end - stack;
}

HeapWriter Heap::reserve_fragment(std::size_t words) {
  fill();
  // Later small reservations share the fragment: a native that builds a long list must not make one per cell.
  if (fragments != nullptr && fragments->used() + words <= fragments->capacity) {
    Word* at = fragments->top;
    fragments->top += words;
    fragment_words += words;
    return HeapWriter(at, words, &off_heap, &fragments->top);
  }
  const std::size_t growth = std::clamp<std::size_t>(fragment_words, 64, 32768);
  Fragment* f = Fragment::create(std::max(words, growth));
  f->next = fragments;
  fragments = f;
  fragment_words += words;
  f->top += words;
  return HeapWriter(f->data(), words, &off_heap, &f->top);
}

Heap::Mark Heap::mark() const {
  return Mark{top, fragments, fragments != nullptr ? fragments->top : nullptr, fragment_words, off_heap.first()};
}

bool Heap::release(const Mark& mark) {
  if (off_heap.first() != mark.off_heap) return false;
  while (fragments != mark.fragment) {
    Fragment* f = fragments;
    fragments = f->next;
    Fragment::destroy(f);
  }
  if (fragments != nullptr) fragments->top = mark.fragment_top;
  fragment_words = mark.fragment_words;
  top = mark.top;
  return true;
}

void Heap::adopt(Fragment* f) {
  off_heap.take(f->off_heap);
  fragment_words += f->used();
  // Behind the first one, which may still have room to write in.
  if (fragments == nullptr) {
    f->next = nullptr;
    fragments = f;
  } else {
    f->next = fragments->next;
    fragments->next = f;
  }
}

}  // namespace rt
