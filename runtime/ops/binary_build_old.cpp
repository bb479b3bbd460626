// SPDX-License-Identifier: Apache-2.0
// Which error is raised follows OTP 27's JIT (instr_bs.cpp, erts_bs_append): a size that is a non-negative integer but
// too large is system_limit, everything else badarg.
#include "runtime/ops/binary_build_old.hpp"

#include <algorithm>

#include "runtime/ops/binary_build.hpp"
#include "runtime/process/process.hpp"

namespace rt {
namespace {

constexpr std::int64_t kLargestSize = (std::int64_t{1} << 59) - 1;  // OTP's largest small integer

bool is_natural(Term t) { return t.is_small() ? t.small_value() >= 0 : is_boxed_kind(t, Kind::bignum_positive); }
bool bad(Process& p) {
  (void)p.raise<Fault::badarg>();
  return false;
}
bool too_large(Process& p) {
  (void)p.raise<Fault::system_limit>();
  return false;
}

// False: a field of `bits` has no room (raised).
bool fits(Process& p, const Building& b, std::size_t bits) { return bits <= b.left_bits || bad(p); }
// The field was written: it takes `bits`.
bool took(Building& b, std::size_t bits) {
  b.left_bits -= bits;
  return true;
}

bool can_append(Process& p, Term bitstring, std::size_t more, std::size_t unit) {
  if (!is_bitstring(bitstring)) return bad(p);
  const std::size_t used = bit_size(bitstring);
  if (unit > 1 && used % unit != 0) return bad(p);
  return used + more <= kMaxBitstringBits || too_large(p);
}

}  // namespace

Term add_sizes(Process& p, Term first, Term second, std::size_t unit) {
  std::int64_t product = 0, sum = 0;
  if (first.is_small() && second.is_small() && first.small_value() >= 0 && second.small_value() >= 0 &&
      !__builtin_mul_overflow(second.small_value(), static_cast<std::int64_t>(unit), &product) &&
      !__builtin_add_overflow(first.small_value(), product, &sum) && sum <= kLargestSize) {
    return Term::small(sum);
  }
  (void)(is_natural(first) && is_natural(second) ? too_large(p) : bad(p));
  return Term::none();
}

std::optional<std::size_t> building_bits(Process& p, Term size, std::size_t unit) {
  std::size_t bits = 0;
  if (size.is_small() && size.small_value() >= 0 &&
      !__builtin_mul_overflow(static_cast<std::size_t>(size.small_value()), unit, &bits) && bits <= kMaxBitstringBits) {
    return bits;
  }
  (void)(is_natural(size) ? too_large(p) : bad(p));
  return std::nullopt;
}

std::size_t begin_words(std::size_t bits) { return bitstring_words(bits); }
std::size_t append_words(Term bitstring, std::size_t more) {
  const std::size_t small = is_bitstring(bitstring) ? bit_size(bitstring) + more : more;
  return std::max<std::size_t>(bitstring_words(small), kBinaryHandleWords + kBitSliceWords + kSliceMaxWords);
}

Term begin_bitstring(Process& p, Building& building, std::size_t bits) {
  std::uint8_t* bytes = nullptr;
  HeapWriter w = p.reserve(bitstring_words(bits));
  const Term result = new_bitstring(w, bits, &bytes);
  if (bytes_for_bits(bits) > kHeapBinaryMaxBytes) p.heap.off_heap.note_bytes(bytes_for_bits(bits));
  building = {BitWriter(bytes, 0), bits};
  return result;
}

Term begin_append(Process& p, Building& building, Term bitstring, std::size_t more, std::size_t unit) {
  if (!can_append(p, bitstring, more, unit)) return Term::none();
  const Appended a = append_bits(p, bitstring, more);
  building = {a.writer, more};
  return a.result;
}

Term begin_private_append(Process& p, Building& building, Term bitstring, std::size_t more, std::size_t unit) {
  if (!can_append(p, bitstring, more, unit)) return Term::none();
  Word* const top = p.heap.top;
  if (p.heap.has_room(0)) p.heap.top = p.heap.sp - Heap::kReserve;
  const Appended a = private_append_bits(p, bitstring, more);
  p.heap.top = top;
  building = {a.writer, more};
  return a.result;
}

bool put_integer(Process& p, Building& b, Term value, Term size, std::size_t unit, unsigned flags) {
  const auto bits = building_bits(p, size, unit);
  if (!bits || !fits(p, b, *bits)) return false;
  return b.writer.put_integer(value, *bits, flags) ? took(b, *bits) : bad(p);
}

bool put_float(Process& p, Building& b, Term value, Term size, std::size_t unit, unsigned flags) {
  const auto bits = building_bits(p, size, unit);
  if (!bits || !fits(p, b, *bits)) return false;
  return b.writer.put_float(value, *bits, flags) == BitWriter::FloatResult::written ? took(b, *bits) : bad(p);
}

bool put_binary(Process& p, Building& b, Term value, Term size, std::size_t unit) {
  if (!is_bitstring(value)) return bad(p);
  BitView v = bit_view(value);
  if (size == atoms::all) {
    if (unit > 1 && v.size % unit != 0) return bad(p);
  } else {
    const auto bits = building_bits(p, size, unit);
    if (!bits) return false;
    if (*bits > v.size) return bad(p);
    v.size = *bits;
  }
  if (!fits(p, b, v.size)) return false;
  b.writer.put_view(v);
  return took(b, v.size);
}

bool put_string(Process& p, Building& b, const std::uint8_t* bytes, std::size_t count) {
  if (!fits(p, b, 8 * count)) return false;
  b.writer.put_view(BitView{bytes, 0, 8 * count});
  return took(b, 8 * count);
}

bool put_utf8(Process& p, Building& b, Term value) {
  const std::size_t bits = 8 * utf8_size(value);
  if (!fits(p, b, bits)) return false;
  return b.writer.put_utf8(value) ? took(b, bits) : bad(p);
}
bool put_utf16(Process& p, Building& b, Term value, unsigned flags) {
  const std::size_t bits = 8 * utf16_size(value);
  if (!fits(p, b, bits)) return false;
  return b.writer.put_utf16(value, flags) ? took(b, bits) : bad(p);
}
bool put_utf32(Process& p, Building& b, Term value, unsigned flags) {
  if (!fits(p, b, 32)) return false;
  return b.writer.put_utf32(value, flags) ? took(b, 32) : bad(p);
}

}  // namespace rt
