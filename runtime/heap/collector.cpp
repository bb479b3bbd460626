// SPDX-License-Identifier: Apache-2.0
// The collector of one process heap; entry point: collect().
//
// Two generations. A new object lives in the young block; one that survives a first collection stays there below
// `high_water`; one that survives a second is promoted to the old block. A minor collection copies what is
// reachable in the young block and in fragments, and never looks into the old block (old objects cannot point to
// young ones: terms are immutable, so an object is always older than what points to it). A major collection copies
// everything into one new young block. Literals (by address) are never touched; those that the process is to leave
// (collect_literals) are copied as a whole first, and the copies are treated as a part of the heap.
//
// Copying is Cheney's: a copied object leaves a forwarding mark (boxed: the header word becomes the new boxed term,
// recognisable because a header's tag is 110; cons: the head becomes none and the tail the new cons), and the copies
// are scanned in place until the scan pointer meets the end. Handles of off-heap objects are kept or released
// afterwards by walking their list.
//
// Sizes (in words): 48, 192, 768 ... up to kFastGrowthLimit fourfold, since a small nursery costs 20-45 %;
// beyond that doubling, so that a large live heap is copied a logarithmic number of times. A process that collects
// often gets the next size although little lives, up to kNurseryWords; one that collects rarely gives it back.
#include "runtime/heap/collector.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/base/memory.hpp"
#include "runtime/heap/dying_literals.hpp"
#include "runtime/process/heap_limit.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/statistics.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::size_t kFastGrowthLimit = 32 * 1024;
constexpr std::size_t kNurseryWords = 8 * 1024;
constexpr std::uint64_t kOftenReductions = kReductionsPerSlice, kRarelyReductions = 100 * kReductionsPerSlice;

Word* allocate_words(std::size_t words) {
  return static_cast<Word*>(allocate(words * sizeof(Word), "heap"));
}

std::size_t block_size(std::size_t at_least) {
  std::size_t size = Heap::kFirstWords;
  while (size < at_least) size *= size < kFastGrowthLimit ? 4 : 2;
  return size;
}

struct ToSpace {
  Word* start = nullptr;
  Word* top = nullptr;
  Word* end = nullptr;
  Word* scanned = nullptr;
  bool contains(const Word* p) const { return p >= start && p < end; }
};

// Copies of dying areas, in which a collection may leave its marks, as it may not in what others read.
class LiteralCopies {
 public:
  explicit LiteralCopies(const DyingLiteralHits& hits) : dying_(hits.dying()), copies_(dying_.count()) {
    for (const std::size_t index : hits.indexes()) {
      const LiteralArea& area = dying_.area(index);
      copies_[index] = allocate_words(area.used_words());
      std::memcpy(copies_[index], area.start(), area.used_words() * sizeof(Word));
      words_ += area.used_words();
    }
  }
  LiteralCopies(const LiteralCopies&) = delete;
  LiteralCopies& operator=(const LiteralCopies&) = delete;
  ~LiteralCopies() {
    for (Word* copy : copies_) deallocate(copy);
  }

  std::size_t words() const { return words_; }
  // A pointer into one of the areas now points into its copy.
  Word moved(Word word) const {
    const std::size_t index = dying_.index_of(word);
    if (index == DyingLiterals::kNone) return word;
    VM_CHECK(copies_[index] != nullptr, "the areas that a process has terms of are known");
    return word + reinterpret_cast<Word>(copies_[index]) - reinterpret_cast<Word>(dying_.area(index).start());
  }
  // Calls f(copy) for each off-heap object.
  template <class F>
  void for_each_off_heap(F&& f) const {
    for (std::size_t i = 0; i < copies_.size(); ++i) {
      if (copies_[i] == nullptr) continue;
      const LiteralArea& area = dying_.area(i);
      for (Word* object = area.off_heap().first(); object != nullptr; object = OffHeapList::next(object)) {
        f(copies_[i] + (object - area.start()));
      }
    }
  }

 private:
  const DyingLiterals& dying_;
  std::vector<Word*> copies_;  // by index; null: not hit
  std::size_t words_ = 0;
};

template <bool kCopiesLiterals>
class Collection {
 public:
  Collection(Process& p, bool major, bool is_tight, const LiteralCopies* literal_copies = nullptr)
      : heap_(p.heap),
        literals_(p.vm().literals),
        major_(major),
        is_tight_(is_tight),
        literal_copies_(literal_copies),
        is_stressed_(p.vm().options.stress_collect) {}

  void run(Process& p, std::size_t need_words, std::span<Term> live) {
    const std::size_t mature = static_cast<std::size_t>(heap_.high_water - heap_.start);
    std::size_t worst = static_cast<std::size_t>(heap_.top - heap_.start) + heap_.fragment_words;
    if constexpr (kCopiesLiterals) worst += literal_copies_->words();
    if (major_) {
      worst += static_cast<std::size_t>(heap_.old_top - heap_.old_start);
    } else {
      worst -= mature;
      old_ = ToSpace{heap_.old_start, heap_.old_top, heap_.old_end, heap_.old_top};
    }
    const std::size_t fixed = need_words + heap_.stack_words() + Heap::kReserve;
    young_ = make_space(std::max({block_size(worst + fixed), heap_.size_words(), is_tight_ ? 0 : heap_.min_words}));

    for (Term& t : live) evacuate(t);
    for (Word* w = heap_.sp; w != heap_.end; ++w) evacuate_word(*w);
    p.for_each_root([this](Term& t) { evacuate(t); });
    scan();
    sweep_off_heap();
    const std::uint64_t now = p.reductions_done + static_cast<std::uint64_t>(kReductionsPerSlice - p.reductions_left);
    finish(need_words, now - heap_.collected_at);
    heap_.collected_at = now;
  }

 private:
  static ToSpace make_space(std::size_t words) {
    Word* start = allocate_words(words);
    return ToSpace{start, start, start + words, start};
  }

  bool must_copy(const Word* object) const {
    if (literals_.contains(object)) return false;
    if (major_) return !young_.contains(object);
    return !old_.contains(object) && !young_.contains(object);
  }
  bool promotes(const Word* object) const {
    return !major_ && object >= heap_.start && object < heap_.high_water;
  }

  void evacuate(Term& t) {
    Word w = t.word();
    evacuate_word(w);
    t = Term::from_word(w);
  }

  // The term that is evacuated for this one.
  Term source(Word word) const {
    if constexpr (kCopiesLiterals) word = literal_copies_->moved(word);
    return Term::from_word(word);
  }

  void evacuate_word(Word& word) {
    const Term t = source(word);
    if (t.is_boxed()) {
      Word* object = t.boxed_ptr();
      const Word header = *object;
      if (!Term::from_word(header).is_header()) {  // forwarded, or in to-space: its header is intact then
        word = header;
        return;
      }
      if (must_copy(object)) word = copy_boxed(object, header).word();
    } else if (t.is_cons()) {
      Word* cell = t.cons_ptr();
      if (Term::from_word(cell[0]).is_none()) {
        word = cell[1];
        return;
      }
      if (must_copy(cell)) word = copy_list(cell);
    }
  }

  Term copy_boxed(Word* object, Word header) {
    const std::size_t words = 1 + header_words(header);
    ToSpace& to = promotes(object) ? old_ : young_;
    Word* copy = to.top;
    to.top += words;
    VM_CHECK(to.top <= to.end, "a collection has room for what lives");
    std::memcpy(copy, object, words * sizeof(Word));
    const Term moved = Term::boxed(copy);
    *object = moved.word();
    return moved;
  }

  // Copies cells along the tail in one go, so that a list lies in order.
  Word copy_list(Word* cell) {
    Word result = 0;
    Word* link = &result;
    for (;;) {
      ToSpace& to = promotes(cell) ? old_ : young_;
      Word* copy = to.top;
      to.top += 2;
      VM_CHECK(to.top <= to.end, "a collection has room for what lives");
      const Word tail = cell[1];
      copy[0] = cell[0];
      copy[1] = tail;
      const Term moved = Term::cons(copy);
      cell[0] = Term::none().word();
      cell[1] = moved.word();
      *link = moved.word();
      const Term next = source(tail);
      if (!next.is_cons()) return result;
      Word* next_cell = next.cons_ptr();
      // A tail in another generation is left to the scan, so that no scan pointer overtakes a link.
      if (Term::from_word(next_cell[0]).is_none() || !must_copy(next_cell) || promotes(next_cell) != promotes(cell)) {
        return result;
      }
      link = &copy[1];
      cell = next_cell;
    }
  }

  void scan() {
    bool moved = true;
    while (moved) {
      moved = false;
      while (young_.scanned < young_.top) {
        young_.scanned = scan_object(young_.scanned);
        moved = true;
      }
      while (!major_ && old_.scanned < old_.top) {
        old_.scanned = scan_object(old_.scanned);
        moved = true;
      }
    }
  }

  Word* scan_object(Word* at) {
    const Word first = *at;
    if (!Term::from_word(first).is_header()) {  // a cons
      evacuate_word(at[0]);
      evacuate_word(at[1]);
      return at + 2;
    }
    const std::size_t words = header_words(first);
    const Layout layout = layout_of(header_kind(first));
    Word* const end = at + 1 + words;
    if (layout.one_term) {
      evacuate_word(at[1 + layout.raw_words]);
    } else if (layout.has_terms) {
      for (Word* w = at + 1 + layout.raw_words; w < end; ++w) evacuate_word(*w);
    }
    return end;
  }

  // The order of the handles stays, newest first: process_info(_, binary) shows it.
  void sweep_off_heap() {
    struct Chain {
      Word* first = nullptr;
      Word* last = nullptr;
      void append(Word* boxed) {
        if (last == nullptr) {
          first = boxed;
        } else {
          last[1] = reinterpret_cast<Word>(boxed);
        }
        last = boxed;
        boxed[1] = 0;
      }
    } young, old;
    const auto sweep = [&](OffHeapList& list) {
      for (Word* object = list.first(); object != nullptr;) {
        Word* const next = OffHeapList::next(object);
        if (Term::from_word(*object).is_header()) {
          OffHeapList::release(object);
        } else {
          Word* moved = Term::from_word(*object).boxed_ptr();
          (!major_ && old_.contains(moved) ? old : young).append(moved);
        }
        object = next;
      }
      list.set_first(nullptr);
    };
    Word* stays = major_ ? nullptr : heap_.old_off_heap.first();
    sweep(heap_.off_heap);
    if constexpr (kCopiesLiterals) {
      literal_copies_->for_each_off_heap([&young](const Word* object) {
        if (Term::from_word(*object).is_header()) return;
        Word* moved = Term::from_word(*object).boxed_ptr();
        OffHeapList::retain(moved);
        young.append(moved);
      });
    }
    if (major_) sweep(heap_.old_off_heap);
    if (old.last != nullptr) old.last[1] = reinterpret_cast<Word>(stays);
    heap_.off_heap.set_first(young.first);
    heap_.old_off_heap.set_first(old.first != nullptr ? old.first : stays);
  }

  // The young survivors were copied into a block just large enough for the worst case; now that their number is
  // known the block gets its size: as it was if it is at most half full, else the next step.
  void finish(std::size_t need_words, std::uint64_t reductions_since) {
    const std::size_t stack_words = heap_.stack_words();
    const std::size_t survivors = static_cast<std::size_t>(young_.top - young_.start);
    const std::size_t needed = survivors + need_words + stack_words + Heap::kReserve;
    const std::size_t capacity = static_cast<std::size_t>(young_.end - young_.start);
    const std::size_t current = heap_.size_words();
    std::size_t size = current;
    if (needed * 2 > current) size = block_size(needed * 2);
    else if (reductions_since < kOftenReductions && current < kNurseryWords) size = block_size(current + 1);
    const bool is_rare = major_ ? current > kFastGrowthLimit / 8 : reductions_since > kRarelyReductions;
    if (is_rare && needed * 4 < current) size = block_size(needed * 2);
    size = std::clamp(size, std::min(std::max(needed, heap_.min_words), capacity), capacity);
    // No room left: the next instruction that needs heap collects again. (A little if it is large, or a program that
    // grows its heap or stack would take quadratic time.)
    constexpr std::size_t kLarge = 8192;
    if (is_tight_) size = needed;
    if (is_stressed_) size = needed < kLarge ? needed : std::min(capacity, needed + needed / 64);
    std::memcpy(young_.start + size - stack_words, heap_.sp, stack_words * sizeof(Word));
    release_from_space();
    shrink(young_.start, size * sizeof(Word));
    heap_.start = young_.start;
    heap_.top = heap_.high_water = heap_.start + survivors;
    heap_.end = heap_.start + size;
    heap_.sp = heap_.end - stack_words;
    if (!major_) heap_.old_top = old_.top;
    heap_.off_heap.forget_linked_bytes();
    if (major_) heap_.is_major_next = false;
    heap_.minor_since_major = major_ ? 0 : heap_.minor_since_major + 1;
    ++heap_.collections;
  }

  void release_from_space() {
    if (is_stressed_) spoil_from_space();
    deallocate(heap_.start);
    if (major_) {
      deallocate(heap_.old_start);
      heap_.old_start = heap_.old_top = heap_.old_end = nullptr;
    }
    while (heap_.fragments != nullptr) {
      Fragment* f = heap_.fragments;
      heap_.fragments = f->next;
      Fragment::destroy(f);
    }
    heap_.fragment_words = 0;
  }

  // Whoever kept a stale term finds what is no term.
  void spoil_from_space() {
    constexpr int kNoTerm = 0xDB;
    std::memset(heap_.start, kNoTerm, heap_.size_words() * sizeof(Word));
    if (major_ && heap_.old_start != nullptr) {
      std::memset(heap_.old_start, kNoTerm, static_cast<std::size_t>(heap_.old_end - heap_.old_start) * sizeof(Word));
    }
    for (Fragment* f = heap_.fragments; f != nullptr; f = f->next) std::memset(f->data(), kNoTerm, f->capacity * sizeof(Word));
  }

  Heap& heap_;
  const LiteralSpace& literals_;
  const bool major_;
  const bool is_tight_;
  const LiteralCopies* const literal_copies_;
  const bool is_stressed_;
  ToSpace young_;
  ToSpace old_;
};

bool needs_major(const Heap& heap, std::size_t need_words, bool is_stressed) {
  constexpr unsigned kMinorsUnderStress = 4;  // what is old must move, too
  if (heap.is_major_next) return true;
  if (heap.minor_since_major >= (is_stressed ? kMinorsUnderStress : heap.fullsweep_after)) return true;
  const std::size_t mature = static_cast<std::size_t>(heap.high_water - heap.start);
  const std::size_t old_room = static_cast<std::size_t>(heap.old_end - heap.old_top);
  // Without an old block: the first time make one, unless little would be promoted anyway.
  (void)need_words;
  return heap.old_start != nullptr && mature > old_room;
}

std::size_t used_words(const Heap& heap) {
  return static_cast<std::size_t>(heap.top - heap.start) + static_cast<std::size_t>(heap.old_top - heap.old_start) +
         heap.fragment_words;
}

void make_old_block(Heap& heap) {
  const std::size_t mature = static_cast<std::size_t>(heap.high_water - heap.start);
  if (heap.old_start != nullptr || mature == 0) return;
  const std::size_t words = block_size(mature * 2);
  heap.old_start = heap.old_top = allocate_words(words);
  heap.old_end = heap.old_start + words;
}

void account(Process& p, std::size_t words_before) {
  Statistics& statistics = *p.vm().statistics;
  statistics.collections.fetch_add(1, std::memory_order_relaxed);
  statistics.words_reclaimed.fetch_add(words_before - used_words(p.heap), std::memory_order_relaxed);
  check_heap_limit(p, words_before);
}

// Room without a collection.
void grow(Heap& heap, std::size_t need_words) {
  if (heap.has_room(need_words)) return;
  heap.leave_block(std::max(heap.size_words(), block_size(2 * (need_words + heap.stack_words() + Heap::kReserve))));
}

}  // namespace

void collect(Process& p, std::size_t need_words, std::span<Term> live, CollectKind kind) {
  if (p.is_collection_off) [[unlikely]] return grow(p.heap, need_words);
  p.mailbox.lend_shown(p.heap);
  const std::size_t before = used_words(p.heap);
  const bool major = kind != CollectKind::automatic || needs_major(p.heap, need_words, p.vm().options.stress_collect);
  if (!major) make_old_block(p.heap);
  Collection<false>(p, major, kind == CollectKind::hibernate).run(p, need_words, live);
  account(p, before);
}

void collect_literals(Process& p, const DyingLiteralHits& hits) {
  const LiteralCopies copies(hits);
  const std::size_t before = used_words(p.heap) + copies.words();
  Collection<true>(p, true, p.is_hibernating, &copies).run(p, 0, {});
  account(p, before);
}

}  // namespace rt
