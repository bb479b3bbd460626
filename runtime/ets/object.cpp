// SPDX-License-Identifier: Apache-2.0
// Copying in walks the term (term/copy.hpp); copying out knows that the block is closed, so it copies words in order and
// moves the pointers among them by the distance of the two blocks.
#include "runtime/ets/object.hpp"

#include <cstdlib>
#include <cstring>

#include "runtime/term/copy.hpp"

namespace rt::ets {
namespace {

bool is_plain(const Word* tuple, std::size_t arity) {
  for (std::size_t i = 1; i <= arity; ++i) {
    if (Term::from_word(tuple[i]).is_pointer()) return false;
  }
  return true;
}

Object* allocate(std::size_t words) {
  auto* object = static_cast<Object*>(std::malloc(sizeof(Object) + words * sizeof(Word)));
  VM_CHECK(object != nullptr, "memory for an object of a table");
  object->words = static_cast<std::uint32_t>(words);
  object->is_deleted = false;
  object->off_heap = nullptr;
  return object;
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
    return;
  }
  OffHeapList list;
  HeapWriter w(object->data(), object->words, &list, nullptr);
  (void)copy(tuple, w, literals, LiteralPolicy::copy);
  object->off_heap = list.first();
  list.set_first(nullptr);
}

}  // namespace

Object* Object::create(Term tuple, const LiteralSpace& literals) {
  bool plain = false;
  Object* object = allocate(needed_words(tuple, literals, plain));
  fill(object, tuple, literals, plain);
  return object;
}

void Object::destroy(Object* object) {
  if (object->off_heap != nullptr) release_off_heap(object);
  std::free(object);
}

Object* Object::recreate(Object* old, Term tuple, const LiteralSpace& literals) {
  bool plain = false;
  const std::size_t words = needed_words(tuple, literals, plain);
  Object* object = old;
  if (words != old->words) {
    object = allocate(words);
    object->next = old->next;
    object->right = old->right;
    object->hash = old->hash;
    object->balance = old->balance;
    object->is_deleted = old->is_deleted;
  } else if (old->off_heap != nullptr) {
    release_off_heap(old);
  }
  fill(object, tuple, literals, plain);
  if (object != old) destroy(old);
  return object;
}

Term copy_out(const Object& object, HeapWriter& w) {
  const Word* from = object.data();
  const std::size_t words = object.words;
  Word* to = w.take(words);
  const Word distance = reinterpret_cast<Word>(to) - reinterpret_cast<Word>(from);
  const auto moved = [distance](Word word) { return Term::from_word(word).is_pointer() ? word + distance : word; };
  for (std::size_t i = 0; i < words;) {
    const Word word = from[i];
    if (!Term::from_word(word).is_header()) {
      to[i++] = moved(word);
      continue;
    }
    to[i] = word;
    const Layout layout = layout_of(header_kind(word));
    const std::size_t payload = header_words(word);
    if (layout.has_terms && !layout.one_term) {
      for (std::size_t raw = 1; raw <= layout.raw_words; ++raw) to[i + raw] = from[i + raw];
      i += 1 + layout.raw_words;  // the terms come with the next rounds
      continue;
    }
    std::memcpy(to + i + 1, from + i + 1, payload * sizeof(Word));
    if (layout.one_term) to[i + 1] = moved(from[i + 1]);
    if (layout.off_heap) {
      if (header_kind(word) == Kind::binary_handle) {
        handle::shared(to + i)->retain();
      } else {
        magic::object(to + i)->retain();
      }
      w.link_off_heap(to + i);
    }
    i += 1 + payload;
  }
  return Term::boxed(to);
}

}  // namespace rt::ets
