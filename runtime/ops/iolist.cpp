// SPDX-License-Identifier: Apache-2.0
// Measuring and flattening of iodata on top of walk_iolist.
#include "runtime/ops/iolist.hpp"

namespace rt {

std::optional<std::size_t> iodata_size(Term t) {
  std::size_t size = 0;
  const bool is_iodata = walk_iolist(
      t,
      [&](std::uint8_t) {
        ++size;
        return true;
      },
      [&](Term bits) {
        const std::size_t n = bit_size(bits);
        size += n / 8;
        return n % 8 == 0;
      });
  if (!is_iodata) return std::nullopt;
  return size;
}

void copy_iodata(Term t, std::uint8_t* out) {
  (void)walk_iolist(
      t,
      [&](std::uint8_t byte) {
        *out++ = byte;
        return true;
      },
      [&](Term bits) {
        const BitView v = bit_view(bits);
        copy_bits(out, 0, v.bytes, v.offset, v.size);
        out += v.size / 8;
        return true;
      });
}

std::optional<std::vector<std::uint8_t>> iodata_bytes(Term t) {
  const auto size = iodata_size(t);
  if (!size) return std::nullopt;
  std::vector<std::uint8_t> bytes(*size);
  copy_iodata(t, bytes.data());
  return bytes;
}

}  // namespace rt
