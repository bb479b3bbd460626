// SPDX-License-Identifier: Apache-2.0
// The words behind bs_match and bs_create_bin: lists of commands in fixed-size rows, written by the transformation
// and read by the engine.
#pragma once

#include <cstdint>

#include "runtime/code/instr.hpp"
#include "runtime/ops/binary_build.hpp"

namespace rt {

// bs_match: three words a command.
enum class MatchCommand : std::uint8_t { ensure_at_least, ensure_exactly, integer, binary, skip, get_tail, equal };
struct MatchRow {
  static constexpr std::size_t kWords = 3;
  MatchCommand command;
  std::uint8_t flags;        // bit_flags(); integer
  std::uint16_t unit;        // ensure_at_least, get_tail
  std::uint16_t destination; // DReg bits; integer, binary, get_tail
  std::uint64_t bits;
  Word value;                // equal: a term

  static MatchRow read(const Word* w) {
    return {static_cast<MatchCommand>(w[0] & 0xFF),
            static_cast<std::uint8_t>(w[0] >> 8),
            static_cast<std::uint16_t>(w[0] >> 16),
            static_cast<std::uint16_t>(w[0] >> 32),
            w[1],
            w[2]};
  }
  void write(Word* w) const {
    w[0] = static_cast<Word>(command) | Word{flags} << 8 | Word{unit} << 16 | Word{destination} << 32;
    w[1] = bits;
    w[2] = value;
  }
};

// bs_create_bin: three words a segment.
struct BuildRow {
  static constexpr std::size_t kWords = 3;
  // The most bits of fields that are written as one.
  static constexpr std::size_t kWidestFields = 64;

  SegmentKind kind;
  // Append: the bits of all fields behind it, if they are integers of constant size, big-endian, kWidestFields at most; else 0.
  std::uint8_t flags;
  std::uint16_t unit;
  std::uint32_t position;  // the number of the segment in the source
  Word value;  // a source operand; string: address of the bytes
  Word size;   // a source operand; the none-term: no size; string: count of bytes as a small

  static BuildRow read(const Word* w) {
    return {static_cast<SegmentKind>(w[0] & 0xFF), static_cast<std::uint8_t>(w[0] >> 8),
            static_cast<std::uint16_t>(w[0] >> 16), static_cast<std::uint32_t>(w[0] >> 32), w[1], w[2]};
  }
  void write(Word* w) const {
    w[0] = static_cast<Word>(kind) | Word{flags} << 8 | Word{unit} << 16 | Word{position} << 32;
    w[1] = value;
    w[2] = size;
  }
};

}  // namespace rt
