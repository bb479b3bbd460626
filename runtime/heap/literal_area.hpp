// SPDX-License-Identifier: Apache-2.0
// LiteralSpace: one reserved range of addresses in which all literals of a Vm lie (modules' literals, persistent
// terms), so that the collector and copying know a literal by its address and leave it alone.
// LiteralArea: a piece of it with one owner (a module, a persistent term), freed as a whole.
// Creating and freeing take a lock; reading needs none.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

class LiteralSpace;

class LiteralArea {
 public:
  ~LiteralArea();
  LiteralArea(const LiteralArea&) = delete;
  LiteralArea& operator=(const LiteralArea&) = delete;

  HeapWriter writer(std::size_t words) {  // Requires: words <= words_left()
    VM_CHECK(words <= words_left(), "a literal area was made too small");
    Word* at = top_;
    top_ += words;
    return HeapWriter(at, words, &off_heap_, &top_);
  }
  std::size_t words_left() const { return static_cast<std::size_t>(start_ + capacity_ - top_); }
  const Word* start() const { return start_; }
  std::size_t used_words() const { return static_cast<std::size_t>(top_ - start_); }

 private:
  friend class LiteralSpace;
  LiteralArea(LiteralSpace& space, Word* start, std::size_t capacity)
      : space_(space), start_(start), top_(start), capacity_(capacity) {}
  LiteralSpace& space_;
  Word* start_;
  Word* top_;
  std::size_t capacity_;  // words
  OffHeapList off_heap_;
};

class LiteralSpace {
 public:
  static constexpr std::size_t kBytes = std::size_t{1} << 36;  // of addresses, not of memory

  LiteralSpace();
  ~LiteralSpace();
  LiteralSpace(const LiteralSpace&) = delete;
  LiteralSpace& operator=(const LiteralSpace&) = delete;

  bool contains(const Word* p) const {
    return reinterpret_cast<std::uintptr_t>(p) - base_ < kBytes;
  }
  // An area for exactly so many words; null when the space is exhausted.
  std::unique_ptr<LiteralArea> create(std::size_t words);

 private:
  friend class LiteralArea;
  void free(Word* start, std::size_t words);

  std::uintptr_t base_ = 0;
  std::mutex mutex_;
  std::size_t used_bytes_ = 0;                   // high end of what was ever handed out
  std::multimap<std::size_t, Word*> free_areas_;  // by words
};

}  // namespace rt
