// SPDX-License-Identifier: Apache-2.0
// Registers: which machine registers hold which values while one block of native code is emitted.
//
// Between instructions the state is the interpreter's (exec.hpp): six registers of the engine, x registers and y slots in
// memory, so whoever leaves native code needs no repair. What is here only saves loads and tests: every store goes to
// memory at once (write-through), loads come from a register that holds the value already. The exception are float
// registers (`Slot::f`): a double stays in its xmm register and is written when somebody else may look (`dirty`).
//
// A value is what one or more slots hold; what is known of it (Facts) was tested by code that dominates the place.
// Valid in one block: forget() where another one may jump in. The compiling thread only.
#pragma once

#include <asmjit/x86.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt::jit {

// --- the engine's registers: the arguments of a handler (interpreter.cpp)
inline constexpr asmjit::x86::Gp kIp = asmjit::x86::rdi;  // set before leaving; a scratch register meanwhile
inline constexpr asmjit::x86::Gp kSp = asmjit::x86::rsi;
inline constexpr asmjit::x86::Gp kHtop = asmjit::x86::rdx;
inline constexpr asmjit::x86::Gp kX = asmjit::x86::rcx;
inline constexpr asmjit::x86::Gp kProcess = asmjit::x86::r8;
inline constexpr asmjit::x86::Gp kReductions = asmjit::x86::r9;
inline constexpr asmjit::x86::Gp kScratch = asmjit::x86::rax;
inline constexpr asmjit::x86::Xmm kScratchDouble = asmjit::x86::xmm15;
inline constexpr asmjit::x86::Xmm kScratchDouble2 = asmjit::x86::xmm14;

struct Slot {
  enum Kind : std::uint8_t { x, y, f } kind;
  std::uint16_t index;
  friend bool operator==(const Slot&, const Slot&) = default;
};
asmjit::x86::Mem memory_of(Slot slot);

using ValueId = int;
constexpr ValueId kNoValue = -1;

struct Facts {
  bool small = false;
  bool cons = false;
  bool is_float = false;  // its double is `number`, if that is still in a register
  bool tuple = false;
  bool context = false;   // a match context
  std::uint32_t least_arity = 0;  // of a tuple
};

class Registers {
 public:
  explicit Registers(asmjit::x86::Assembler& a) : a_(a) {}

  void forget();
  // Registers handed out since the last call stay where they are until the next one: one instruction.
  void unpin();

  ValueId value(Slot slot);           // what the slot holds
  ValueId constant(Term t);
  ValueId fresh();                    // in a general register of its own, whose content the caller makes
  ValueId fresh_double();             // likewise in an xmm register
  asmjit::x86::Gp gpr(ValueId v);     // loads it where it is in none
  asmjit::x86::Xmm xmm(ValueId v);    // of a double
  bool is_in_gpr(ValueId v) const { return values_[index(v)].gpr >= 0; }
  const std::optional<Term>& constant_of(ValueId v) const { return values_[index(v)].constant; }
  Facts& facts(ValueId v) { return values_[index(v)].facts; }
  // The double of a number, if it is at hand.
  ValueId number(ValueId v);
  void set_number(ValueId v, ValueId number) { values_[index(v)].number = number; }

  // The slot now holds the value: memory is written (x, y) or will be (f).
  void store(Slot slot, ValueId v);
  // The stack pointer moved by so many words: y slot N is now N + words.
  void move_stack(int words);

  struct DirtyDouble {
    std::uint16_t index;
    int xmm;
  };
  // Doubles not in memory yet; their registers are pinned.
  std::vector<DirtyDouble> dirty_doubles();
  // Writes those that `wanted` says.
  template <class Wanted>
  void flush_doubles(Wanted wanted) {
    for (Bound& b : bound_) {
      if (b.slot.kind != Slot::f || !b.dirty) continue;
      if (wanted(b.slot.index)) write_double(b);
    }
  }

 private:
  struct Value {
    int gpr = -1, xmm = -1;
    ValueId number = kNoValue;
    std::optional<Term> constant;
    Facts facts;
  };
  struct Bound {
    Slot slot;
    ValueId value;
    bool dirty;
  };
  static std::size_t index(ValueId v) { return static_cast<std::size_t>(v); }
  ValueId add(Value v);
  Bound* find(Slot slot);
  int take_gpr();
  int take_xmm();
  void write_double(Bound& b);

  static constexpr std::array<asmjit::x86::Gp, 8> kGprs = {asmjit::x86::r10, asmjit::x86::r11, asmjit::x86::rbx,
                                                           asmjit::x86::rbp, asmjit::x86::r12, asmjit::x86::r13,
                                                           asmjit::x86::r14, asmjit::x86::r15};
  static constexpr int kXmms = 14;

  asmjit::x86::Assembler& a_;
  std::vector<Value> values_;
  std::vector<Bound> bound_;
  std::array<ValueId, kGprs.size()> gpr_owner_{kNoValue, kNoValue, kNoValue, kNoValue, kNoValue, kNoValue, kNoValue, kNoValue};
  std::array<ValueId, kXmms> xmm_owner_ = [] {
    std::array<ValueId, kXmms> none{};
    none.fill(kNoValue);
    return none;
  }();
  unsigned pinned_gprs_ = 0, pinned_xmms_ = 0;
  std::array<unsigned, kGprs.size()> gpr_used_{};
  std::array<unsigned, kXmms> xmm_used_{};
  unsigned clock_ = 0;
};

}  // namespace rt::jit
