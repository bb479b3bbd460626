// SPDX-License-Identifier: Apache-2.0
// Copying of terms; entry points: copied_words() and copy(), in two passes so that the target is exact.
//
// copy() works as a copying collector does: an object is copied word by word to the end of the target, and the target
// itself is the list of what is still to be looked at, scanned until the scan meets the end. Cells of one list are
// copied along their tail at once, so that a list lies in order.
#include "runtime/term/copy.hpp"

#include "runtime/process/process.hpp"
#include "runtime/term/term_stack.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct Slice {  // a bit_slice
  Term binary;
  std::size_t offset_bits, size_bits;
  explicit Slice(const Word* object)
      : binary(Term::from_word(object[1])), offset_bits(object[2]), size_bits(object[3]) {}
  std::size_t bytes() const { return (size_bits + 7) / 8; }
  bool is_copied_out() const { return bytes() <= kHeapBinaryMaxBytes; }
  bool is_whole_bytes() const { return size_bits % 8 == 0; }
  std::size_t copied_out_words() const { return heap_binary_words(bytes()) + (is_whole_bytes() ? 0 : kBitSliceWords); }
};

const std::uint8_t* bytes_of(Term binary) {
  Word* object = binary.boxed_ptr();
  if (header_kind(*object) == Kind::binary_handle) return handle::shared(object)->bytes();
  return reinterpret_cast<const std::uint8_t*>(object + 2);
}

class Sizing {
 public:
  Sizing(const LiteralSpace& literals, LiteralPolicy policy) : literals_(literals), keep_(policy == LiteralPolicy::keep) {}

  std::size_t run(Term t) {
    push(t);
    while (!stack_.empty()) {
      t = stack_.pop();
      if (t.is_cons()) {
        add_list(t);
      } else {
        add_boxed(t.boxed_ptr());
      }
    }
    return words_;
  }

 private:
  bool is_left_alone(Term t) const { return t.is_immediate() || (keep_ && literals_.keeps(t.pointer())); }
  void push(Term t) {
    if (!is_left_alone(t)) stack_.push(t);
  }

  void add_list(Term t) {
    for (;;) {
      words_ += 2;
      push(t.head());
      t = t.tail();
      if (!t.is_cons() || is_left_alone(t)) break;
    }
    push(t);
  }

  void add_boxed(const Word* object) {
    const Word header = *object;
    if (header_kind(header) == Kind::bit_slice) {
      const Slice slice(object);
      if (slice.is_copied_out()) {
        words_ += slice.copied_out_words();
        return;
      }
    }
    const std::size_t words = 1 + header_words(header);
    words_ += words;
    const Layout layout = layout_of(header_kind(header));
    if (!layout.has_terms) return;
    const std::size_t end = layout.one_term ? 2 : words;
    for (std::size_t i = 1 + layout.raw_words; i < end; ++i) push(Term::from_word(object[i]));
  }

  const LiteralSpace& literals_;
  const bool keep_;
  TermStack stack_;
  std::size_t words_ = 0;
};

class Copying {
 public:
  Copying(HeapWriter& w, const LiteralSpace& literals, LiteralPolicy policy)
      : w_(w), literals_(literals), keep_(policy == LiteralPolicy::keep), start_(w.take(0)) {}

  Term run(Term t) {
    Word result = t.word();
    move(result);
    for (Word* scanned = start_; scanned != w_.take(0);) scanned = scan_object(scanned);
    return Term::from_word(result);
  }

 private:
  void move(Word& word) {
    const Term t = Term::from_word(word);
    if (t.is_immediate() || (keep_ && literals_.keeps(t.pointer()))) return;
    word = t.is_cons() ? copy_list(t) : copy_boxed(t.boxed_ptr());
  }

  Word copy_list(Term t) {
    Word result = 0;
    Word* link = &result;
    for (;;) {
      Word* cell = w_.take(2);
      *link = Term::cons(cell).word();
      cell[0] = t.head().word();
      t = t.tail();
      cell[1] = t.word();
      link = &cell[1];
      if (!t.is_cons() || (keep_ && literals_.keeps(t.cons_ptr()))) return result;
    }
  }

  Word copy_boxed(const Word* object) {
    const Kind kind = header_kind(*object);
    if (kind == Kind::bit_slice && Slice(object).is_copied_out()) return copy_out(Slice(object));
    const std::size_t words = 1 + header_words(*object);
    Word* to = w_.take(words);
    std::memcpy(to, object, words * sizeof(Word));
    if (kind == Kind::binary_handle) {
      handle::shared(to)->retain();
      to[handle::kFlags] &= ~handle::kWritable;  // one handle alone may append
      w_.link_off_heap(to);
    } else if (kind == Kind::magic_reference) {
      magic::object(to)->retain();
      w_.link_off_heap(to);
    }
    return Term::boxed(to).word();
  }

  // Only the bits of the slice, moved to the front of a heap binary.
  Word copy_out(const Slice& slice) {
    std::uint8_t* to = nullptr;
    const Term binary = w_.binary_uninitialised(slice.bytes(), &to);
    const std::uint8_t* from = bytes_of(slice.binary) + slice.offset_bits / 8;
    const unsigned shift = slice.offset_bits % 8;
    const std::size_t bytes = slice.bytes();
    if (shift == 0) {
      if (bytes > 0) std::memcpy(to, from, bytes);
    } else {
      const std::size_t from_bytes = (shift + slice.size_bits + 7) / 8;
      for (std::size_t i = 0; i < bytes; ++i) {
        const unsigned next = i + 1 < from_bytes ? from[i + 1] : 0;
        to[i] = static_cast<std::uint8_t>(from[i] << shift | next >> (8 - shift));
      }
    }
    if (slice.is_whole_bytes()) return binary.word();
    to[bytes - 1] &= static_cast<std::uint8_t>(0xFF00 >> (slice.size_bits % 8));
    Word* s = w_.take(kBitSliceWords);
    s[0] = make_header(Kind::bit_slice, kBitSliceWords - 1);
    s[1] = binary.word();
    s[2] = 0;
    s[3] = slice.size_bits;
    return Term::boxed(s).word();
  }

  Word* scan_object(Word* at) {
    const Word first = *at;
    if (!Term::from_word(first).is_header()) {
      move(at[0]);
      // The tail is a copy already, unless the list ends here.
      if (!is_copy(at[1])) move(at[1]);
      return at + 2;
    }
    Word* const end = at + 1 + header_words(first);
    const Layout layout = layout_of(header_kind(first));
    if (layout.has_terms) {
      Word* const terms_end = layout.one_term ? at + 2 : end;
      // What copy_out() wrote points into the copy.
      for (Word* word = at + 1 + layout.raw_words; word < terms_end; ++word) {
        if (!layout.one_term || !is_copy(*word)) move(*word);
      }
    }
    return end;
  }

  bool is_copy(Word word) {
    const Term t = Term::from_word(word);
    return t.is_pointer() && t.pointer() >= start_ && t.pointer() < w_.take(0);
  }

  HeapWriter& w_;
  const LiteralSpace& literals_;
  const bool keep_;
  Word* const start_;
};

}  // namespace

std::size_t copied_words(Term t, const LiteralSpace& literals, LiteralPolicy policy) {
  if (t.is_immediate()) return 0;
  return Sizing(literals, policy).run(t);
}

Term copy(Term t, HeapWriter& w, const LiteralSpace& literals, LiteralPolicy policy) {
  if (t.is_immediate()) return t;
  return Copying(w, literals, policy).run(t);
}

Term copy_to_heap(Process& p, Term t, LiteralPolicy policy) {
  if (t.is_immediate()) return t;
  const LiteralSpace& literals = p.vm().literals;
  HeapWriter w = p.reserve(copied_words(t, literals, policy));
  return copy(t, w, literals, policy);
}

FragmentPtr copy_to_fragment(Term t, const LiteralSpace& literals, Term& copied) {
  copied = t;
  const std::size_t words = copied_words(t, literals, LiteralPolicy::copy);
  if (words == 0) return nullptr;
  FragmentPtr fragment(Fragment::create(words));
  HeapWriter w = fragment->writer(words);
  copied = copy(t, w, literals, LiteralPolicy::copy);
  return fragment;
}

}  // namespace rt
