// SPDX-License-Identifier: Apache-2.0
// Copying of bit ranges: whole bytes with memcpy where source and destination agree in alignment, else eight bytes
// at a time through a shifted load.
#include "runtime/base/bits.hpp"

namespace rt {
namespace {

// To a byte boundary, from anywhere.
void copy_to_aligned(std::uint8_t* to, const std::uint8_t* from, std::size_t from_offset, std::size_t count) {
  from += from_offset / 8;
  const unsigned shift = from_offset % 8;
  if (shift == 0) {
    std::memcpy(to, from, count / 8);
    if (count % 8 != 0) to[count / 8] = static_cast<std::uint8_t>(from[count / 8] & (0xff00u >> (count % 8)));
    return;
  }
  for (; count >= 64; count -= 64, from += 8, to += 8) {
    const std::uint64_t v = __builtin_bswap64(load_big_endian(from, 8) << shift | from[8] >> (8 - shift));
    std::memcpy(to, &v, 8);
  }
  if (count != 0) write_bits(to, 0, read_bits(from, shift, static_cast<unsigned>(count)), static_cast<unsigned>(count));
}

}  // namespace

void copy_bits(std::uint8_t* to, std::size_t to_offset, const std::uint8_t* from, std::size_t from_offset,
               std::size_t count) {
  if (count == 0) return;
  to += to_offset / 8;
  to_offset %= 8;
  if (to_offset != 0) {
    const std::size_t room = 8 - to_offset;
    const unsigned first = static_cast<unsigned>(count < room ? count : room);
    write_bits(to, to_offset, read_bits(from, from_offset, first), first);
    if (first == count) return;
    from_offset += first;
    count -= first;
    ++to;
  }
  copy_to_aligned(to, from, from_offset, count);
}

}  // namespace rt
