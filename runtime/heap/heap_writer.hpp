// SPDX-License-Identifier: Apache-2.0
// HeapWriter: the only way to build terms. Whoever owns memory (a process: Process::reserve, a message:
// Fragment, a literal area: LiteralArea) hands out a writer for an exact or upper number of words; the writer
// counts down and gives back what was not used when it goes out of scope. Writing never collects and never
// moves anything: terms held in C++ locals stay valid across it.
// Requires of every call: enough words left (checked; running over is a bug of ours).
#pragma once

#include <cstring>
#include <initializer_list>
#include <span>

#include "runtime/base/check.hpp"
#include "runtime/heap/shared_binary.hpp"
#include "runtime/term/boxed.hpp"

namespace rt {

constexpr std::size_t binary_words(std::size_t bytes) {  // what a binary of so many bytes needs
  return bytes <= kHeapBinaryMaxBytes ? heap_binary_words(bytes) : kBinaryHandleWords;
}

class HeapWriter {
 public:
  // `owner_top` is the owner's allocation pointer, already moved behind the reservation. It is set back to the
  // first unused word at the end, if nobody allocated after this writer.
  HeapWriter(Word* start, std::size_t words, OffHeapList* off_heap, Word** owner_top)
      : at_(start), end_(start + words), off_heap_(off_heap), owner_top_(owner_top) {}
  HeapWriter(const HeapWriter&) = delete;
  HeapWriter& operator=(const HeapWriter&) = delete;
  ~HeapWriter() {
    if (owner_top_ != nullptr && *owner_top_ == end_) *owner_top_ = at_;
  }

  std::size_t words_left() const { return static_cast<std::size_t>(end_ - at_); }

  // Raw words; the caller fills them all.
  Word* take(std::size_t words) {
    VM_CHECK(words <= words_left(), "a writer was reserved too small");
    Word* taken = at_;
    at_ += words;
    return taken;
  }

  // The next `words` words without taking them: to compute into when the size is known only afterwards.
  Word* peek(std::size_t words) {
    VM_CHECK(words <= words_left(), "a writer was reserved too small");
    return at_;
  }

  Term cons(Term head, Term tail) {
    Word* c = take(2);
    c[0] = head.word();
    c[1] = tail.word();
    return Term::cons(c);
  }
  Term list(std::span<const Term> items, Term tail = Term::nil()) {
    for (std::size_t i = items.size(); i-- > 0;) tail = cons(items[i], tail);
    return tail;
  }
  Term list(std::initializer_list<Term> items, Term tail = Term::nil()) {
    return list(std::span<const Term>(items.begin(), items.size()), tail);
  }
  Term tuple(std::span<const Term> elements) {
    Word* t = take(1 + elements.size());
    t[0] = make_header(Kind::tuple, elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) t[1 + i] = elements[i].word();
    return Term::boxed(t);
  }
  Term tuple(std::initializer_list<Term> elements) {
    return tuple(std::span<const Term>(elements.begin(), elements.size()));
  }
  // 2 words if the value fits no immediate, else none. Requires: finite.
  Term floating(double d) {
    if (Term::fits_tagged_float(d)) return Term::tagged_float(d);
    if (d == 0.0) return Term::zero_float(std::bit_cast<Word>(d) != 0);
    Word* f = take(2);
    f[0] = make_header(Kind::boxed_float, 1);
    f[1] = std::bit_cast<Word>(d);
    return Term::boxed(f);
  }
  // 2 words if it is no small, else none.
  Term integer(std::int64_t v) {
    if (Term::fits_small(v)) return Term::small(v);
    Word* b = take(2);
    b[0] = make_header(v < 0 ? Kind::bignum_negative : Kind::bignum_positive, 1);
    b[1] = v < 0 ? ~static_cast<Word>(v) + 1 : static_cast<Word>(v);
    return Term::boxed(b);
  }
  Term unsigned_integer(std::uint64_t v) {
    if (v <= static_cast<std::uint64_t>(Term::kSmallMax)) return Term::small(static_cast<std::int64_t>(v));
    Word* b = take(2);
    b[0] = make_header(Kind::bignum_positive, 1);
    b[1] = v;
    return Term::boxed(b);
  }
  // A binary of these bytes: on the heap up to kHeapBinaryMaxBytes, else a handle of a new SharedBinary.
  // Needs binary_words(bytes.size()).
  Term binary(std::span<const std::uint8_t> bytes);
  // The same with the bytes left for the caller to fill: `*bytes_out`.
  Term binary_uninitialised(std::size_t bytes, std::uint8_t** bytes_out);
  // Takes over one reference to `shared`. kBinaryHandleWords.
  Term binary_handle(SharedBinary* shared, std::size_t size_bytes, Word flags = 0);
  // Takes over one reference to `object`. magic::kWords.
  Term magic_reference(MagicObject* object, std::uint64_t number);

  void link_off_heap(Word* boxed) { off_heap_->link(boxed); }

 private:
  Word* at_;
  Word* end_;
  OffHeapList* off_heap_;
  Word** owner_top_;
};

}  // namespace rt
