// SPDX-License-Identifier: Apache-2.0
// Making signals and moving what they carry to a heap. A payload inside a node was written by copy() and therefore has
// no gaps: it is moved by one memcpy and a walk that adds the distance to every pointer into it.
#include "runtime/signal/signal.hpp"

#include <new>
#include <utility>

#include "runtime/base/memory.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/sharing.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Up to here a second copy (at receive) is cheaper than the collection that an adopted fragment asks for.
constexpr std::size_t kInlineWords = 256;

void shift(Word& word, const Word* from, std::size_t words, Word distance) {
  const Term t = Term::from_word(word);
  if (!t.is_pointer()) return;
  const Word* at = t.pointer();
  if (at >= from && at < from + words) word += distance;
}

void relocate(Word* to, const Word* from, std::size_t words, HeapWriter& w) {
  std::memcpy(to, from, words * sizeof(Word));
  const Word distance = reinterpret_cast<Word>(to) - reinterpret_cast<Word>(from);
  for (Word* at = to; at < to + words;) {
    const Word first = *at;
    if (!Term::from_word(first).is_header()) {
      shift(at[0], from, words, distance);
      shift(at[1], from, words, distance);
      at += 2;
      continue;
    }
    const Layout layout = layout_of(header_kind(first));
    Word* const end = at + 1 + header_words(first);
    if (layout.one_term) {
      shift(at[1 + layout.raw_words], from, words, distance);
    } else if (layout.has_terms) {
      for (Word* word = at + 1 + layout.raw_words; word < end; ++word) shift(*word, from, words, distance);
    } else if (layout.off_heap) {
      w.link_off_heap(at);
    }
    at = end;
  }
}

}  // namespace

Signal* Signal::create_empty(SignalKind kind, Term to, Term from, std::size_t words, RefId id) {
  const bool is_inline = words <= kInlineWords;
  auto* s = new (allocate(sizeof(Signal) + (is_inline ? words * sizeof(Word) : 0), "message")) Signal(kind);
  s->to = to;
  s->from = from;
  s->low = id.low;
  s->high = id.high;
  if (is_inline) {
    s->words = static_cast<std::uint32_t>(words);
  } else {
    s->fragment = Fragment::create(words);
  }
  return s;
}

Signal* Signal::create(Vm& vm, SignalKind kind, Term to, Term from, Term term, RefId id, LiteralPolicy policy) {
  const std::size_t words = copied_words(term, vm.literals, policy);
  Signal* s = create_empty(kind, to, from, words, id);
  if (words == 0) {
    s->term = term;
  } else {
    HeapWriter w = s->writer();
    s->term = copy(term, w, vm.literals, policy);
  }
  return s;
}

void Signal::destroy_all(Signal* first) {
  while (first != nullptr) destroy(std::exchange(first, first->next));
}

void Signal::destroy(Signal* s) {
  if (s->fragment != nullptr) Fragment::destroy(s->fragment);
  s->~Signal();
  deallocate(s);
}

void Signal::copy_anew(const LiteralSpace& literals) {
  SharingCopy copy(literals, LiteralPolicy::keep);
  copy.add(term);
  FragmentPtr copied(Fragment::create(copy.words()));
  {
    HeapWriter w = copied->writer(copy.words());
    term = copy.copy(term, w);
  }
  if (fragment != nullptr) Fragment::destroy(fragment);
  off_heap.release_all();
  fragment = copied.release();
  words = 0;
}

void Signal::leave_payload(Signal* s, Heap& heap) {
  static_assert(sizeof(Fragment) <= sizeof(Signal), "the node becomes a fragment where it is");
  if (s->fragment != nullptr) {
    heap.adopt(std::exchange(s->fragment, nullptr));
  } else if (s->words > 0) {
    Word* const words = s->payload();
    const std::size_t count = s->words;
    OffHeapList handles;
    handles.take(s->off_heap);
    s->~Signal();
    auto* f = new (s) Fragment;
    f->start = words;
    f->capacity = count;
    f->top = words + count;
    f->off_heap.take(handles);
    heap.adopt(f);
    return;
  }
  destroy(s);
}

void Signal::lend_payload(Heap& heap) {
  if (fragment != nullptr) heap.adopt(std::exchange(fragment, nullptr));
  heap.off_heap.take(off_heap);
  heap.fragment_words += std::exchange(words, 0);
}

void Signal::move_to_heap(Process& p) {
  if (fragment != nullptr) {
    p.heap.adopt(fragment);
    fragment = nullptr;
  } else if (words > 0) {
    HeapWriter w = p.reserve(words);
    Word* to_words = w.take(words);
    relocate(to_words, payload(), words, w);
    off_heap.set_first(nullptr);
    Word moved = term.word();
    shift(moved, payload(), words, reinterpret_cast<Word>(to_words) - reinterpret_cast<Word>(payload()));
    term = Term::from_word(moved);
    words = 0;
  }
}

}  // namespace rt
