// SPDX-License-Identifier: Apache-2.0
// Instr: the internal instructions of instrs.def, their operands' places, and reading and writing them.
//
// An instruction is one or more 64-bit words. Word 0: the handler's offset from the interpreter's base in the low
// half, the first small operands in the high half; further operands follow in order of declaration, packed by size
// (first fit). Everything that reads or writes an instruction goes through `operand_slot`, so the places are decided
// once. Labels are relative to the instruction's first word (in words): code can be moved as a whole.
//
// Threads: code is constant once a function has it, except for the handlers (set_handler), which others read while they
// execute the code.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "runtime/term/term.hpp"

namespace rt {

enum class Instr : std::uint16_t {
#define INSTR(name, ...) name,
#include "runtime/code/instrs.def"
#undef INSTR
  count
};
constexpr std::size_t kInstrCount = static_cast<std::size_t>(Instr::count);

enum class OperandKind : std::uint8_t { none, X, Y, D, F, N, U, L, S, C, W, P };

constexpr unsigned slots_of(OperandKind k) {  // in units of 16 bits
  switch (k) {
    case OperandKind::none: return 0;
    case OperandKind::X:
    case OperandKind::Y:
    case OperandKind::D:
    case OperandKind::F:
    case OperandKind::N: return 1;
    case OperandKind::U:
    case OperandKind::L: return 2;
    case OperandKind::S:
    case OperandKind::C:
    case OperandKind::W:
    case OperandKind::P: return 4;
  }
  return 0;
}

constexpr std::size_t kMaxInstrOperands = 8;

struct InstrInfo {
  std::string_view name;
  std::array<OperandKind, kMaxInstrOperands> kinds{};
  std::array<std::uint8_t, kMaxInstrOperands> slot{};  // first 16-bit slot of each operand
  std::uint8_t operand_count = 0;
  std::uint8_t words = 1;  // without a trailing list
};

constexpr InstrInfo make_instr_info(std::string_view name, std::array<OperandKind, kMaxInstrOperands> kinds) {
  InstrInfo info{name, kinds, {}, 0, 1};
  std::uint64_t taken = 3;  // slots 0 and 1 hold the handler offset
  for (std::size_t i = 0; i < kMaxInstrOperands && kinds[i] != OperandKind::none; ++i) {
    const unsigned size = slots_of(kinds[i]);
    const std::uint64_t mask = (std::uint64_t{1} << size) - 1;
    unsigned at = 0;
    while ((taken >> at & mask) != 0) at += size;
    taken |= mask << at;
    info.slot[i] = static_cast<std::uint8_t>(at);
    info.operand_count++;
    if ((at + size + 3) / 4 > info.words) info.words = static_cast<std::uint8_t>((at + size + 3) / 4);
  }
  return info;
}

namespace instr_detail {
using enum OperandKind;
inline constexpr std::array<InstrInfo, kInstrCount> kTable = {
#define INSTR(name, ...) make_instr_info(#name, {__VA_ARGS__}),
#include "runtime/code/instrs.def"
#undef INSTR
};
}  // namespace instr_detail

constexpr const InstrInfo& instr_info(Instr i) { return instr_detail::kTable[static_cast<std::size_t>(i)]; }

// --- typed operands
struct XReg { std::uint16_t index; };
struct YReg { std::uint16_t index; };
struct FReg { std::uint16_t index; };
struct DReg {  // x register or y slot
  static constexpr std::uint16_t kYBit = 0x8000;
  std::uint16_t bits;
};
struct LabelRef {
  const Word* at;        // the instruction
  std::int32_t offset;   // 0: none
  bool is_none() const { return offset == 0; }
  const Word* target() const { return at + offset; }
};
// A source operand: a constant term, or a register in an internal word.
struct Src {
  Word word;
  static constexpr Word kYBit = 8;
  static constexpr Src x(std::uint32_t i) { return {Word{i} << 8 | 7}; }
  static constexpr Src y(std::uint32_t i) { return {Word{i} << 8 | kYBit | 7}; }
  static constexpr Src constant(Term t) { return {t.word()}; }
  constexpr bool is_register() const { return (word & 7) == 7; }
  constexpr bool is_y() const { return (word & kYBit) != 0; }
  constexpr std::uint32_t index() const { return static_cast<std::uint32_t>(word >> 8); }
};
struct Raw {
  Word word;
  template <class T>
  T* as() const { return reinterpret_cast<T*>(word); }
  template <class F>
  F function() const { return reinterpret_cast<F>(word); }
};

// In the place of a live count: this instruction must not collect.
constexpr Word kNoCollection = 0xFFFF;

// Reads operand K of instruction I at `at`.
template <Instr I, std::size_t K>
inline auto read_operand(const Word* at) {
  constexpr InstrInfo info = instr_info(I);
  constexpr OperandKind kind = info.kinds[K];
  constexpr unsigned slot = info.slot[K];
  const Word w = at[slot / 4];
  constexpr unsigned shift = (slot % 4) * 16;
  using enum OperandKind;
  if constexpr (kind == X) return XReg{static_cast<std::uint16_t>(w >> shift)};
  else if constexpr (kind == Y) return YReg{static_cast<std::uint16_t>(w >> shift)};
  else if constexpr (kind == D) return DReg{static_cast<std::uint16_t>(w >> shift)};
  else if constexpr (kind == F) return FReg{static_cast<std::uint16_t>(w >> shift)};
  else if constexpr (kind == N) return static_cast<std::uint32_t>(static_cast<std::uint16_t>(w >> shift));
  else if constexpr (kind == U) return static_cast<std::uint32_t>(w >> shift);
  else if constexpr (kind == L) return LabelRef{at, static_cast<std::int32_t>(w >> shift)};
  else if constexpr (kind == S) return Src{w};
  else if constexpr (kind == C) return Term::from_word(w);
  else if constexpr (kind == W) return w;
  else return Raw{w};
}

// Word 0 of an instruction without its operands: what the interpreter jumps by.
Word handler_word(Instr i);

// The half of word 0 that is the handler.
using HandlerHalf [[gnu::may_alias]] = std::uint32_t;
constexpr std::size_t kHandlerHalf = std::endian::native == std::endian::little ? 0 : 1;

inline std::uint32_t handler_at(const Word* at) {
  return __atomic_load_n(reinterpret_cast<const HandlerHalf*>(at) + kHandlerHalf, __ATOMIC_RELAXED);
}
// Of code that others may be executing: they meet the old handler or the new one.
inline void set_handler(Word* at, std::uint32_t handler) {
  __atomic_store_n(reinterpret_cast<HandlerHalf*>(at) + kHandlerHalf, handler, __ATOMIC_RELEASE);
}

}  // namespace rt
