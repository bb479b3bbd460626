// SPDX-License-Identifier: Apache-2.0
// Iolists: lists, improper and nested at will, of bytes and binaries. Walking, measuring and flattening them,
// for the natives that take iodata (erlang, md5, crc32, ports, files). No depth is too deep. What is not an
// iolist yields nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/term_stack.hpp"

namespace rt {

// Visits what is in `t`, from left to right: byte(std::uint8_t) and bits(Term bitstring). A callback that
// returns false ends the walk. False: ended, or something else than bytes, bitstrings and lists was met. `t`
// may be a bitstring itself.
template <class OnByte, class OnBits>
bool walk_iolist(Term t, OnByte&& byte, OnBits&& bits) {
  TermStack rests;
  for (;;) {
    while (t.is_cons()) {
      const Term head = t.head();
      const Term tail = t.tail();
      if (head.is_small()) {
        if (static_cast<std::uint64_t>(head.small_value()) > 255) return false;
        if (!byte(static_cast<std::uint8_t>(head.small_value()))) return false;
      } else if (head.is_cons()) {
        if (!tail.is_nil()) rests.push(tail);
        t = head;
        continue;
      } else if (is_bitstring(head)) {
        if (!bits(head)) return false;
      } else if (!head.is_nil()) {
        return false;
      }
      t = tail;
      if (!t.is_cons() && !t.is_nil() && !is_bitstring(t)) return false;
    }
    if (!t.is_nil()) {
      if (!is_bitstring(t) || !bits(t)) return false;
    }
    if (rests.empty()) return true;
    t = rests.pop();
  }
}

// Bytes of iodata (every binary in whole bytes), or nothing.
std::optional<std::size_t> iodata_size(Term t);
// Requires: iodata_size(t) is there; room for so many bytes.
void copy_iodata(Term t, std::uint8_t* out);
// Both: all bytes, or nothing.
std::optional<std::vector<std::uint8_t>> iodata_bytes(Term t);

}  // namespace rt
