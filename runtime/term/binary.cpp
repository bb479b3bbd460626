// SPDX-License-Identifier: Apache-2.0
// Views, comparison and slices of bitstrings. Which parts are copied follows OTP 27 (erl_bits.c,
// erts_build_sub_bitstring): up to 64 bytes, so a small part never keeps a large binary alive. Of a binary that lies
// on the heap itself only what is no larger than a slice is copied.
#include "runtime/term/binary.hpp"

#include <algorithm>

namespace rt {
namespace {

int sign_of(std::uint64_t a, std::uint64_t b) { return a < b ? -1 : a > b; }

// The first difference of `count` bits.
int compare_range(BitView a, BitView b, std::size_t count) {
  std::size_t at = 0;
  if (a.is_aligned() && b.is_aligned()) {
    const std::size_t whole = count / 8;
    if (whole != 0) {
      if (const int c = std::memcmp(a.first(), b.first(), whole); c != 0) return c;
    }
    at = whole * 8;
  }
  while (at < count) {
    const unsigned step = static_cast<unsigned>(std::min<std::size_t>(64, count - at));
    const std::uint64_t x = read_bits(a.bytes, a.offset + at, step);
    const std::uint64_t y = read_bits(b.bytes, b.offset + at, step);
    if (x != y) return sign_of(x, y);
    at += step;
  }
  return 0;
}

Term write_slice(HeapWriter& w, Term root, std::size_t offset, std::size_t size) {
  Word* s = w.take(kBitSliceWords);
  s[0] = make_header(Kind::bit_slice, kBitSliceWords - 1);
  s[slice::kBinary] = root.word();
  s[slice::kOffset] = offset;
  s[slice::kSize] = size;
  return Term::boxed(s);
}

}  // namespace

int compare_bits(BitView a, BitView b) {
  if (const int c = compare_range(a, b, std::min(a.size, b.size)); c != 0) return c;
  return sign_of(a.size, b.size);
}

bool equal_bits(BitView a, BitView b) { return a.size == b.size && compare_range(a, b, a.size) == 0; }

std::span<const std::uint8_t> bytes_of(Term t, std::vector<std::uint8_t>& scratch) {
  const BitView v = bit_view(t);
  if (v.is_aligned()) return {v.first(), v.size / 8};
  scratch.resize(v.size / 8);
  copy_bits(scratch.data(), 0, v.bytes, v.offset, v.size);
  return scratch;
}

Term new_bitstring(HeapWriter& w, std::size_t bits, std::uint8_t** bytes_out) {
  const Term root = w.binary_uninitialised(bytes_for_bits(bits), bytes_out);
  return bits % 8 == 0 ? root : write_slice(w, root, 0, bits);
}

Term make_root_slice(HeapWriter& w, Term root, std::size_t offset, std::size_t size) {
  const Word* b = root.boxed_ptr();
  const bool on_heap = header_kind(*b) == Kind::heap_binary;
  const bool writable = !on_heap && (b[handle::kFlags] & handle::kWritable) != 0;
  if (offset == 0 && !writable && size == root_size_bytes(b) * 8) return root;
  const std::size_t copied_up_to = on_heap ? (size % 8 == 0 ? 16 : 0) : kHeapBinaryMaxBytes;
  if (size > copied_up_to * 8) return write_slice(w, root, offset, size);
  std::uint8_t* to = nullptr;
  const Term copy = new_bitstring(w, size, &to);
  copy_bits(to, 0, root_bytes(b), offset, size);
  return copy;
}

Term make_slice(HeapWriter& w, Term bitstring, std::size_t offset, std::size_t size) {
  const Word* b = bitstring.boxed_ptr();
  switch (header_kind(*b)) {
    case Kind::bit_slice:
      if (offset == 0 && size == b[slice::kSize]) return bitstring;
      return make_root_slice(w, Term::from_word(b[slice::kBinary]), b[slice::kOffset] + offset, size);
    case Kind::match_context:
      return make_root_slice(w, Term::from_word(b[context::kBinary]), b[context::kOffset] + offset, size);
    default: return make_root_slice(w, bitstring, offset, size);
  }
}

}  // namespace rt
