// SPDX-License-Identifier: Apache-2.0
// bs_create_bin in two passes, as OTP has it: sizes of all segments (which finds wrong sizes, and wrong values of some
// kinds), then the fields. And the writable handles of appending.
//
// OTP doubles the room at the first append already; we do it at the second, since most `<<A/binary, B/binary>>` are
// appended to no more and would waste half of their memory.
#include "runtime/ops/binary_build.hpp"

#include <algorithm>

#include "runtime/ops/map_ops.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::size_t kBitsPerReduction = 8 * 1024;

// --- errors

Term kind_name(SegmentKind kind) {
  switch (kind) {
    case SegmentKind::integer: return atoms::integer;
    case SegmentKind::floating: return atoms::float_;
    case SegmentKind::utf8: return atoms::utf8;
    case SegmentKind::utf16: return atoms::utf16;
    case SegmentKind::utf32: return atoms::utf32;
    case SegmentKind::binary:
    case SegmentKind::append:
    case SegmentKind::private_append:
    case SegmentKind::string: return atoms::binary;
  }
  return atoms::binary;
}

// error_info: #{cause => {Position, Kind, What, Value}, function => format_bs_fail, module => erl_erts_errors}
Term fail(Process& p, const BuildSegment& s, Term reason, Term what, Term value) {
  const Term cause = p.reserve(5).tuple({Term::small(s.position), kind_name(s.kind), what, value});
  const Term info = new_map(p, {atoms::cause, cause, atoms::function, atoms::format_bs_fail, atoms::module, atoms::erl_erts_errors});
  const Term none = p.raise(ErrorClass::error, reason);
  p.exception.error_info = info;
  return none;
}
Term fail(Process& p, const BuildSegment& s, Term what) { return fail(p, s, atoms::badarg, what, s.value); }

// --- sizes

bool is_whole(const BuildSegment& s) { return s.kind == SegmentKind::binary && s.size == atoms::all; }

// Bits of a segment with a size, or a number that is too large: it was raised.
constexpr std::size_t kRaised = ~std::size_t{0};
std::size_t wrong_size(Process& p, const BuildSegment& s) {
  const bool negative = s.size.is_small() && s.size.small_value() < 0;
  const bool is_integer = s.size.is_small() || is_boxed_kind(s.size, Kind::bignum_positive);
  (void)fail(p, s, is_integer && !negative ? atoms::system_limit : atoms::badarg, atoms::size, s.size);
  return kRaised;
}
inline std::size_t sized_bits(Process& p, const BuildSegment& s) {
  std::size_t bits = 0;
  if (!s.size.is_small() || s.size.small_value() < 0 ||
      __builtin_mul_overflow(static_cast<std::size_t>(s.size.small_value()), std::size_t{s.unit}, &bits) ||
      bits > kMaxBitstringBits) [[unlikely]] {
    return wrong_size(p, s);
  }
  return bits;
}

// What a segment adds, or kRaised.
inline std::size_t segment_bits(Process& p, const BuildSegment& s) {
  switch (s.kind) {
    case SegmentKind::append:
    case SegmentKind::private_append: return 0;
    case SegmentKind::utf16: return 8 * utf16_size(s.value);
    case SegmentKind::utf8:
    case SegmentKind::utf32:
      if (!is_code_point(s.value)) break;
      return s.kind == SegmentKind::utf8 ? 8 * utf8_size(s.value) : 32;
    case SegmentKind::binary:
      if (s.size == atoms::all) {
        if (!is_bitstring(s.value)) break;
        return bit_size(s.value);
      }
      return sized_bits(p, s);
    case SegmentKind::integer:
    case SegmentKind::floating:
    case SegmentKind::string: return sized_bits(p, s);
  }
  (void)fail(p, s, atoms::type);
  return kRaised;
}

// --- fields

// The size was found valid by segment_bits.
std::size_t checked_bits(const BuildSegment& s) { return static_cast<std::size_t>(s.size.small_value()) * s.unit; }

// False: raised.
bool put_binary(Process& p, BitWriter& w, const BuildSegment& s) {
  if (is_whole(s)) {
    const BitView v = bit_view(s.value);
    if (s.unit > 1 && v.size % s.unit != 0) {
      (void)fail(p, s, atoms::unit);
      return false;
    }
    w.put_view(v);
    p.charge(static_cast<std::int64_t>(v.size / kBitsPerReduction));
    return true;
  }
  const std::size_t bits = checked_bits(s);
  if (!is_bitstring(s.value) || bits > bit_size(s.value)) {
    (void)fail(p, s, is_bitstring(s.value) ? atoms::short_ : atoms::type);
    return false;
  }
  BitView v = bit_view(s.value);
  v.size = bits;
  w.put_view(v);
  p.charge(static_cast<std::int64_t>(bits / kBitsPerReduction));
  return true;
}

bool put_float(Process& p, BitWriter& w, const BuildSegment& s) {
  const std::size_t bits = checked_bits(s);
  switch (w.put_float(s.value, bits, s.flags)) {
    case BitWriter::FloatResult::written: return true;
    case BitWriter::FloatResult::bad_type: (void)fail(p, s, atoms::type); break;
    case BitWriter::FloatResult::too_large: (void)fail(p, s, atoms::no_float); break;
    case BitWriter::FloatResult::bad_size:
      (void)fail(p, s, atoms::badarg, atoms::invalid, Term::small(static_cast<std::int64_t>(bits)));
      break;
  }
  return false;
}

bool put_segment(Process& p, BitWriter& w, const BuildSegment& s) {
  switch (s.kind) {
    case SegmentKind::integer:
      if (w.put_integer(s.value, checked_bits(s), s.flags)) return true;
      break;
    case SegmentKind::floating: return put_float(p, w, s);
    case SegmentKind::binary: return put_binary(p, w, s);
    case SegmentKind::string:
      w.put_view(BitView{reinterpret_cast<const std::uint8_t*>(s.value.word()), 0, checked_bits(s)});
      return true;
    case SegmentKind::utf8:
      if (w.put_utf8(s.value)) return true;
      break;
    case SegmentKind::utf16:
      if (w.put_utf16(s.value, s.flags)) return true;
      break;
    case SegmentKind::utf32:
      if (w.put_utf32(s.value, s.flags)) return true;
      break;
    case SegmentKind::append:
    case SegmentKind::private_append: return true;
  }
  (void)fail(p, s, atoms::type);
  return false;
}

// --- writable handles

bool is_writable(const Word* root) {
  return header_kind(*root) == Kind::binary_handle && (root[handle::kFlags] & handle::kWritable) != 0;
}
void set_used(Word* h, std::size_t bits) {
  h[handle::kFlags] = handle::kWritable | bits << 1;
  h[handle::kSize] = bytes_for_bits(bits);
}
std::size_t grown(std::size_t bytes) {  // room for later appends: double, of very large ones a fifth more
  return bytes > (std::size_t{1} << 24) ? bytes + bytes / 5 : 2 * bytes;
}

Term writable_slice(Process& p, std::size_t capacity, std::size_t bits, std::uint8_t** bytes_out) {
  SharedBinary* shared = SharedBinary::create(capacity);
  *bytes_out = shared->bytes();
  p.heap.off_heap.note_bytes(capacity);
  HeapWriter w = p.reserve(kBinaryHandleWords + kBitSliceWords);
  const Term root = w.binary_handle(shared, 0);
  set_used(root.boxed_ptr(), bits);
  Word* s = w.take(kBitSliceWords);
  s[0] = make_header(Kind::bit_slice, kBitSliceWords - 1);
  s[slice::kBinary] = root.word();
  s[slice::kOffset] = 0;
  s[slice::kSize] = bits;
  return Term::boxed(s);
}

// The writable handle that `bitstring` can be extended in, made large enough; null: it must be copied.
Word* extend_in_place(Process& p, Term bitstring, std::size_t used, std::size_t total) {
  const Word* s = bitstring.boxed_ptr();
  if (header_kind(*s) != Kind::bit_slice || s[slice::kOffset] != 0) return nullptr;
  Word* root = Term::from_word(s[slice::kBinary]).boxed_ptr();
  if (!is_writable(root) || root[handle::kFlags] >> 1 != used) return nullptr;
  SharedBinary* shared = handle::shared(root);
  const bool alone = shared->references.load(std::memory_order_acquire) == 1;
  if (used % 8 != 0 && !alone) return nullptr;  // another process may read the byte that we would change
  if (bytes_for_bits(total) > shared->capacity) {
    if (!alone) return nullptr;
    const std::size_t capacity = grown(bytes_for_bits(total));
    p.heap.off_heap.note_bytes(capacity - shared->capacity);
    root[handle::kShared] = reinterpret_cast<Word>(SharedBinary::resize(shared, capacity));
    p.charge(static_cast<std::int64_t>(used / kBitsPerReduction));
  }
  set_used(root, total);
  return root;
}

Appended append_copy(Process& p, Term bitstring, std::size_t used, std::size_t total) {
  std::uint8_t* bytes = nullptr;
  Term result;
  const std::size_t size = bytes_for_bits(total);
  if (size <= kHeapBinaryMaxBytes) {
    HeapWriter w = p.reserve(bitstring_words(total));
    result = new_bitstring(w, total, &bytes);
  } else {
    // Of a handle that was appended to before, which cannot be extended: likely to go on.
    const Word* s = bitstring.boxed_ptr();
    const bool again = header_kind(*s) == Kind::bit_slice && is_writable(Term::from_word(s[slice::kBinary]).boxed_ptr());
    result = writable_slice(p, again ? grown(size) : size, total, &bytes);
  }
  BitWriter writer(bytes, 0);
  BitView v = bit_view(bitstring);
  v.size = used;
  writer.put_view(v);
  p.charge(static_cast<std::int64_t>(used / kBitsPerReduction));
  return {result, writer};
}

void set_slice_size(Term bit_slice, std::size_t bits) { bit_slice.boxed_ptr()[slice::kSize] = bits; }

// If it is private and extended in place, the result is `bitstring`, whose size the caller sets when all is written.
Appended append(Process& p, Term bitstring, std::size_t more, bool is_private) {
  const std::size_t used = bit_size(bitstring), total = used + more;
  if (more == 0 && !is_private) return {bitstring, BitWriter()};
  Word* root = extend_in_place(p, bitstring, used, total);
  if (root == nullptr) return append_copy(p, bitstring, used, total);
  const BitWriter writer(handle::shared(root)->bytes(), used);
  if (is_private) return {bitstring, writer};
  HeapWriter w = p.reserve(kSliceMaxWords);
  Word* s = w.take(kBitSliceWords);
  s[0] = make_header(Kind::bit_slice, kBitSliceWords - 1);
  s[slice::kBinary] = Term::boxed(root).word();
  s[slice::kOffset] = 0;
  s[slice::kSize] = total;
  return {Term::boxed(s), writer};
}

// A bitstring of its own.
Appended start(Process& p, std::size_t bits) {
  std::uint8_t* bytes = nullptr;
  HeapWriter w = p.reserve(bitstring_words(bits));
  const Term result = new_bitstring(w, bits, &bytes);
  if (bytes_for_bits(bits) > kHeapBinaryMaxBytes) p.heap.off_heap.note_bytes(bytes_for_bits(bits));
  return {result, BitWriter(bytes, 0)};
}

}  // namespace

Appended append_bits(Process& p, Term bitstring, std::size_t more) { return append(p, bitstring, more, false); }
Appended private_append_bits(Process& p, Term bitstring, std::size_t more) {
  const std::size_t total = bit_size(bitstring) + more;
  const Appended a = append(p, bitstring, more, true);
  if (a.result == bitstring) set_slice_size(bitstring, total);
  return a;
}

Term init_writable(Process& p, Term size) {
  constexpr std::int64_t kDefault = 256, kMost = 1 << 20;
  const std::int64_t asked = size.is_small() && size.small_value() >= 0 ? size.small_value() : kDefault;
  std::uint8_t* bytes = nullptr;
  return writable_slice(p, static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 0, kMost)), 0, &bytes);
}

Term create_bin(Process& p, std::span<const BuildSegment> segments) {
  std::size_t bits = 0;
  for (const BuildSegment& s : segments) {
    const std::size_t more = segment_bits(p, s);
    if (more == kRaised) [[unlikely]] return Term::none();
    bits += more;
    if (bits > kMaxBitstringBits) return fail(p, s, atoms::system_limit, atoms::size, s.size);
  }
  std::size_t total = bits;
  const SegmentKind kind = segments.empty() ? SegmentKind::string : segments[0].kind;
  const bool is_append = appends(kind);
  if (is_append) {
    const BuildSegment& s = segments[0];
    if (!is_bitstring(s.value)) return fail(p, s, atoms::type);
    const std::size_t used = bit_size(s.value);
    if (s.unit > 1 && used % s.unit != 0) return fail(p, s, atoms::unit);
    if (used + bits > kMaxBitstringBits) return fail(p, s, atoms::system_limit, atoms::size, s.value);
    total = used + bits;
  }
  // Made in place: a copy just after it was written word by word waits for the stores.
  Appended target = is_append ? append(p, segments[0].value, bits, kind == SegmentKind::private_append) : start(p, bits);
  for (const BuildSegment& s : segments.subspan(is_append ? 1 : 0)) {
    if (!put_segment(p, target.writer, s)) return Term::none();
  }
  // Only now, since the value may be a field of itself in code that no compiler made.
  if (kind == SegmentKind::private_append && target.result == segments[0].value) set_slice_size(target.result, total);
  return target.result;
}

}  // namespace rt
