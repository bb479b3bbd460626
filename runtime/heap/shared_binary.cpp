// SPDX-License-Identifier: Apache-2.0
// Reference-counted binary storage and the lists of handles that keep it alive.
#include "runtime/heap/shared_binary.hpp"

#include <new>

#include "runtime/base/memory.hpp"

namespace rt {

SharedBinary* SharedBinary::create(std::size_t capacity_bytes) {
  auto* b = new (allocate(sizeof(SharedBinary) + capacity_bytes, "binary")) SharedBinary;
  b->capacity = capacity_bytes;
  return b;
}

SharedBinary* SharedBinary::resize(SharedBinary* b, std::size_t capacity_bytes) {
  b = static_cast<SharedBinary*>(reallocate(static_cast<void*>(b), sizeof(SharedBinary) + capacity_bytes, "binary"));
  b->capacity = capacity_bytes;
  return b;
}

void SharedBinary::release() {
  if (references.fetch_sub(1, std::memory_order_acq_rel) == 1) deallocate(this);
}

void OffHeapList::take(OffHeapList& other) {
  if (other.first_ == nullptr) return;
  Word* last = other.first_;
  while (next(last) != nullptr) last = next(last);
  last[1] = reinterpret_cast<Word>(first_);
  first_ = other.first_;
  linked_bytes_ += other.linked_bytes_;
  other.first_ = nullptr;
  other.linked_bytes_ = 0;
}

void OffHeapList::retain(const Word* boxed) {
  if (header_kind(*boxed) == Kind::binary_handle) {
    handle::shared(boxed)->retain();
  } else {
    magic::object(boxed)->retain();
  }
}

void OffHeapList::release(Word* boxed) {
  if (header_kind(*boxed) == Kind::binary_handle) {
    handle::shared(boxed)->release();
  } else {
    magic::object(boxed)->release();
  }
}

void OffHeapList::release_all() {
  for (Word* b = first_; b != nullptr;) {
    Word* following = next(b);
    release(b);
    b = following;
  }
  first_ = nullptr;
}

std::size_t OffHeapList::byte_total() const {
  std::size_t total = 0;
  for (Word* b = first_; b != nullptr; b = next(b)) {
    if (header_kind(*b) == Kind::binary_handle) total += b[handle::kSize];
  }
  return total;
}

}  // namespace rt
