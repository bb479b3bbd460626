// SPDX-License-Identifier: Apache-2.0
// Construction of bitstrings: bs_create_bin and bs_init_writable, shared by interpreter and native code. (The
// instructions of compilers before OTP 25 are in binary_build_old.hpp.)
//
// Appending is amortised O(1), as in OTP: the result of an append that is no small binary is a slice of a handle
// flagged kWritable, whose SharedBinary has room behind what is used. A slice from its first bit to the end of the handle
// is appended to in place, and the handle then ends later, so the older slice, appended to again, is copied.
//
// Invariants: 1. the flags of a writable handle are kWritable | bits in use << 1, its size those bits in bytes. 2. Bits in
// use never change. 3. The bytes are moved only while the handle is the only one.
//
// These allocate and never collect. Which errors are raised and in which order follows OTP 27's JIT (instr_bs.cpp).
#pragma once

#include <cstdint>
#include <span>

#include "runtime/ops/bit_writer.hpp"

namespace rt {

class Process;

enum class SegmentKind : std::uint8_t { integer, floating, binary, append, private_append, string, utf8, utf16, utf32 };
constexpr bool appends(SegmentKind kind) { return kind == SegmentKind::append || kind == SegmentKind::private_append; }

struct BuildSegment {
  SegmentKind kind;
  std::uint8_t flags;      // bit_flags()
  std::uint16_t unit;      // 0 for utf*
  std::uint32_t position;  // the number of the segment in the source, for error_info
  Term value;              // string: string_address()
  Term size;               // times unit; the atom all for a whole binary; ignored for append and utf*; string: bytes

  // Only inside a segment: no term that anyone else may see.
  static Term string_address(const std::uint8_t* bytes) { return Term::from_word(reinterpret_cast<Word>(bytes)); }
};

// The bitstring of these segments; none with badarg or system_limit raised and error_info set. append and
// private_append only as the first.
[[nodiscard]] Term create_bin(Process& p, std::span<const BuildSegment> segments);

// An empty bitstring with room for `size` bytes, to be appended to in place.
[[nodiscard]] Term init_writable(Process& p, Term size);

// Where the fields behind a bitstring that is appended to go. `more` bits; `bitstring`: is_bitstring.
struct Appended {
  Term result;  // bitstring and the new bits, which `writer` is to write
  BitWriter writer;
};
Appended append_bits(Process& p, Term bitstring, std::size_t more);
// The same where nobody else knows `bitstring`: it may itself become the result.
Appended private_append_bits(Process& p, Term bitstring, std::size_t more);

// Larger bitstrings are system_limit.
constexpr std::size_t kMaxBitstringBits = std::size_t{1} << 46;

}  // namespace rt
