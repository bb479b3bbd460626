// SPDX-License-Identifier: Apache-2.0
// The short paths of binary_match.hpp, for the engine: tests and moves, and fields whose value is a small integer.
#pragma once

#include "runtime/ops/binary_match.hpp"
#include "runtime/process/process.hpp"

namespace rt {

constexpr Word kContextHeader = make_header(Kind::match_context, kMatchContextWords - 1);

// The words of a context, or null.
inline Word* context_words(Term t) {
  if (!t.is_boxed()) [[unlikely]] return nullptr;
  Word* c = t.boxed_ptr();
  return *c == kContextHeader ? c : nullptr;
}
inline std::size_t bits_left(const Word* context) { return context[context::kEnd] - context[context::kOffset]; }
inline const std::uint8_t* context_bytes(const Word* context) {
  return root_bytes(Term::from_word(context[context::kBinary]).boxed_ptr());
}

inline Term start_match_fast(Process& p, Term t) {
  if (!t.is_boxed()) return Term::none();
  if (!p.heap.has_room(kMatchContextWords)) [[unlikely]] return start_match(p, t);
  const Word* b = t.boxed_ptr();
  Term root = t;
  std::size_t offset = 0, size = 0;
  switch (header_kind(*b)) {
    case Kind::heap_binary:
    case Kind::binary_handle: size = root_size_bytes(b) * 8; break;
    case Kind::bit_slice:
      root = Term::from_word(b[slice::kBinary]);
      offset = b[slice::kOffset];
      size = b[slice::kSize];
      break;
    case Kind::match_context: return t;
    default: return Term::none();
  }
  Word* c = p.heap.top;
  p.heap.top += kMatchContextWords;
  c[0] = kContextHeader;
  c[context::kBinary] = root.word();
  c[context::kOffset] = c[context::kStart] = offset;
  c[context::kEnd] = offset + size;
  return Term::boxed(c);
}

inline bool ensure_at_least(Term context, std::size_t bits, std::size_t unit) {
  const Word* c = context_words(context);
  if (c == nullptr) return false;
  const std::size_t left = bits_left(c);
  if (left < bits) return false;
  if (unit == 8) return ((left - bits) & 7) == 0;
  return unit <= 1 || (left - bits) % unit == 0;
}
inline bool ensure_exactly(Term context, std::size_t bits) {
  const Word* c = context_words(context);
  return c != nullptr && bits_left(c) == bits;
}
inline bool test_unit(Term context, std::size_t unit) { return ensure_at_least(context, 0, unit); }

inline bool skip(Term context, std::size_t bits) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits) return false;
  c[context::kOffset] += bits;
  return true;
}

inline Term position(Term context) {
  const Word* c = context_words(context);
  return c == nullptr ? Term::none() : Term::small(static_cast<std::int64_t>(c[context::kOffset]));
}
inline bool set_position(Term context, Term position) {
  Word* c = context_words(context);
  if (c == nullptr || !position.is_small()) return false;
  const auto to = static_cast<std::size_t>(position.small_value());
  if (to < c[context::kStart] || to > c[context::kEnd]) return false;
  c[context::kOffset] = to;
  return true;
}

// The next `bits` bits as a number, without moving. Requires: they are there, bits <= 64.
inline std::uint64_t peek_bits(const Word* context, unsigned bits) {
  return read_bits(context_bytes(context), context[context::kOffset], bits);
}

// get_integer of a fixed size up to 32 bits, any flags.
inline Term get_integer_fast(Process& p, Term context, std::size_t bits, unsigned flags) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits) return Term::none();
  const std::size_t offset = c[context::kOffset];
  const std::uint8_t* bytes = context_bytes(c);
  if (bits == 8 && offset % 8 == 0) {
    c[context::kOffset] = offset + 8;
    const std::uint8_t byte = bytes[offset / 8];
    return Term::small((flags & kBitsSigned) != 0 ? static_cast<std::int8_t>(byte) : byte);
  }
  if (bits <= 56 && bits != 0 && (bits <= 8 || (flags & kBitsLittle) == 0)) {
    const std::uint64_t v = read_bits(bytes, offset, static_cast<unsigned>(bits));
    c[context::kOffset] = offset + bits;
    if ((flags & kBitsSigned) == 0) return Term::small(static_cast<std::int64_t>(v));
    return Term::small(static_cast<std::int64_t>(v << (64 - bits)) >> (64 - bits));
  }
  return get_integer(p, context, bits, flags);
}

// '=:=' with a value whose low 64 bits are known. Requires: bits <= 64.
inline bool match_number_fast(Term context, unsigned bits, std::uint64_t value) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits) return false;
  const std::uint64_t mask = bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  if (peek_bits(c, bits) != (value & mask)) return false;
  c[context::kOffset] += bits;
  return true;
}

inline Term get_utf8_fast(Term context) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < 8) return Term::none();
  const std::size_t offset = c[context::kOffset];
  if (offset % 8 == 0) {
    if (const std::uint8_t byte = context_bytes(c)[offset / 8]; byte < 0x80) {
      c[context::kOffset] = offset + 8;
      return Term::small(byte);
    }
  }
  return get_utf8(context);
}

}  // namespace rt
