// SPDX-License-Identifier: Apache-2.0
// What lies behind a boxed pointer: a header word, then payload words. One row per kind of object.
//
//   header   payload size in words << 8 | kind << 3 | 110
//
// The collector knows an object only by its kind's `Layout`: how many raw words come first and whether the
// rest are terms. Layout of each kind, word by word after the header:
//
//   tuple               elements
//   bignum_positive/_negative   magnitude limbs, least significant first, top limb not zero, never a small's value
//   boxed_float         the double (only values that no immediate float can hold)
//   heap_binary         byte size, then bytes padded to whole words (at most kHeapBinaryMaxBytes)
//   binary_handle       next OffHeap object, SharedBinary*, byte size, flags      (see shared_binary.hpp)
//   bit_slice           the binary (heap_binary or binary_handle), offset in bits, size in bits
//   match_context       the binary, offset in bits (where matching is), end in bits, start in bits
//   fun_local           FunEntry*, creator pid, free variables
//   fun_export          Export*
//   reference           number (unique 64 bits, low), second number (high)
//   magic_reference     next OffHeap object, MagicObject*, number                  (see shared_binary.hpp)
//   external_pid/_port  node atom, creation, id words
//   external_reference  node atom, creation, count of 32-bit ids, ids (two a word)
//   map_flat            keys tuple, values in key order (keys sorted as OTP 27 sorts them)
//   map_root            key count (small), bitmap (small), children    } map.hpp; a leaf is a cons
//   map_node            bitmap (small), children                       } [Key | Value]
//   map_collision       leaves
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/term/term.hpp"

namespace rt {

enum class Kind : std::uint8_t {
  tuple,
  bignum_positive,
  bignum_negative,
  boxed_float,
  heap_binary,
  binary_handle,
  bit_slice,
  match_context,
  fun_local,
  fun_export,
  reference,
  magic_reference,
  external_pid,
  external_port,
  external_reference,
  map_flat,
  map_root,
  map_node,
  map_collision,
};
constexpr std::size_t kKindCount = 19;

struct Layout {
  std::uint8_t raw_words;  // raw words before the first term
  std::uint8_t one_term;   // 1: exactly one term follows, the rest is raw
  bool has_terms;          // false: everything is raw
  bool off_heap;           // linked in an OffHeapList, released when it dies
};

constexpr Layout layout_of(Kind kind) {
  switch (kind) {
    case Kind::tuple:
    case Kind::map_flat:
    case Kind::map_root:
    case Kind::map_node:
    case Kind::map_collision: return {0, 0, true, false};
    case Kind::bit_slice:
    case Kind::match_context: return {0, 1, true, false};
    case Kind::fun_local: return {1, 0, true, false};
    case Kind::binary_handle:
    case Kind::magic_reference: return {0, 0, false, true};
    case Kind::bignum_positive:
    case Kind::bignum_negative:
    case Kind::boxed_float:
    case Kind::heap_binary:
    case Kind::fun_export:
    case Kind::reference:
    case Kind::external_pid:
    case Kind::external_port:
    case Kind::external_reference: return {0, 0, false, false};
  }
  return {0, 0, false, false};
}

constexpr Word make_header(Kind kind, std::size_t payload_words) {
  return static_cast<Word>(payload_words) << 8 | static_cast<Word>(kind) << 3 | 6;
}
constexpr Kind header_kind(Word header) { return static_cast<Kind>((header >> 3) & 31); }
constexpr std::size_t header_words(Word header) { return header >> 8; }  // payload, without the header

inline Word header_of(Term t) { return *t.boxed_ptr(); }  // Requires: t.is_boxed()
inline bool is_boxed_kind(Term t, Kind kind) { return t.is_boxed() && header_kind(header_of(t)) == kind; }

// --- type tests (what a program can ask)
inline bool is_tuple(Term t) { return is_boxed_kind(t, Kind::tuple); }
inline bool is_tuple(Term t, std::size_t arity) { return t.is_boxed() && header_of(t) == make_header(Kind::tuple, arity); }
inline bool is_bignum(Term t) {
  if (!t.is_boxed()) return false;
  const Kind k = header_kind(header_of(t));
  return k == Kind::bignum_positive || k == Kind::bignum_negative;
}
inline bool is_integer(Term t) { return t.is_small() || is_bignum(t); }
inline bool is_float(Term t) { return t.is_immediate_float() || is_boxed_kind(t, Kind::boxed_float); }
inline bool is_number(Term t) { return is_integer(t) || is_float(t); }
inline bool is_bitstring(Term t) {  // a match context is no value
  if (!t.is_boxed()) return false;
  const Kind k = header_kind(header_of(t));
  return k == Kind::heap_binary || k == Kind::binary_handle || k == Kind::bit_slice;
}
inline bool is_binary(Term t) {
  return is_bitstring(t) && (header_kind(header_of(t)) != Kind::bit_slice || (t.boxed_ptr()[3] & 7) == 0);
}
inline bool is_map(Term t) {
  if (!t.is_boxed()) return false;
  const Kind k = header_kind(header_of(t));
  return k == Kind::map_flat || k == Kind::map_root;
}
inline bool is_fun(Term t) {
  if (!t.is_boxed()) return false;
  const Kind k = header_kind(header_of(t));
  return k == Kind::fun_local || k == Kind::fun_export;
}
inline bool is_pid(Term t) { return t.is_local_pid() || is_boxed_kind(t, Kind::external_pid); }
inline bool is_port(Term t) { return t.is_local_port() || is_boxed_kind(t, Kind::external_port); }
inline bool is_reference(Term t) {
  if (!t.is_boxed()) return false;
  const Kind k = header_kind(header_of(t));
  return k == Kind::reference || k == Kind::magic_reference || k == Kind::external_reference;
}

// --- tuples
inline std::size_t tuple_arity(Term t) { return header_words(header_of(t)); }  // Requires: is_tuple
inline Term tuple_element(Term t, std::size_t zero_based) { return Term::from_word(t.boxed_ptr()[1 + zero_based]); }

// --- floats. Requires: is_float(t)
inline double float_value(Term t) {
  if (t.is_tagged_float()) return t.tagged_float_value();
  if (t.is_zero_float()) return t == Term::zero_float(true) ? -0.0 : 0.0;
  return std::bit_cast<double>(t.boxed_ptr()[1]);
}

// --- binaries
constexpr std::size_t kHeapBinaryMaxBytes = 64;
constexpr std::size_t heap_binary_words(std::size_t bytes) { return 2 + (bytes + 7) / 8; }  // with header
constexpr std::size_t kBinaryHandleWords = 5, kBitSliceWords = 4, kMatchContextWords = 5;   // with header

}  // namespace rt
