// SPDX-License-Identifier: Apache-2.0
// LiteralSpace: one reserved range of addresses in which all literals of a Vm lie (modules' literals, persistent
// terms), so that the collector and copying know a literal by its address and leave it alone.
// LiteralArea: a piece of it with one owner (a module, a persistent term), freed as a whole.
// Creating and freeing take a lock; reading needs none.
//
// The life of an area: created and filled; handed out, when any process may get a term of it and keep it; retired, when
// nobody can get one any more. Retired areas wait until the next change of the dying ones (change_dying): then it is their
// turn, every process is asked to leave them (process/literal_exit.hpp), and the change after that frees them.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

class DyingLiterals;
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
  const OffHeapList& off_heap() const { return off_heap_; }

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

  // `spoils`: what was freed is never used again, and whoever still looks at it finds what is no term, or nothing at all.
  explicit LiteralSpace(bool spoils = false);
  ~LiteralSpace();
  LiteralSpace(const LiteralSpace&) = delete;
  LiteralSpace& operator=(const LiteralSpace&) = delete;

  bool contains(const Word* p) const {
    return reinterpret_cast<std::uintptr_t>(p) - base_ < kBytes;
  }
  // It is a literal that a term may go on pointing to: not one that dies.
  bool keeps(const Word* p) const { return contains(p) && !is_dying(p); }

  // An area for exactly so many words; null when the space is exhausted.
  std::unique_ptr<LiteralArea> create(std::size_t words);

  // Null is allowed. Requires: nobody can get a term of it any more.
  void retire(std::unique_ptr<LiteralArea> area);
  // Whether some were retired since it last was true, when none waited.
  bool take_wish_to_change() { return wishes_change_.exchange(false, std::memory_order_relaxed); }
  // The dying areas are none any more, and those retired are. What has died, for the caller to free. Requires: no process
  // has a term of a dying area, and no other thread looks at terms (Scheduler::Exclusive).
  std::unique_ptr<DyingLiterals> change_dying();
  const DyingLiterals* dying() const { return dying_.load(std::memory_order_relaxed); }  // null: none

 private:
  friend class LiteralArea;
  bool is_dying(const Word* p) const;
  void free(Word* start, std::size_t words);
  void add_free(Word* start, std::size_t words);
  void remove_free(Word* start, std::size_t words);

  const bool spoils_;
  std::uintptr_t base_ = 0;
  std::atomic<const DyingLiterals*> dying_{nullptr};
  std::unique_ptr<DyingLiterals> dying_owner_;  // of whoever has stopped the others
  std::atomic<bool> wishes_change_{false};

  std::mutex mutex_;
  std::vector<std::unique_ptr<LiteralArea>> retired_;
  std::size_t used_bytes_ = 0;                          // high end of what is handed out
  std::map<Word*, std::size_t> free_;                   // words by address; none touches the next
  std::set<std::pair<std::size_t, Word*>> free_by_size_;  // the same
};

}  // namespace rt
