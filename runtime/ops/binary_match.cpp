// SPDX-License-Identifier: Apache-2.0
// The rest of matching: what allocates, what is not aligned, and integers of any size. Follows OTP 27's erl_bits.c in
// what matches (a float field of 0 bits is 0.0; a little-endian field ends in its most significant, partial byte).
#include "runtime/ops/binary_match.hpp"

#include <cmath>

#include "runtime/ops/binary_match_inl.hpp"
#include "runtime/term/bignum.hpp"

namespace rt {
namespace {

// A field as 64-bit limbs, least significant first, without copying it.
class IntegerField {
 public:
  IntegerField(const std::uint8_t* bytes, std::size_t offset, std::size_t bits, unsigned flags)
      : bytes_(bytes), offset_(offset), bits_(bits), little_((flags & kBitsLittle) != 0) {
    negative_ = (flags & kBitsSigned) != 0 && (raw(limbs() - 1) >> ((bits - 1) % 64) & 1) != 0;
  }
  std::size_t limbs() const { return (bits_ + 63) / 64; }
  bool is_negative() const { return negative_; }
  // Of the value, or of its complement if it is negative.
  std::uint64_t limb(std::size_t i) const {
    const std::uint64_t v = raw(i);
    if (!negative_) return v;
    const std::size_t used = bits_ - 64 * i;
    return used >= 64 ? ~v : ~v & ((std::uint64_t{1} << used) - 1);
  }

 private:
  std::uint64_t raw(std::size_t i) const {
    const std::size_t used = bits_ - 64 * i;  // bits from this limb on
    if (!little_) {
      const unsigned count = static_cast<unsigned>(used < 64 ? used : 64);
      return read_bits(bytes_, offset_ + used - count, count);
    }
    if (used >= 64) return __builtin_bswap64(read_bits(bytes_, offset_ + 64 * i, 64));
    std::uint64_t v = 0;
    for (unsigned at = 0; at < used; at += 8) {
      const unsigned count = static_cast<unsigned>(used - at < 8 ? used - at : 8);
      v |= read_bits(bytes_, offset_ + 64 * i + at, count) << at;
    }
    return v;
  }
  const std::uint8_t* bytes_;
  std::size_t offset_, bits_;
  bool little_, negative_ = false;
};

// None: larger than the largest integer, which is no match.
Term make_big(Process& p, const IntegerField& field) {
  std::size_t limbs = field.limbs();
  while (limbs > 0 && field.limb(limbs - 1) == 0) --limbs;
  // A negative value is -(complement + 1): the carry may reach one limb more.
  HeapWriter w = p.reserve(limbs + 2);
  Word* header = w.take(1 + limbs);
  unsigned carry = field.is_negative() ? 1 : 0;
  for (std::size_t i = 0; i < limbs; ++i) {
    std::uint64_t v = field.limb(i) + carry;
    carry = carry != 0 && v == 0 ? 1 : 0;
    header[1 + i] = v;
  }
  if (carry != 0) {
    *w.take(1) = 1;
    ++limbs;
  }
  if (limbs > kBignumMaxLimbs) return Term::none();
  *header = make_header(field.is_negative() ? Kind::bignum_negative : Kind::bignum_positive, limbs);
  return Term::boxed(header);
}

Term make_integer(Process& p, const IntegerField& field) {
  std::size_t limbs = field.limbs();
  while (limbs > 0 && field.limb(limbs - 1) == 0) --limbs;
  if (limbs > 1) return make_big(p, field);
  const std::uint64_t v = field.limb(0);  // of a negative value the complement, of a small at most -kSmallMin - 1
  if (v > static_cast<std::uint64_t>(Term::kSmallMax)) return make_big(p, field);
  return Term::small(field.is_negative() ? -static_cast<std::int64_t>(v) - 1 : static_cast<std::int64_t>(v));
}

// IEEE binary16.
double half_to_double(std::uint64_t half) {
  const unsigned exponent = half >> 10 & 31;
  const double fraction = static_cast<double>(half & 1023);
  const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, static_cast<int>(exponent) - 25);
  return (half & 0x8000) != 0 ? -magnitude : magnitude;
}

}  // namespace

Term start_match(Process& p, Term t) {
  if (is_match_context(t)) return t;
  if (!is_bitstring(t)) return Term::none();
  const Word* b = t.boxed_ptr();
  const bool part = header_kind(*b) == Kind::bit_slice;
  HeapWriter w = p.reserve(kMatchContextWords);
  Word* c = w.take(kMatchContextWords);
  c[0] = kContextHeader;
  c[context::kBinary] = part ? b[slice::kBinary] : t.word();
  c[context::kOffset] = c[context::kStart] = part ? b[slice::kOffset] : 0;
  c[context::kEnd] = c[context::kStart] + bit_size(t);
  return Term::boxed(c);
}

std::optional<std::size_t> field_bits(Term size, std::size_t unit) {
  if (!size.is_small() || size.small_value() < 0) return std::nullopt;
  std::size_t bits = 0;
  if (__builtin_mul_overflow(static_cast<std::size_t>(size.small_value()), unit, &bits)) return std::nullopt;
  return bits;
}

Term get_integer(Process& p, Term context, std::size_t bits, unsigned flags) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits) return Term::none();
  if (bits == 0) return Term::small(0);
  const IntegerField field(context_bytes(c), c[context::kOffset], bits, flags);
  const Term value = make_integer(p, field);
  if (value) c[context::kOffset] += bits;
  return value;
}

Term get_integer(Process& p, Term context, Term size, std::size_t unit, unsigned flags) {
  const auto bits = field_bits(size, unit);
  return bits ? get_integer(p, context, *bits, flags) : Term::none();
}

Term get_float(Process& p, Term context, Term size, std::size_t unit, unsigned flags) {
  Word* c = context_words(context);
  const auto bits = field_bits(size, unit);
  if (c == nullptr || !bits) return Term::none();
  if (*bits == 0) return Term::zero_float(false);
  if (bits_left(c) < *bits || (*bits != 16 && *bits != 32 && *bits != 64)) return Term::none();
  const unsigned width = static_cast<unsigned>(*bits);
  std::uint64_t v = peek_bits(c, width);
  if ((flags & kBitsLittle) != 0) v = __builtin_bswap64(v) >> (64 - width);
  double d = 0;
  if (width == 64) {
    d = std::bit_cast<double>(v);
  } else if (width == 32) {
    d = std::bit_cast<float>(static_cast<std::uint32_t>(v));
  } else {
    if ((v & 0x7c00) == 0x7c00) return Term::none();
    d = half_to_double(v);
  }
  if (!std::isfinite(d)) return Term::none();
  c[context::kOffset] += width;
  return p.reserve(2).floating(d);
}

Term get_binary(Process& p, Term context, std::size_t bits) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits) return Term::none();
  HeapWriter w = p.reserve(kSliceMaxWords);
  const Term part = make_root_slice(w, Term::from_word(c[context::kBinary]), c[context::kOffset], bits);
  c[context::kOffset] += bits;
  return part;
}

Term get_binary(Process& p, Term context, Term size, std::size_t unit) {
  if (size == atoms::all) return get_rest(p, context, unit);
  const auto bits = field_bits(size, unit);
  return bits ? get_binary(p, context, *bits) : Term::none();
}

Term get_rest(Process& p, Term context, std::size_t unit) {
  return test_unit(context, unit) ? get_binary(p, context, bits_left(context_words(context))) : Term::none();
}

Term get_tail(Process& p, Term context) {
  Word* c = context_words(context);
  if (c == nullptr) return Term::none();
  HeapWriter w = p.reserve(kSliceMaxWords);
  return make_root_slice(w, Term::from_word(c[context::kBinary]), c[context::kOffset], bits_left(c));
}

bool skip(Term context, Term size, std::size_t unit) {
  if (size == atoms::all) return test_unit(context, unit) && skip(context, bits_left(context_words(context)));
  const auto bits = field_bits(size, unit);
  return bits && skip(context, *bits);
}

bool match_string(Term context, const std::uint8_t* bytes, std::size_t bits) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits) return false;
  if (!equal_bits(BitView{bytes, 0, bits}, BitView{context_bytes(c), c[context::kOffset], bits})) return false;
  c[context::kOffset] += bits;
  return true;
}

bool match_number(Term context, std::size_t bits, Term value) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < bits || !is_integer(value)) return false;
  const std::uint8_t* bytes = context_bytes(c);
  const std::size_t end = c[context::kOffset] + bits;
  const bool big = !value.is_small();
  if (big && header_kind(header_of(value)) == Kind::bignum_negative) return false;
  const std::size_t limbs = big ? header_words(header_of(value)) : 1;
  if (!big && value.small_value() < 0) return false;
  for (std::size_t i = 0; 64 * i < bits || i < limbs; ++i) {
    const std::uint64_t limb = i >= limbs ? 0 : big ? value.boxed_ptr()[1 + i] : static_cast<std::uint64_t>(value.small_value());
    const std::size_t left = 64 * i < bits ? bits - 64 * i : 0;
    const unsigned count = static_cast<unsigned>(left < 64 ? left : 64);
    if (read_bits(bytes, end - 64 * i - count, count) != limb) return false;
  }
  c[context::kOffset] = end;
  return true;
}

Term get_utf8(Term context) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < 8) return Term::none();
  const unsigned first = static_cast<unsigned>(peek_bits(c, 8));
  if (first < 0x80) {
    c[context::kOffset] += 8;
    return Term::small(first);
  }
  if (first < 0xc2 || first > 0xf4) return Term::none();
  const unsigned count = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (bits_left(c) < 8 * count) return Term::none();
  const std::uint64_t all = peek_bits(c, 8 * count);
  std::uint32_t point = first & (0x7fu >> count);
  for (unsigned i = count - 1; i-- > 0;) {
    const unsigned byte = all >> (8 * i) & 0xff;
    if ((byte & 0xc0) != 0x80) return Term::none();
    point = point << 6 | (byte & 0x3f);
  }
  const std::uint32_t least = count == 2 ? 0x80 : count == 3 ? 0x800 : 0x10000;
  if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return Term::none();
  c[context::kOffset] += 8 * count;
  return Term::small(point);
}

Term get_utf16(Term context, unsigned flags) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < 16) return Term::none();
  const auto word_at = [&](std::size_t skipped) {
    const auto v = static_cast<std::uint16_t>(read_bits(context_bytes(c), c[context::kOffset] + skipped, 16));
    return std::uint32_t{(flags & kBitsLittle) != 0 ? __builtin_bswap16(v) : v};
  };
  const std::uint32_t first = word_at(0);
  if (first < 0xd800 || first > 0xdfff) {
    c[context::kOffset] += 16;
    return Term::small(first);
  }
  if (first > 0xdbff || bits_left(c) < 32) return Term::none();
  const std::uint32_t second = word_at(16);
  if (second < 0xdc00 || second > 0xdfff) return Term::none();
  c[context::kOffset] += 32;
  return Term::small(((first & 0x3ff) << 10 | (second & 0x3ff)) + 0x10000);
}

Term get_utf32(Term context, unsigned flags) {
  Word* c = context_words(context);
  if (c == nullptr || bits_left(c) < 32) return Term::none();
  auto v = static_cast<std::uint32_t>(peek_bits(c, 32));
  if ((flags & kBitsLittle) != 0) v = __builtin_bswap32(v);
  if (v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff)) return Term::none();
  c[context::kOffset] += 32;
  return Term::small(v);
}

Term context_to_binary(Process& p, Term t) {
  Word* c = context_words(t);
  if (c == nullptr) return t;
  HeapWriter w = p.reserve(kSliceMaxWords);
  return make_root_slice(w, Term::from_word(c[context::kBinary]), c[context::kStart],
                         c[context::kEnd] - c[context::kStart]);
}

}  // namespace rt
