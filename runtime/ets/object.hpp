// SPDX-License-Identifier: Apache-2.0
// Object: one tuple of an ETS table, in a block of its own: the links of the store that it is in, then the tuple and
// all that it is made of, without a word outside the block but for shared binaries and magic objects, which it retains; or,
// in a compressed table, the same in less space (compressed.hpp).
// Owned by one store; whoever holds the table's lock may read it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/heap/literal_area.hpp"
#include "runtime/term/boxed.hpp"

namespace rt::ets {

struct Object {
  union {
    Object* next;   // in a chain of a hash table
    Object* left;   // in a tree
  };
  union {
    Object* right;
    std::uint32_t hash;  // of the key, in a hash table
  };
  static constexpr std::size_t kMaxWords = (std::size_t{1} << 29) - 1;
  std::uint32_t words : 29;      // behind this
  std::uint32_t is_deleted : 1;  // kept for those who iterate
  std::int32_t balance : 2;      // in a tree: height of the right minus the left
  std::int32_t excess : 31;      // words that it would take more in OTP
  std::uint32_t is_compressed : 1;  // not all elements can be read (compressed.hpp)
  Word* off_heap;                // first of the handles in this block

  Word* data() { return reinterpret_cast<Word*>(this + 1); }
  const Word* data() const { return reinterpret_cast<const Word*>(this + 1); }
  Term tuple() const { return Term::boxed(data()); }
  std::size_t arity() const { return header_words(*data()); }
  Term element(std::size_t one_based) const { return Term::from_word(data()[one_based]); }
  void take_links(const Object& other) {
    next = other.next;
    right = other.right;
    balance = other.balance;
    is_deleted = other.is_deleted;
  }
  void set_element(std::size_t one_based, Term immediate) { data()[one_based] = immediate.word(); }

  // A block without contents.
  static Object* allocate(std::size_t words);
  // A copy of `tuple`; links are not set. Requires: is_tuple.
  static Object* create(Term tuple, const LiteralSpace& literals);
  static void destroy(Object* object);
  // The same for `tuple` in place of `old`, which is gone; links, hash and balance are kept. `tuple` must not point into
  // `old`, which is not compressed. Any block may come out.
  static Object* recreate(Object* old, Term tuple, const LiteralSpace& literals);
};

static_assert(sizeof(Object) == 4 * sizeof(Word));  // as OTP's

// A copy of the whole object. Requires: object.words left; not compressed.
Term copy_out(const Object& object, HeapWriter& w);

}  // namespace rt::ets
