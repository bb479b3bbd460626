// SPDX-License-Identifier: Apache-2.0
// Copying in walks the term (term/copy.hpp); copying out knows that the block is closed, so it copies words in order and
// moves the pointers among them by the distance of the two blocks.
#include "runtime/ets/object.hpp"

#include <cstring>

#include "runtime/base/memory.hpp"
#include "runtime/process/reference.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/term/hash.hpp"

namespace rt::ets {
namespace {

bool is_plain(const Word* tuple, std::size_t arity) {
  for (std::size_t i = 1; i <= arity; ++i) {
    if (!hash_detail::is_otp_immediate(Term::from_word(tuple[i]))) return false;
  }
  return true;
}

// Calls visit(at, Layout) for every boxed object of a block, which holds nothing but whole objects and cells of lists;
// term(at) for every term in it.
template <class Visit, class OnTerm>
void scan(const Word* block, std::size_t words, Visit visit, OnTerm term) {
  for (std::size_t i = 0; i < words;) {
    if (!Term::from_word(block[i]).is_header()) {
      term(i++);
      continue;
    }
    const Layout layout = layout_of(header_kind(block[i]));
    visit(i, layout);
    if (layout.has_terms && !layout.one_term) {
      i += 1 + layout.raw_words;  // the terms come with the next rounds
    } else {
      if (layout.one_term) term(i + 1);
      i += 1 + header_words(block[i]);
    }
  }
}

// Words of a boxed object in OTP, less those that it has here (term/otp_size.cpp).
std::int32_t excess_of(const Word* object) {
  switch (header_kind(*object)) {
    case Kind::tuple: return header_words(*object) == 0 ? -1 : 0;
    case Kind::binary_handle:
    case Kind::fun_local: return 3;
    case Kind::bit_slice: return -static_cast<std::int32_t>(kBitSliceWords);
    case Kind::map_flat: return 1;
    case Kind::magic_reference:
    case Kind::map_root:
    case Kind::map_node: return -1;
    case Kind::reference: return owner_of(ref_id(Term::boxed(object))).is_none() ? 0 : 1;
    case Kind::external_reference:
      return static_cast<std::int32_t>((object[3] + 2) / 2) - static_cast<std::int32_t>((object[3] + 1) / 2) - 1;
    case Kind::bignum_positive:
    case Kind::bignum_negative:
    case Kind::boxed_float:
    case Kind::heap_binary:
    case Kind::match_context:
    case Kind::fun_export:
    case Kind::external_pid:
    case Kind::external_port:
    case Kind::map_collision: return 0;
  }
  return 0;
}

std::int32_t total_excess(const Word* block, std::size_t words) {
  constexpr std::int32_t kBoxedNumberWords = 2;
  std::int32_t sum = 0;
  const auto on_term = [&](std::size_t i) {
    const Term t = Term::from_word(block[i]);
    if (!t.is_pointer() && !hash_detail::is_otp_immediate(t)) sum += kBoxedNumberWords;
  };
  scan(block, words, [&](std::size_t i, Layout) { sum += excess_of(block + i); }, on_term);
  return sum;
}

void release_off_heap(Object* object) {
  OffHeapList list;
  list.set_first(object->off_heap);
}

std::size_t needed_words(Term tuple, const LiteralSpace& literals, bool& plain) {
  const Word* source = tuple.boxed_ptr();
  const std::size_t arity = header_words(*source);
  plain = is_plain(source, arity);
  return plain ? 1 + arity : copied_words(tuple, literals, LiteralPolicy::copy);
}

void fill(Object* object, Term tuple, const LiteralSpace& literals, bool plain) {
  if (plain) {
    std::memcpy(object->data(), tuple.boxed_ptr(), object->words * sizeof(Word));
    object->off_heap = nullptr;
    object->excess = 0;
    return;
  }
  OffHeapList list;
  HeapWriter w(object->data(), object->words, &list, nullptr);
  (void)copy(tuple, w, literals, LiteralPolicy::copy);
  object->off_heap = list.first();
  list.set_first(nullptr);
  object->excess = total_excess(object->data(), object->words);
}

}  // namespace

Object* Object::allocate(std::size_t words) {
  VM_CHECK(words <= kMaxWords, "an object of a table takes less than 4 GiB");
  auto* object = static_cast<Object*>(rt::allocate(sizeof(Object) + words * sizeof(Word), "db_term"));
  object->right = nullptr;
  object->words = static_cast<std::uint32_t>(words) & kMaxWords;
  object->is_deleted = false;
  object->balance = 0;
  object->excess = 0;
  object->is_compressed = false;
  object->off_heap = nullptr;
  return object;
}

Object* Object::create(Term tuple, const LiteralSpace& literals) {
  bool plain = false;
  Object* object = allocate(needed_words(tuple, literals, plain));
  fill(object, tuple, literals, plain);
  return object;
}

void Object::destroy(Object* object) {
  if (object->off_heap != nullptr) release_off_heap(object);
  deallocate(object);
}

Object* Object::recreate(Object* old, Term tuple, const LiteralSpace& literals) {
  bool plain = false;
  const std::size_t words = needed_words(tuple, literals, plain);
  Object* object = old;
  if (words != old->words) {
    object = allocate(words);
    object->take_links(*old);
  } else if (old->off_heap != nullptr) {
    release_off_heap(old);
  }
  fill(object, tuple, literals, plain);
  if (object != old) destroy(old);
  return object;
}

Term copy_out(const Object& object, HeapWriter& w) {
  const Word* from = object.data();
  Word* to = w.take(object.words);
  const Word distance = reinterpret_cast<Word>(to) - reinterpret_cast<Word>(from);
  const auto copy_boxed = [&](std::size_t i, Layout layout) {
    to[i] = from[i];
    if (layout.has_terms && !layout.one_term) {
      for (std::size_t raw = 1; raw <= layout.raw_words; ++raw) to[i + raw] = from[i + raw];
      return;
    }
    std::memcpy(to + i + 1, from + i + 1, header_words(from[i]) * sizeof(Word));
    if (!layout.off_heap) return;
    if (header_kind(from[i]) == Kind::binary_handle) {
      handle::shared(to + i)->retain();
    } else {
      magic::object(to + i)->retain();
    }
    w.link_off_heap(to + i);
  };
  const auto copy_term = [&](std::size_t i) {
    to[i] = Term::from_word(from[i]).is_pointer() ? from[i] + distance : from[i];
  };
  scan(from, object.words, copy_boxed, copy_term);
  return Term::boxed(to);
}

}  // namespace rt::ets
