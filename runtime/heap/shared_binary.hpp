// SPDX-License-Identifier: Apache-2.0
// SharedBinary: reference-counted bytes outside every heap, and OffHeapList: the handles of one heap that
// must be released when they die. A handle (Kind::binary_handle or magic_reference) keeps its link in its
// first payload word; each list belongs to one heap or fragment and is touched only by that owner's thread.
// The bytes of a SharedBinary are immutable once a second handle exists; only the single owner of a handle
// flagged kWritable may append behind `size` (ops/binary_build.hpp).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "runtime/term/boxed.hpp"

namespace rt {

struct SharedBinary {
  std::atomic<std::size_t> references{1};
  std::size_t capacity = 0;  // bytes
  std::uint8_t* bytes() { return reinterpret_cast<std::uint8_t*>(this + 1); }

  static SharedBinary* create(std::size_t capacity_bytes);  // never null: aborts when memory is gone
  static SharedBinary* resize(SharedBinary* b, std::size_t capacity_bytes);  // Requires: references == 1
  void retain() { references.fetch_add(1, std::memory_order_relaxed); }
  void release();
};

// An object with its own destructor behind a magic reference (ETS table, compiled match spec, atomics ...).
class MagicObject {
 public:
  virtual ~MagicObject() = default;
  void retain() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 private:
  std::atomic<std::size_t> references_{1};
};

// Word positions inside the boxed objects, header = 0.
namespace handle {
constexpr std::size_t kNext = 1, kShared = 2, kSize = 3, kFlags = 4;
constexpr Word kWritable = 1;
inline SharedBinary* shared(const Word* h) { return reinterpret_cast<SharedBinary*>(h[kShared]); }
}  // namespace handle
namespace magic {
constexpr std::size_t kNext = 1, kObject = 2, kNumber = 3;
constexpr std::size_t kWords = 4;
inline MagicObject* object(const Word* m) { return reinterpret_cast<MagicObject*>(m[kObject]); }
}  // namespace magic

class OffHeapList {
 public:
  OffHeapList() = default;
  OffHeapList(const OffHeapList&) = delete;
  OffHeapList& operator=(const OffHeapList&) = delete;
  ~OffHeapList() { release_all(); }

  void link(Word* boxed) {  // boxed[1] is the link in both kinds
    boxed[1] = reinterpret_cast<Word>(first_);
    first_ = boxed;
    if (header_kind(*boxed) == Kind::binary_handle) linked_bytes_ += boxed[handle::kSize];
  }
  // Bytes of shared binaries whose handles were linked since the last forget: what may be garbage by now.
  std::size_t linked_bytes() const { return linked_bytes_; }
  void note_bytes(std::size_t bytes) { linked_bytes_ += bytes; }  // a binary here has grown
  void forget_linked_bytes() { linked_bytes_ = 0; }
  void take(OffHeapList& other);  // moves all of other's objects here
  void release_all();
  Word* first() const { return first_; }
  void set_first(Word* boxed) { first_ = boxed; }
  static Word* next(const Word* boxed) { return reinterpret_cast<Word*>(boxed[1]); }
  static void retain(const Word* boxed);
  static void release(Word* boxed);  // drops the reference that one handle holds
  std::size_t byte_total() const;    // bytes of shared binaries reachable from here

 private:
  Word* first_ = nullptr;
  std::size_t linked_bytes_ = 0;
};

}  // namespace rt
