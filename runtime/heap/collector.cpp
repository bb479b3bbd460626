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
// Sizes (in words): 48, 192, 768 ... up to kFastGrowthLimit fourfold, since a small nursery costs 20-45 %;
// beyond that doubling, so that a large live heap is copied a logarithmic number of times. A process that collects
// often gets the next size although little lives, up to kNurseryWords; one that collects rarely gives it back.
#include "runtime/heap/collector.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/base/memory.hpp"
#include "runtime/heap/dying_literals.hpp"
#include "runtime/heap/evacuation.hpp"
#include "runtime/process/heap_limit.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/microstates.hpp"
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

template <bool kCopiesLiterals>
class Collection {
 public:
  Collection(Process& p, bool major, bool is_tight, const LiteralCopies* literal_copies = nullptr)
      : heap_(p.heap),
        major_(major),
        is_tight_(is_tight),
        literal_copies_(literal_copies),
        is_stressed_(p.vm().options.stress_collect),
        evacuation_(p.heap, p.vm().literals, major, literal_copies) {}

  void run(Process& p, std::size_t need_words, std::span<Term> live) {
    const std::size_t mature = static_cast<std::size_t>(heap_.high_water - heap_.start);
    std::size_t worst = static_cast<std::size_t>(heap_.top - heap_.start) + heap_.fragment_words;
    if constexpr (kCopiesLiterals) worst += literal_copies_->words();
    if (major_) {
      worst += static_cast<std::size_t>(heap_.old_top - heap_.old_start);
    } else {
      worst -= mature;
      evacuation_.old = ToSpace{heap_.old_start, heap_.old_top, heap_.old_end, heap_.old_top};
    }
    const std::size_t fixed = need_words + heap_.stack_words() + Heap::kReserve;
    evacuation_.young = make_space(std::max({block_size(worst + fixed), heap_.size_words(), is_tight_ ? 0 : heap_.min_words}));

    for (Term& t : live) evacuation_.evacuate(t);
    for (Word* w = heap_.sp; w != heap_.end; ++w) evacuation_.evacuate(*w);
    p.for_each_root([this](Term& t) { evacuation_.evacuate(t); });
    evacuation_.scan();
    evacuation_.sweep_off_heap();
    const std::uint64_t now = p.reductions_done + static_cast<std::uint64_t>(kReductionsPerSlice - p.reductions_left);
    finish(need_words, now - heap_.collected_at);
    heap_.collected_at = now;
  }

 private:
  static ToSpace make_space(std::size_t words) {
    Word* start = allocate_words(words);
    return ToSpace{start, start, start + words, start};
  }

  // The young survivors were copied into a block just large enough for the worst case; now that their number is
  // known the block gets its size: as it was if it is at most half full, else the next step.
  void finish(std::size_t need_words, std::uint64_t reductions_since) {
    const ToSpace& young = evacuation_.young;
    const std::size_t stack_words = heap_.stack_words();
    const std::size_t survivors = static_cast<std::size_t>(young.top - young.start);
    const std::size_t needed = survivors + need_words + stack_words + Heap::kReserve;
    const std::size_t capacity = static_cast<std::size_t>(young.end - young.start);
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
    std::memcpy(young.start + size - stack_words, heap_.sp, stack_words * sizeof(Word));
    release_from_space();
    shrink(young.start, size * sizeof(Word));
    heap_.start = young.start;
    heap_.top = heap_.high_water = heap_.start + survivors;
    heap_.end = heap_.start + size;
    heap_.sp = heap_.end - stack_words;
    if (!major_) heap_.old_top = evacuation_.old.top;
    heap_.off_heap.forget_linked_bytes();
    if (major_) heap_.is_major_next = false;
    if (major_) heap_.minor_since_major = 0;
    else if (current >= kOtpMinHeapWords || is_stressed_) ++heap_.minor_since_major;
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
  const bool major_;
  const bool is_tight_;
  const LiteralCopies* const literal_copies_;
  const bool is_stressed_;
  Evacuation<kCopiesLiterals> evacuation_;
};

bool needs_major(const Heap& heap, bool is_stressed) {
  constexpr unsigned kMinorsUnderStress = 4;  // what is old must move, too
  if (heap.is_major_next) return true;
  if (heap.minor_since_major >= (is_stressed ? kMinorsUnderStress : heap.fullsweep_after)) return true;
  const std::size_t mature = static_cast<std::size_t>(heap.high_water - heap.start);
  const std::size_t old_room = static_cast<std::size_t>(heap.old_end - heap.old_top);
  // Without an old block: the first time make one, unless little would be promoted anyway.
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
  const MicrostateScope collects(Microstate::gc);
  p.mailbox.lend_shown(p.heap);
  const std::size_t before = used_words(p.heap);
  const bool major = kind != CollectKind::automatic || needs_major(p.heap, p.vm().options.stress_collect);
  if (!major) make_old_block(p.heap);
  Collection<false>(p, major, kind == CollectKind::hibernate).run(p, need_words, live);
  account(p, before);
}

void collect_literals(Process& p, const DyingLiteralHits& hits) {
  const MicrostateScope collects(Microstate::gc);
  const LiteralCopies copies(hits);
  const std::size_t before = used_words(p.heap) + copies.words();
  Collection<true>(p, true, p.is_hibernating, &copies).run(p, 0, {});
  account(p, before);
}

}  // namespace rt
