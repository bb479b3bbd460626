// SPDX-License-Identifier: Apache-2.0
// GenericOp, Arg, FunctionCode: one function's external operations, decoded and range-checked.
//
// FunctionCode owns the storage; spans in it stay valid until it is decoded into again or destroyed
// (moving it keeps them). Big integers point into the module's bytes, so the DecodedModule must
// outlive it. Plain data: no thread may write it while another reads.
//
// Invariants of what decode_function() returns (with those of opcodes.def):
//  1. args.size() == opcode_info(op).operand_count; a list is one Arg of kind `list`, the last.
//  2. Every Arg has a kind that its letter allows, and is in range: atom, literal, import, fun, string
//     and label numbers name something in the module; x, y, fr < 1024; arity <= 255; live <= 1024.
//     A list's length is a multiple of its pattern's.
//  3. `label`, `line` and `func_info` are ordinary operations of the list. The first operations of a
//     function are: label, optional line, func_info, label (its entry).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "loader/decode/opcode.hpp"

namespace loader {

enum class ArgKind : std::uint8_t {
  word,         // unsigned number: arity, live, index, size, flags, string offset, import, fun ...
  integer,      // an integer that fits 64 bits (perhaps not a small of the runtime)
  big_integer,  // a larger one: big-endian two's complement bytes
  atom,         // atom number of the module, 1..
  nil,          // []
  literal,      // literal number of the module
  x,            // x register, perhaps with a type hint
  y,            // y slot, perhaps with a type hint
  fr,           // float register
  label,        // label number; 0 means "none" where letter j, p or g allows it
  character,    // code point (old files; no operand letter accepts it today)
  alloc,        // heap need
  list,         // elements
};
inline constexpr std::size_t kArgKindCount = 13;

// Heap need in units that do not depend on a term layout.
struct HeapNeed {
  std::uint32_t words = 0;
  std::uint16_t floats = 0;
  std::uint16_t funs = 0;
  friend constexpr bool operator==(HeapNeed, HeapNeed) = default;
};

inline constexpr std::uint32_t kNoTypeHint = 0xffffffff;

struct Arg {
  ArgKind kind = ArgKind::nil;
  std::uint32_t aux = 0;   // x, y: type hint; list: elements; big_integer: bytes
  std::uint64_t word = 0;  // the number; other kinds: see below

  constexpr bool is(ArgKind k) const { return kind == k; }
  constexpr bool is_reg() const { return kind == ArgKind::x || kind == ArgKind::y; }
  constexpr std::uint32_t index() const { return static_cast<std::uint32_t>(word); }  // any numbered kind
  constexpr bool has_type_hint() const { return is_reg() && aux != kNoTypeHint; }

  // Each requires its kind.
  constexpr std::int64_t integer() const { return static_cast<std::int64_t>(word); }
  std::span<const Arg> list() const { return {reinterpret_cast<const Arg*>(word), aux}; }
  std::span<const std::uint8_t> big_integer() const {
    return {reinterpret_cast<const std::uint8_t*>(word), aux};
  }
  constexpr HeapNeed need() const {
    return {static_cast<std::uint32_t>(word), static_cast<std::uint16_t>(word >> 32),
            static_cast<std::uint16_t>(word >> 48)};
  }

  void set_list(const Arg* elements, std::uint32_t count) {
    kind = ArgKind::list;
    word = reinterpret_cast<std::uintptr_t>(elements);
    aux = count;
  }
  void set_big_integer(std::span<const std::uint8_t> bytes) {
    kind = ArgKind::big_integer;
    word = reinterpret_cast<std::uintptr_t>(bytes.data());
    aux = static_cast<std::uint32_t>(bytes.size());
  }
  constexpr void set_need(HeapNeed need) {
    kind = ArgKind::alloc;
    word = need.words | std::uint64_t{need.floats} << 32 | std::uint64_t{need.funs} << 48;
  }

  // Same operand, type hints aside. Lists and big integers never compare equal.
  friend constexpr bool operator==(const Arg& a, const Arg& b) {
    return a.kind == b.kind && a.kind != ArgKind::list && a.kind != ArgKind::big_integer && a.word == b.word;
  }
};
static_assert(sizeof(Arg) == 16);

// What the verifier adds to an operation.
enum OpFlag : std::uint8_t {
  kReachable = 1,  // control can get here. Only reachable operations carry the guarantees of verify.hpp:
                   // translate no other (labels aside)
  kProven = 2,     // the operation's precondition on its source term holds: see verify.hpp
  kTrap = 4,       // control must not leave this operation the normal way: see verify.hpp, 5
  kPresets = 8,    // some term must be in the destination before this operation: see verify.hpp, 2
};

struct GenericOp {
  Opcode op{};
  std::uint8_t flags = 0;
  std::uint32_t offset = 0;  // of the opcode byte, within the code (after the Code chunk's header)
  std::span<const Arg> args;

  bool is_reachable() const { return (flags & kReachable) != 0; }
  bool is_proven() const { return (flags & kProven) != 0; }
  bool is_trap() const { return (flags & kTrap) != 0; }
  bool presets() const { return (flags & kPresets) != 0; }
};

struct FunctionCode {
  std::uint32_t function = 0;  // its number in the module
  std::vector<GenericOp> ops;
  std::vector<Arg> args;       // storage of `ops`
  std::uint16_t x_count = 0;   // 1 + highest x register named, at least the arity
  std::uint16_t y_count = 0;   // 1 + highest y slot named
  std::uint16_t fr_count = 0;  // 1 + highest float register named
  bool clears_frames = false;  // by the verifier: something may raise while a slot is not set (verify.hpp, 3)
};

}  // namespace loader
