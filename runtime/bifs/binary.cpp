// SPDX-License-Identifier: Apache-2.0
// Natives of module binary, except those that search (binary_search.cpp). Follows OTP 27's erl_bif_binary.c.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/binary_slices.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/ops/binary_match.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term byte_at(Term binary, std::size_t index) {  // Requires: it is there
  const BitView v = bit_view(binary);
  return Term::small(static_cast<std::int64_t>(read_bits(v.bytes, v.offset + 8 * index, 8)));
}

Term at_2(Process& p, Term binary, Term index) {
  if (!is_binary(binary) || !index.is_small() || index.small_value() < 0 ||
      static_cast<std::size_t>(index.small_value()) >= bit_size(binary) / 8) {
    return p.raise<Fault::badarg>();
  }
  return byte_at(binary, static_cast<std::size_t>(index.small_value()));
}
Term first_1(Process& p, Term binary) {
  return is_binary(binary) && bit_size(binary) != 0 ? byte_at(binary, 0) : p.raise<Fault::badarg>();
}
Term last_1(Process& p, Term binary) {
  return is_binary(binary) && bit_size(binary) != 0 ? byte_at(binary, bit_size(binary) / 8 - 1) : p.raise<Fault::badarg>();
}

Term part_3(Process& p, Term binary, Term start, Term length) {
  if (!is_binary(binary) || !start.is_small() || !length.is_small() || start.small_value() < 0) {
    return p.raise<Fault::badarg>();
  }
  const std::int64_t a = start.small_value(), b = a + length.small_value();  // both below 2^61
  const std::int64_t from = std::min(a, b), to = std::max(a, b);
  if (from < 0 || static_cast<std::uint64_t>(to) > bit_size(binary) / 8) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(kSliceMaxWords);
  return make_slice(w, binary, static_cast<std::size_t>(from) * 8, static_cast<std::size_t>(to - from) * 8);
}
Term part_2(Process& p, Term binary, Term range) {
  if (!is_tuple(range, 2)) return p.raise<Fault::badarg>();
  return part_3(p, binary, tuple_element(range, 0), tuple_element(range, 1));
}

// Fills `result` with copies of `binary` from byte `done` on: the first one from the binary itself, the others from what is
// there, which doubles.
Term copy_on(Process& p, Term binary, Term result, std::size_t done) {
  const BitView from = bit_view(binary);
  const std::size_t size = from.size / 8, total = bit_size(result) / 8;
  auto* const to = const_cast<std::uint8_t*>(bit_view(result).bytes);  // nobody else has it yet
  const std::size_t budget = total > kHeapBinaryMaxBytes ? slice_budget(p, kBytesPerReduction) : total;
  const std::size_t stop = done + std::min(budget, total - done), start = done;
  while (done < stop) {
    const bool is_first = done < size;
    const std::size_t more = std::min(is_first ? size - done : done - done % size, stop - done);
    if (is_first) {
      copy_bits(to + done, 0, from.bytes, from.offset + 8 * done, 8 * more);
    } else {
      std::memcpy(to + done, to + done % size, more);
    }
    done += more;
  }
  charge_bytes(p, done - start);
  if (done == total) return result;
  return go_on_later(p, p.vm().binary_slices->copy, {binary, result, Term::small(static_cast<std::int64_t>(done))});
}
Term binary_copy_trap_3(Process& p, Term binary, Term result, Term done) {
  return copy_on(p, binary, result, static_cast<std::size_t>(done.small_value()));
}
constexpr Bif kCopyTrap = bif<&binary_copy_trap_3>("binary_copy_trap");

Term copy_2(Process& p, Term binary, Term count) {
  if (!is_binary(binary) || !is_integer(count)) return p.raise<Fault::badarg>();
  const IntegerView n(count);
  if (n.is_negative() || n.size() > 1) return p.raise<Fault::badarg>();
  const std::size_t size = bit_size(binary) / 8, times = n.is_zero() ? 0 : n.limbs()[0];
  std::size_t total = 0;
  if (__builtin_mul_overflow(size, times, &total) || total > std::size_t{1} << 43) return p.raise<Fault::system_limit>();
  std::uint8_t* to = nullptr;
  const Term result = p.reserve(binary_words(total)).binary_uninitialised(total, &to);
  return copy_on(p, binary, result, 0);
}
Term copy_1(Process& p, Term binary) { return copy_2(p, binary, Term::small(1)); }

// What OTP 27 gives: for a binary on the process heap its size in bits (sic), else bytes of the shared one.
Term referenced_byte_size_1(Process& p, Term t) {
  if (!is_bitstring(t)) return p.raise<Fault::badarg>();
  const Word* b = t.boxed_ptr();
  if (header_kind(*b) == Kind::bit_slice) b = Term::from_word(b[slice::kBinary]).boxed_ptr();
  const std::size_t size = header_kind(*b) == Kind::binary_handle ? handle::shared(b)->capacity : bit_size(t);
  return Term::small(static_cast<std::int64_t>(size));
}

// --- integers

Term encode(Process& p, Term integer, bool little) {
  if (!is_integer(integer)) return p.raise<Fault::badarg>();
  const IntegerView n(integer);
  if (n.is_negative()) return p.raise<Fault::badarg>();
  const std::size_t size = n.is_zero() ? 1 : (n.bit_length() + 7) / 8;
  std::uint8_t* to = nullptr;
  HeapWriter w = p.reserve(binary_words(size));
  const Term result = w.binary_uninitialised(size, &to);
  for (std::size_t i = 0; i < size; ++i) {
    const Word limb = n.is_zero() ? 0 : n.limbs()[i / 8];
    to[little ? i : size - 1 - i] = static_cast<std::uint8_t>(limb >> (i % 8 * 8));
  }
  return result;
}

Term decode(Process& p, Term binary, bool little) {
  if (!is_binary(binary)) return p.raise<Fault::badarg>();
  const BitView v = bit_view(binary);
  const std::size_t size = v.size / 8, limbs = (size + 7) / 8;
  const auto byte = [&](std::size_t i) {  // from the least significant
    return read_bits(v.bytes, v.offset + 8 * (little ? i : size - 1 - i), 8);
  };
  HeapWriter w = p.reserve(limbs + 2);
  Word* object = w.peek(limbs + 1);
  for (std::size_t i = 0; i < limbs; ++i) object[1 + i] = 0;
  for (std::size_t i = 0; i < size; ++i) object[1 + i / 8] |= byte(i) << (i % 8 * 8);
  const Term result = finish_integer(w, object, limbs, false);
  return result ? result : p.raise<Fault::system_limit>();
}

// big or little; nothing else.
bool is_endianness(Term t) { return t == atoms::big || t == atoms::little; }

Term encode_unsigned_1(Process& p, Term integer) { return encode(p, integer, false); }
Term encode_unsigned_2(Process& p, Term integer, Term endianness) {
  return is_endianness(endianness) ? encode(p, integer, endianness == atoms::little) : p.raise<Fault::badarg>();
}
Term decode_unsigned_1(Process& p, Term binary) { return decode(p, binary, false); }
Term decode_unsigned_2(Process& p, Term binary, Term endianness) {
  return is_endianness(endianness) ? decode(p, binary, endianness == atoms::little) : p.raise<Fault::badarg>();
}

// --- what a list of binaries begins or ends with

// `common` bytes of `first` are in all that came before `rest`, whose first element has at least `same` of them.
Term compare_on(Process& p, Term first_binary, Term rest, std::size_t common, std::size_t same, bool suffix) {
  const BitView first = bit_view(first_binary);
  const std::size_t budget = slice_budget(p, kBytesPerReduction);
  std::size_t left = budget;
  while (rest.is_cons() && common != 0) {
    const BitView other = bit_view(rest.head());
    const auto byte = [suffix](BitView v, std::size_t i) {
      return read_bits(v.bytes, v.offset + (suffix ? v.size - 8 * (i + 1) : 8 * i), 8);
    };
    const std::size_t start = same, stop = start + std::min(common - start, left);
    while (same < stop && byte(first, same) == byte(other, same)) ++same;
    left -= same - start;
    if (same == stop && stop < common) {
      const auto number = [](std::size_t n) { return Term::small(static_cast<std::int64_t>(n)); };
      const Term progress = p.reserve(4).tuple({number(common), number(same), suffix ? atoms::true_ : atoms::false_});
      return go_on_later(p, p.vm().binary_slices->common, {first_binary, rest, progress});
    }
    common = same;
    same = 0;
    rest = rest.tail();
  }
  charge_bytes(p, budget - left);
  return Term::small(static_cast<std::int64_t>(common));
}
Term binary_common_trap_3(Process& p, Term first, Term rest, Term progress) {
  const auto number = [progress](std::size_t i) { return static_cast<std::size_t>(tuple_element(progress, i).small_value()); };
  return compare_on(p, first, rest, number(0), number(1), tuple_element(progress, 2) == atoms::true_);
}
constexpr Bif kCommonTrap = bif<&binary_common_trap_3>("binary_common_trap");

Term longest_common(Process& p, Term list, bool suffix) {
  if (!list.is_cons()) return p.raise<Fault::badarg>();
  std::size_t common = SIZE_MAX;
  for (Term l = list; !l.is_nil(); l = l.tail()) {
    if (!l.is_cons() || !is_binary(l.head())) return p.raise<Fault::badarg>();
    common = std::min(common, bit_size(l.head()) / 8);
  }
  return compare_on(p, list.head(), list.tail(), common, 0, suffix);
}
Term longest_common_prefix_1(Process& p, Term list) { return longest_common(p, list, false); }
Term longest_common_suffix_1(Process& p, Term list) { return longest_common(p, list, true); }

constexpr Bif kRows[] = {
    bif<&at_2>("at"),
    bif<&copy_1>("copy"),
    bif<&copy_2>("copy"),
    bif<&decode_unsigned_1>("decode_unsigned"),
    bif<&decode_unsigned_2>("decode_unsigned"),
    bif<&encode_unsigned_1>("encode_unsigned"),
    bif<&encode_unsigned_2>("encode_unsigned"),
    bif<&first_1>("first"),
    bif<&last_1>("last"),
    bif<&longest_common_prefix_1>("longest_common_prefix"),
    bif<&longest_common_suffix_1>("longest_common_suffix"),
    bif<&part_2>("part"),
    bif<&part_3>("part"),
    bif<&referenced_byte_size_1>("referenced_byte_size"),
};

}  // namespace

extern const BifModule kBinary;
constinit const BifModule kBinary{"binary", kRows};
extern constinit const Bif* const kBinaryCopyTrap = &kCopyTrap;
extern constinit const Bif* const kBinaryCommonTrap = &kCommonTrap;

}  // namespace rt
