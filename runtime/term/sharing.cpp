// SPDX-License-Identifier: Apache-2.0
// SharingCopy: a first walk finds every object once and sums their words; the second copies each object when it is first met
// and scans the copies in place, as a copying collector does.
#include "runtime/term/sharing.hpp"

#include "runtime/term/term_stack.hpp"

namespace rt {
namespace {

// The terms in an object that is no cons: [first, end).
struct Fields {
  std::size_t first, end;
  explicit Fields(Word header) {
    const Layout layout = layout_of(header_kind(header));
    first = 1 + layout.raw_words;
    end = !layout.has_terms ? first : layout.one_term ? first + 1 : 1 + header_words(header);
  }
};

}  // namespace

void SharingCopy::add(Term t) {
  TermStack stack;
  stack.push(t);
  while (!stack.empty()) {
    t = stack.pop();
    if (is_left_alone(t) || !copies_.emplace(t.pointer(), 0).second) continue;
    if (t.is_cons()) {
      words_ += 2;
      stack.push(t.tail());
      stack.push(t.head());
      continue;
    }
    const Word* object = t.boxed_ptr();
    words_ += 1 + header_words(*object);
    const Fields fields(*object);
    for (std::size_t i = fields.first; i < fields.end; ++i) stack.push(Term::from_word(object[i]));
  }
}

Word SharingCopy::moved(Word word, HeapWriter& w) {
  const Term t = Term::from_word(word);
  if (is_left_alone(t)) return word;
  const auto known = copies_.find(t.pointer());
  VM_CHECK(known != copies_.end(), "what is copied was added");
  if (known->second != 0) return known->second;
  if (t.is_cons()) {
    Word* cell = w.take(2);
    cell[0] = t.cons_ptr()[0];
    cell[1] = t.cons_ptr()[1];
    return known->second = Term::cons(cell).word();
  }
  const std::size_t words = 1 + header_words(header_of(t));
  Word* object = w.take(words);
  std::memcpy(object, t.boxed_ptr(), words * sizeof(Word));
  if (header_kind(*object) == Kind::binary_handle) {
    handle::shared(object)->retain();
    object[handle::kFlags] &= ~handle::kWritable;
    w.link_off_heap(object);
  } else if (header_kind(*object) == Kind::magic_reference) {
    magic::object(object)->retain();
    w.link_off_heap(object);
  }
  return known->second = Term::boxed(object).word();
}

Term SharingCopy::copy(Term t, HeapWriter& w) {
  Word* scanned = w.take(0);
  const Word result = moved(t.word(), w);
  while (scanned != w.take(0)) {
    const Word first = *scanned;
    if (!Term::from_word(first).is_header()) {
      scanned[0] = moved(scanned[0], w);
      scanned[1] = moved(scanned[1], w);
      scanned += 2;
      continue;
    }
    const Fields fields(first);
    for (std::size_t i = fields.first; i < fields.end; ++i) scanned[i] = moved(scanned[i], w);
    scanned += 1 + header_words(first);
  }
  return Term::from_word(result);
}

}  // namespace rt
