// SPDX-License-Identifier: Apache-2.0
// Exec: the engine's registers while one process runs. It lives in local variables of a handler only, so that the
// compiler keeps its fields in machine registers: never pass an Exec to a function that is not inlined. A slow path
// takes Process& instead, between save() and load().
//
// Handlers are templates over the two kinds of Exec. A FastExec handler that meets something rare gives Flow::slow,
// before it has changed anything, and the instruction is run again by the SlowExec version: so the fast version calls
// no function and saves no registers.
#pragma once

#include <span>

#include "runtime/code/instr.hpp"
#include "runtime/heap/collector.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/worker.hpp"
#include "runtime/vm.hpp"

namespace rt {

// What follows an instruction.
enum class Flow : std::uint8_t {
  next,    // the instruction at ip
  raise,   // p.exception is set; unwind
  yield,   // slice used up before the function at ip; `live` x registers matter
  wait,    // nothing to receive; ip is where to go on, no live registers
  exited,  // the process has ended
  slow,    // FastExec only: run this instruction again with SlowExec
};

#define VM_INLINE inline __attribute__((always_inline))
#define VM_INLINE_LAMBDA __attribute__((always_inline))

template <bool IsFast>
struct ExecOf {
  static constexpr bool is_fast = IsFast;
  const Word* ip;
  Word* sp;
  Word* htop;
  Term* x;
  std::int64_t reductions;
  unsigned live;  // with Flow::yield
  Process* p;
  double* f;

  VM_INLINE Term& operator[](XReg r) { return x[r.index]; }
  VM_INLINE Term& operator[](YReg r) { return *reinterpret_cast<Term*>(sp + r.index); }
  VM_INLINE void set(DReg r, Term t) {
    if (r.bits & DReg::kYBit) {
      sp[r.bits & ~DReg::kYBit] = t.word();
    } else {
      x[r.bits] = t;
    }
  }
  VM_INLINE Term get(DReg r) {
    return r.bits & DReg::kYBit ? Term::from_word(sp[r.bits & ~DReg::kYBit]) : x[r.bits];
  }
  VM_INLINE Term get(Src s) {
    if (!s.is_register()) return Term::from_word(s.word);
    return s.is_y() ? Term::from_word(sp[s.index()]) : x[s.index()];
  }

  // Registers to and from the process, around anything that may look at its heap.
  VM_INLINE void save() {
    p->heap.top = htop;
    p->heap.sp = sp;
    p->ip = ip;
    p->reductions_left = static_cast<int>(reductions);
  }
  VM_INLINE void load() {
    htop = p->heap.top;
    sp = p->heap.sp;
    reductions = p->reductions_left;
  }

  VM_INLINE bool has_room(std::size_t words) const {
    // In bytes: the fewest machine instructions.
    return reinterpret_cast<std::intptr_t>(sp) - reinterpret_cast<std::intptr_t>(htop) >=
           static_cast<std::intptr_t>((words + Heap::kReserve) * sizeof(Word));
  }
  VM_INLINE void collect_now(std::size_t words, unsigned live_registers) {
    save();
    collect(*p, words, std::span<Term>(x, live_registers));
    load();
  }
  // After a native or a slow path that may have built fragments.
  VM_INLINE void settle(unsigned live_registers) {
    load();
    if (p->heap.wants_collection()) [[unlikely]] collect_now(0, live_registers);
  }

  VM_INLINE void push_return() { *--sp = Term::return_address(ip).word(); }
  VM_INLINE Flow enter(const Word* entry, unsigned arity) {
    ip = entry;
    if (--reductions < 0) [[unlikely]] {
      live = arity;
      return Flow::yield;
    }
    return Flow::next;
  }
  VM_INLINE Flow pop_return() {
    ip = Term::from_word(*sp++).code_pointer();
    return Flow::next;
  }
  VM_INLINE Flow jump_if_not(bool ok, LabelRef fail) {
    if (ok) return Flow::next;
    ip = fail.target();
    return Flow::next;
  }
};

using FastExec = ExecOf<true>;
using SlowExec = ExecOf<false>;

// What follows is for what FastExec leaves to SlowExec.
#define VM_SLOW_FROM_HERE(E) \
  if constexpr (E::is_fast) return Flow::slow

}  // namespace rt
