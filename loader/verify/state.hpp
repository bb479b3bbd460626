// SPDX-License-Identifier: Apache-2.0
// What the verifier knows about one point of a function: a Fact per register, and the frame.
//
// The lattice goes down only: meet() of two facts is what holds on both paths.
#pragma once

#include <cstdint>

#include "loader/decode/generic_op.hpp"

namespace loader::verify {

enum class Kind : std::uint8_t {
  undefined,  // not set: garbage
  term,       // any term
  cons,
  tuple,  // payload: arity << 1 | exactly that arity (not: at least)
  map,
  bitstring,
  float_,
  fresh,      // tuple that setelement/3 has just made: a term while State::has_fresh, else the same as term
  parameter,  // payload: its number. A term, or a match context if the callers may pass one
  context,    // match context
  term_or_context,
  opaque,      // set, may be collected, but to be read by nothing
  marker,      // receive marker
  exception,   // x0 at a handler. payload 1: or a term
  catch_mark,  // payload: handler's label
  try_mark,    // payload: handler's label
  maybe_mark,  // a mark on some path to here
};

// One word, so that states compare and copy as arrays.
class Fact {
 public:
  constexpr Fact() = default;
  constexpr Fact(Kind kind, std::uint32_t payload = 0)
      : bits_(static_cast<std::uint32_t>(kind) | payload << kKindBits) {}
  constexpr Kind kind() const { return static_cast<Kind>(bits_ & ((1u << kKindBits) - 1)); }
  constexpr std::uint32_t payload() const { return bits_ >> kKindBits; }
  friend constexpr bool operator==(Fact, Fact) = default;

  static constexpr std::uint32_t kMaxPayload = (1u << 27) - 1;
  static constexpr Fact tuple(std::uint64_t arity) {
    return arity > kMaxPayload >> 1 ? Fact(Kind::tuple, 0)
                                    : Fact(Kind::tuple, static_cast<std::uint32_t>(arity) << 1 | 1);
  }
  constexpr bool has_element(std::uint64_t index) const {
    return kind() == Kind::tuple && index < payload() >> 1;
  }

  constexpr bool is_term() const { return kind() >= Kind::term && kind() <= Kind::fresh; }
  constexpr bool is_mark() const { return kind() >= Kind::catch_mark; }
  // May stand in a register that a collection scans, or that unwinding passes over.
  constexpr bool is_set() const { return kind() != Kind::undefined && kind() != Kind::exception; }
  // May be copied from register to register.
  constexpr bool is_movable() const { return kind() >= Kind::term && kind() <= Kind::marker; }

 private:
  static constexpr unsigned kKindBits = 5;
  std::uint32_t bits_ = 0;
};

inline constexpr std::int32_t kNoFrame = -1;

// The rest of a state; the facts are kept in arrays beside it: x, then y, then float registers.
struct State {
  std::int32_t frame = kNoFrame;  // slots; if !frame_is_known at least that many (0 if perhaps none)
  bool frame_is_known = true;
  bool has_fresh = false;    // facts of kind fresh hold
  bool is_building = false;  // a binary is under construction
  bool is_sealed = false;    // paths with different frames or marks meet here: y must not be written
  std::uint16_t marks = 0;   // catch and try marks in y
  HeapNeed heap;             // still reserved
};

}  // namespace loader::verify
