// SPDX-License-Identifier: Apache-2.0
// Evacuation: copies what lives out of a process heap, after Cheney. A copied object leaves a forwarding mark (boxed: the
// header word becomes the new boxed term, recognisable because a header's tag is 110; cons: the head becomes none and the
// tail the new cons), and the copies are scanned in place until the scan pointer meets the end. Handles of off-heap objects
// are kept or released afterwards by walking their list. Where objects go, and from where, is the collector's to say.
#pragma once

#include <cstring>

#include "runtime/heap/heap.hpp"
#include "runtime/heap/literal_area.hpp"
#include "runtime/heap/literal_copies.hpp"

namespace rt {

struct ToSpace {
  Word* start = nullptr;
  Word* top = nullptr;
  Word* end = nullptr;
  Word* scanned = nullptr;
  bool contains(const Word* p) const { return p >= start && p < end; }
};

template <bool kCopiesLiterals>
class Evacuation {
 public:
  // Without `major` objects below the heap's high water mark go to `old`, others to `young`; what lies in `old` stays.
  // `copies`: null unless kCopiesLiterals.
  Evacuation(Heap& heap, const LiteralSpace& literals, bool major, const LiteralCopies* copies)
      : heap_(heap), literals_(literals), major_(major), literal_copies_(copies) {}

  ToSpace young;
  ToSpace old;

  // What a root refers to is copied, and the root refers to the copy.
  void evacuate(Term& t) {
    Word w = t.word();
    evacuate(w);
    t = Term::from_word(w);
  }

  void evacuate(Word& word) {
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

  // What the copies refer to, too.
  void scan() {
    bool moved = true;
    while (moved) {
      moved = false;
      while (young.scanned < young.top) {
        young.scanned = scan_object(young.scanned);
        moved = true;
      }
      while (!major_ && old.scanned < old.top) {
        old.scanned = scan_object(old.scanned);
        moved = true;
      }
    }
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
    } young_chain, old_chain;
    const auto sweep = [&](OffHeapList& list) {
      for (Word* object = list.first(); object != nullptr;) {
        Word* const next = OffHeapList::next(object);
        if (Term::from_word(*object).is_header()) {
          OffHeapList::release(object);
        } else {
          Word* moved = Term::from_word(*object).boxed_ptr();
          (!major_ && old.contains(moved) ? old_chain : young_chain).append(moved);
        }
        object = next;
      }
      list.set_first(nullptr);
    };
    Word* stays = major_ ? nullptr : heap_.old_off_heap.first();
    sweep(heap_.off_heap);
    if constexpr (kCopiesLiterals) {
      literal_copies_->for_each_off_heap([&young_chain](const Word* object) {
        if (Term::from_word(*object).is_header()) return;
        Word* moved = Term::from_word(*object).boxed_ptr();
        OffHeapList::retain(moved);
        young_chain.append(moved);
      });
    }
    if (major_) sweep(heap_.old_off_heap);
    if (old_chain.last != nullptr) old_chain.last[1] = reinterpret_cast<Word>(stays);
    heap_.off_heap.set_first(young_chain.first);
    heap_.old_off_heap.set_first(old_chain.first != nullptr ? old_chain.first : stays);
  }

 private:
  bool must_copy(const Word* object) const {
    if (literals_.contains(object)) return false;
    if (major_) return !young.contains(object);
    return !old.contains(object) && !young.contains(object);
  }
  bool promotes(const Word* object) const {
    return !major_ && object >= heap_.start && object < heap_.high_water;
  }

  // The term that is evacuated for this one.
  Term source(Word word) const {
    if constexpr (kCopiesLiterals) word = literal_copies_->moved(word);
    return Term::from_word(word);
  }

  Term copy_boxed(Word* object, Word header) {
    const std::size_t words = 1 + header_words(header);
    ToSpace& to = promotes(object) ? old : young;
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
      ToSpace& to = promotes(cell) ? old : young;
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

  Word* scan_object(Word* at) {
    const Word first = *at;
    if (!Term::from_word(first).is_header()) {  // a cons
      evacuate(at[0]);
      evacuate(at[1]);
      return at + 2;
    }
    const std::size_t words = header_words(first);
    const Layout layout = layout_of(header_kind(first));
    Word* const end = at + 1 + words;
    if (layout.one_term) {
      evacuate(at[1 + layout.raw_words]);
    } else if (layout.has_terms) {
      for (Word* w = at + 1 + layout.raw_words; w < end; ++w) evacuate(*w);
    }
    return end;
  }

  Heap& heap_;
  const LiteralSpace& literals_;
  const bool major_;
  const LiteralCopies* const literal_copies_;
};

}  // namespace rt
