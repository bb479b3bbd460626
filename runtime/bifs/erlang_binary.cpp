// SPDX-License-Identifier: Apache-2.0
// Natives of `erlang` on binaries as a whole, most of them allowed in guards: sizes and parts.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"

namespace rt {
namespace {

Term byte_size_1(Process& p, Term bits) {
  if (!is_bitstring(bits)) return p.raise<Fault::badarg>();
  return Term::small(static_cast<std::int64_t>(bytes_for_bits(bit_size(bits))));
}

Term bit_size_1(Process& p, Term bits) {
  if (!is_bitstring(bits)) return p.raise<Fault::badarg>();
  return Term::small(static_cast<std::int64_t>(bit_size(bits)));
}

// A negative length counts backwards from the position.
Term binary_part_3(Process& p, Term binary, Term position, Term length) {
  if (!is_binary(binary) || !position.is_small() || !length.is_small()) return p.raise<Fault::badarg>();
  std::int64_t from = position.small_value(), count = length.small_value();
  const auto size = static_cast<std::int64_t>(bit_size(binary) / 8);
  if (from < 0 || from > size) return p.raise<Fault::badarg>();
  if (count < 0) {
    if (count < -from) return p.raise<Fault::badarg>();
    from += count;
    count = -count;
  }
  if (count > size - from) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(kSliceMaxWords);
  return make_slice(w, binary, static_cast<std::size_t>(from) * 8, static_cast<std::size_t>(count) * 8);
}

Term binary_part_2(Process& p, Term binary, Term part) {
  if (!is_tuple(part, 2)) return p.raise<Fault::badarg>();
  return binary_part_3(p, binary, tuple_element(part, 0), tuple_element(part, 1));
}

Term split_binary_2(Process& p, Term bits, Term position) {
  if (!is_bitstring(bits) || !position.is_small() || position.small_value() < 0)
    return p.raise<Fault::badarg>();
  const std::size_t size = bit_size(bits), at = static_cast<std::size_t>(position.small_value());
  if (at > size / 8) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(2 * kSliceMaxWords + 3);
  const Term first = make_slice(w, bits, 0, 8 * at);
  const Term rest = make_slice(w, bits, 8 * at, size - 8 * at);
  return w.tuple({first, rest});
}

constexpr Bif kRows[] = {
    guard_bif<&binary_part_2>("binary_part"), guard_bif<&binary_part_3>("binary_part"),
    guard_bif<&bit_size_1>("bit_size"),       guard_bif<&byte_size_1>("byte_size"),
    bif<&split_binary_2>("split_binary"),
};

}  // namespace

extern constinit const BifModule kErlangBinary{"erlang", kRows};

}  // namespace rt
