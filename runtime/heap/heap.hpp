// SPDX-License-Identifier: Apache-2.0
// Heap: memory of one process. One block holds the young generation (growing up from `start`) and the stack
// (growing down from `end`); the old generation is a second block. Only the thread that runs the process
// touches it.
//
//   start ... high_water ... top -->      <-- sp ... end
//   survivors of one         new               frames: y slots, then a return address
//   collection
//
// Invariants: 1. top + kReserve <= sp between instructions. 2. Nothing scans the young block linearly, so gaps
// are allowed. 3. old terms never point to young ones. 4. every off-heap handle is in exactly one list:
// `old_off_heap` if it lies in the old block, else `off_heap`. 5. a fragment stays where it is until the next
// collection has copied what lives. 6. when a native did not fit, the rest of the block is given up (fill).
#pragma once

#include <cstddef>

#include "runtime/heap/fragment.hpp"

namespace rt {

struct Heap {
  // Words above `top` that always exist: a return address may be pushed without a test.
  static constexpr std::size_t kReserve = 4;
  static constexpr std::size_t kFirstWords = 48;
  // A process that made so many bytes of shared binaries since the last collection collects.
  static constexpr std::size_t kBinaryPressureBytes = 46422 * 8;

  Word* start = nullptr;
  Word* top = nullptr;
  Word* sp = nullptr;
  Word* end = nullptr;
  Word* high_water = nullptr;

  Word* old_start = nullptr;
  Word* old_top = nullptr;
  Word* old_end = nullptr;

  Fragment* fragments = nullptr;
  std::size_t fragment_words = 0;
  OffHeapList off_heap;
  OffHeapList old_off_heap;

  unsigned minor_since_major = 0;  // but for those of a heap smaller than OTP's first one, which does not have them
  std::uint16_t fullsweep_after = 65535;
  bool is_major_next = false;  // the next collection is to be a major one
  std::size_t min_words = kFirstWords;
  std::size_t collections = 0;
  std::uint64_t collected_at = 0;  // the process's reductions then

  Heap() = default;
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;
  ~Heap();

  void create(std::size_t words);  // the first block, empty
  std::size_t free_words() const { return static_cast<std::size_t>(sp - top); }
  bool has_room(std::size_t words) const { return free_words() >= words + kReserve; }
  std::size_t size_words() const { return static_cast<std::size_t>(end - start); }
  std::size_t stack_words() const { return static_cast<std::size_t>(end - sp); }

  // Room for `words` words without collecting: in the block or, when that is full, in a new fragment.
  HeapWriter reserve(std::size_t words) {
    if (has_room(words)) [[likely]] {
      Word* at = top;
      top += words;
      return HeapWriter(at, words, &off_heap, &top);
    }
    return reserve_fragment(words);
  }
  // Gives up what is left of the block: the next instruction that needs heap collects.
  void fill() {
    if (has_room(0)) top = sp - kReserve;
  }
  // A new block of at least `words` words takes the place of the young one, which becomes a fragment; nothing moves but
  // the stack.
  void leave_block(std::size_t words);
  // For what is built only to be copied elsewhere: back to how it was at the mark. Requires: no collection, no adopt and
  // no fill in between but by reserve. False, and nothing done: off-heap objects were built, too.
  struct Mark {
    Word* top;
    Fragment* fragment;
    Word* fragment_top;
    std::size_t fragment_words;
    Word* off_heap;
  };
  Mark mark() const;
  bool release(const Mark& mark);
  // Takes over a message's fragment: its terms are now this process's.
  void adopt(Fragment* f);
  // Enough outside the block to be worth a collection (the engine asks after natives).
  bool wants_collection() const {
    return (fragment_words > kFirstWords && fragment_words * 2 > size_words()) ||
           off_heap.linked_bytes() > kBinaryPressureBytes;
  }

 private:
  HeapWriter reserve_fragment(std::size_t words);
};

}  // namespace rt
