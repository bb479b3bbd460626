// SPDX-License-Identifier: Apache-2.0
// Bitstrings as bytes: BitView is where the bits of any bitstring or match context lie; make_slice and new_bitstring
// build parts and new ones; comparison is by bits. Kinds and layouts are boxed.hpp's.
//
// Invariants: 1. a bit_slice or match context points at a heap_binary or binary_handle, never at another slice.
// 2. a handle flagged kWritable is never a value of a program: only slices of it are, since its size grows
// (ops/binary_build.hpp). 3. the bytes behind a writable handle may move when something is appended: a BitView of a
// slice is good until the process builds the next binary.
#pragma once

#include <span>
#include <vector>

#include "runtime/base/bits.hpp"
#include "runtime/heap/heap_writer.hpp"

namespace rt {

// Word positions, header = 0.
namespace slice {
constexpr std::size_t kBinary = 1, kOffset = 2, kSize = 3;
}
namespace context {
constexpr std::size_t kBinary = 1, kOffset = 2, kEnd = 3, kStart = 4;
}

struct BitView {
  const std::uint8_t* bytes;
  std::size_t offset;  // in bits from the first byte
  std::size_t size;    // in bits

  bool is_aligned() const { return offset % 8 == 0; }
  const std::uint8_t* first() const { return bytes + offset / 8; }  // the byte the first bit is in
};

// The bytes of a heap_binary or binary_handle.
inline const std::uint8_t* root_bytes(const Word* root) {
  return header_kind(*root) == Kind::heap_binary ? reinterpret_cast<const std::uint8_t*>(root + 2)
                                                 : handle::shared(root)->bytes();
}
inline std::size_t root_size_bytes(const Word* root) {
  return header_kind(*root) == Kind::heap_binary ? root[1] : root[handle::kSize];
}

// Requires: is_bitstring(t) or a match context (of which: what is left to match).
inline BitView bit_view(Term t) {
  const Word* b = t.boxed_ptr();
  switch (header_kind(*b)) {
    case Kind::bit_slice:
      return {root_bytes(Term::from_word(b[slice::kBinary]).boxed_ptr()), b[slice::kOffset], b[slice::kSize]};
    case Kind::match_context:
      return {root_bytes(Term::from_word(b[context::kBinary]).boxed_ptr()), b[context::kOffset],
              b[context::kEnd] - b[context::kOffset]};
    default: return {root_bytes(b), 0, root_size_bytes(b) * 8};
  }
}

// Requires: is_bitstring(t) or a match context.
inline std::size_t bit_size(Term t) {
  const Word* b = t.boxed_ptr();
  switch (header_kind(*b)) {
    case Kind::bit_slice: return b[slice::kSize];
    case Kind::match_context: return b[context::kEnd] - b[context::kOffset];
    default: return root_size_bytes(b) * 8;
  }
}
inline bool is_match_context(Term t) { return is_boxed_kind(t, Kind::match_context); }

// <0, 0, >0: bit by bit, then the shorter one first: Erlang's order.
int compare_bits(BitView a, BitView b);
bool equal_bits(BitView a, BitView b);

// The bytes of a binary in one piece: in place if they are aligned, else copied to `scratch`. Requires: is_binary(t).
std::span<const std::uint8_t> bytes_of(Term t, std::vector<std::uint8_t>& scratch);

// The bits [offset, offset + size) of a bitstring or match context (there: counted from where matching is).
// Small ones are copied as OTP 27 does it, so that they keep nothing large alive; the whole is the binary itself.
// Requires: they lie in it; room for kSliceMaxWords.
constexpr std::size_t kSliceMaxWords = kBitSliceWords + heap_binary_words(kHeapBinaryMaxBytes);
Term make_slice(HeapWriter& w, Term bitstring, std::size_t offset, std::size_t size);
// The same of a root (heap_binary or binary_handle), offset from its first byte.
Term make_root_slice(HeapWriter& w, Term root, std::size_t offset, std::size_t size);

// A bitstring of so many bits for the caller to fill from *bytes_out on (unused bits of the last byte are not looked
// at by anyone). Needs bitstring_words(size).
constexpr std::size_t bitstring_words(std::size_t bits) {
  return binary_words(bytes_for_bits(bits)) + (bits % 8 != 0 ? kBitSliceWords : 0);
}
Term new_bitstring(HeapWriter& w, std::size_t bits, std::uint8_t** bytes_out);

}  // namespace rt
