// SPDX-License-Identifier: Apache-2.0
// The interpreter: one function per internal instruction; entry point: run(). An instruction's first word holds the
// distance from `base_address()` to its handler; a handler ends by jumping to the next one (a sibling call with the
// engine's registers as its six arguments, so they stay in machine registers). This file is dispatch only: what an
// instruction does is in ops_*.hpp, slow paths are in slow_*.cpp.
//
// A build whose compiler makes no sibling calls (no optimisation, sanitizers) would let the C stack grow with every
// instruction: there (VM_LOOP_DISPATCH) handlers return to a loop instead and the first word holds their number.
#include "runtime/interp/interpreter.hpp"

#include <utility>

#include "runtime/code/fused.hpp"
#include "runtime/interp/engine_entries.hpp"
#include "runtime/jit/jit.hpp"

#include "runtime/interp/ops_arith.hpp"
#include "runtime/interp/ops_binary.hpp"
#include "runtime/interp/ops_binary_old.hpp"
#include "runtime/interp/ops_call.hpp"
#include "runtime/interp/ops_catch.hpp"
#include "runtime/interp/ops_check.hpp"
#include "runtime/interp/ops_coverage.hpp"
#include "runtime/interp/ops_data.hpp"
#include "runtime/interp/ops_float.hpp"
#include "runtime/interp/ops_guard.hpp"
#include "runtime/interp/ops_move.hpp"
#include "runtime/interp/ops_process.hpp"
#include "runtime/interp/ops_test.hpp"

#if !defined(__OPTIMIZE__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(VM_SANITIZED)
#define VM_LOOP_DISPATCH 1
#else
#define VM_LOOP_DISPATCH 0
#endif
#if defined(__clang__)
#define VM_TAIL [[clang::musttail]]
#else
#define VM_TAIL
#endif

namespace rt {
namespace {

// Fetches the operands and runs the handler; afterwards ip is behind the instruction unless the handler moved it.
template <Instr I, auto Handler, class E>
VM_INLINE Flow invoke(E& e) {
  const Word* at = e.ip;
  constexpr InstrInfo info = instr_info(I);
  e.ip = at + info.words;
  return [&]<std::size_t... K>(std::index_sequence<K...>) VM_INLINE_LAMBDA {
    return Handler(e, read_operand<I, K>(at)...);
  }(std::make_index_sequence<info.operand_count>{});
}

VM_INLINE RunResult leave_yielded(SlowExec& e) {
  Process& p = *e.p;
  if (p.heap.fragments != nullptr || p.heap.wants_collection()) e.collect_now(0, e.live);
  if (!e.has_room(e.live)) e.collect_now(e.live, e.live);
  e.sp -= e.live;
  for (unsigned i = 0; i < e.live; ++i) e.sp[i] = e.x[i].word();
  e.save();
  p.saved_live = e.live;
  return RunResult::yielded;
}
// A process that does nothing but receive comes to no instruction that needs heap.
VM_INLINE RunResult leave_waiting(SlowExec& e) {
  if (e.p->heap.wants_collection()) [[unlikely]] e.collect_now(0, 0);
  e.save();
  e.p->saved_live = 0;
  return RunResult::waiting;
}
VM_INLINE RunResult leave_exited(SlowExec& e) {
  e.save();
  return RunResult::exited;
}
// False: nobody catches, the process has ended.
VM_INLINE bool unwind(SlowExec& e) {
  e.save();
  e.ip = slow::unwind(*e.p, e.x, e.ip);
  e.load();
  return e.ip != nullptr;
}

SlowExec enter(Process& p, Worker& worker) {
  SlowExec e{};
  e.p = &p;
  e.x = worker.x;
  e.f = worker.f;
  e.load();
  e.ip = p.ip;
  for (unsigned i = 0; i < p.saved_live; ++i) e.x[i] = Term::from_word(e.sp[i]);
  e.sp += p.saved_live;
  p.saved_live = 0;
  return e;
}

#if VM_LOOP_DISPATCH

using HandlerFunction = Flow (*)(SlowExec&);
constexpr HandlerFunction kHandlers[] = {
#define INSTR(name, ...) &invoke<Instr::name, &ops::name<SlowExec>, SlowExec>,
#include "runtime/code/instrs.def"
#undef INSTR
};

RunResult interpret(Process& p, Worker& worker) {
  SlowExec e = enter(p, worker);
  for (;;) {
    switch (kHandlers[handler_at(e.ip)](e)) {
      case Flow::next: break;
      case Flow::raise:
        if (!unwind(e)) return RunResult::exited;
        break;
      case Flow::yield: return leave_yielded(e);
      case Flow::wait: return leave_waiting(e);
      case Flow::exited: return leave_exited(e);
      case Flow::slow: VM_CHECK(false, "the slow version of a handler never asks for a slower one");
    }
  }
}

#else

#define VM_STATE const Word *ip, Word *sp, Word *htop, Term *x, Process *p, std::int64_t reductions
using HandlerFunction = RunResult (*)(VM_STATE);
#define VM_DISPATCH(e)                                                                       \
  VM_TAIL return reinterpret_cast<HandlerFunction>(handler_address(handler_at((e).ip)))(      \
      (e).ip, (e).sp, (e).htop, (e).x, (e).p, (e).reductions)

RunResult start(VM_STATE);
// A program that lies in the lower 2 GiB needs no base: one addition less between instructions.
#if defined(__PIC__) || defined(__PIE__)
VM_INLINE char* base_address() { return reinterpret_cast<char*>(&start); }
VM_INLINE char* handler_address(std::uint32_t handler) { return base_address() + static_cast<std::int32_t>(handler); }
#else
VM_INLINE char* base_address() { return nullptr; }
VM_INLINE char* handler_address(std::uint32_t handler) { return reinterpret_cast<char*>(static_cast<std::uintptr_t>(handler)); }
#endif

template <class E>
VM_INLINE E state(const Word* ip, Word* sp, Word* htop, Term* x, Process* p, std::int64_t reductions) {
  return E{ip, sp, htop, x, reductions, 0, p, reinterpret_cast<Worker*>(x)->f};
}

RunResult start(VM_STATE) {
  SlowExec e = state<SlowExec>(ip, sp, htop, x, p, reductions);
  VM_DISPATCH(e);
}
__attribute__((noinline)) RunResult raise(VM_STATE) {
  SlowExec e = state<SlowExec>(ip, sp, htop, x, p, reductions);
  if (!unwind(e)) return RunResult::exited;
  VM_DISPATCH(e);
}
__attribute__((noinline)) RunResult yield(const Word* ip, Word* sp, Word* htop, Term* x, Process* p, std::int64_t live) {
  SlowExec e = state<SlowExec>(ip, sp, htop, x, p, 0);
  e.live = static_cast<unsigned>(live);
  return leave_yielded(e);
}
__attribute__((noinline)) RunResult wait(VM_STATE) {
  SlowExec e = state<SlowExec>(ip, sp, htop, x, p, reductions);
  return leave_waiting(e);
}
__attribute__((noinline)) RunResult exited(VM_STATE) {
  SlowExec e = state<SlowExec>(ip, sp, htop, x, p, reductions);
  return leave_exited(e);
}

#define VM_FOLLOW(e, flow)                                                                          \
  switch (flow) {                                                                                   \
    case Flow::next: VM_DISPATCH(e);                                                                \
    case Flow::raise: VM_TAIL return raise(e.ip, e.sp, e.htop, e.x, e.p, e.reductions);             \
    case Flow::yield: VM_TAIL return yield(e.ip, e.sp, e.htop, e.x, e.p, e.live);                   \
    case Flow::wait: VM_TAIL return wait(e.ip, e.sp, e.htop, e.x, e.p, e.reductions);               \
    case Flow::exited: VM_TAIL return exited(e.ip, e.sp, e.htop, e.x, e.p, e.reductions);           \
    case Flow::slow: break;                                                                         \
  }

template <Instr I, auto Handler>
__attribute__((noinline)) RunResult slow_handler(VM_STATE) {
  SlowExec e = state<SlowExec>(ip, sp, htop, x, p, reductions);
  VM_FOLLOW(e, (invoke<I, Handler>(e)));
  __builtin_unreachable();
}
template <Instr I, auto Handler, auto SlowHandler>
RunResult handler(VM_STATE) {
  FastExec e = state<FastExec>(ip, sp, htop, x, p, reductions);
  VM_FOLLOW(e, (invoke<I, Handler>(e)));
  VM_TAIL return slow_handler<I, SlowHandler>(ip, sp, htop, x, p, reductions);
}

constexpr HandlerFunction kHandlers[] = {
#define INSTR(name, ...) &handler<Instr::name, &ops::name<FastExec>, &ops::name<SlowExec>>,
#include "runtime/code/instrs.def"
#undef INSTR
};

// One instruction of a fused sequence.
template <Instr I, auto Handler, auto SlowHandler>
struct Step {
  static constexpr std::size_t words = instr_info(I).words;
  static constexpr HandlerFunction slow = &slow_handler<I, SlowHandler>;
  static VM_INLINE Flow run(FastExec& e) { return invoke<I, Handler>(e); }
};
// Stops at the first one that does not go on to the one behind it.
template <class... Steps>
RunResult fused(VM_STATE) {
  FastExec e = state<FastExec>(ip, sp, htop, x, p, reductions);
  const Word* at = nullptr;
  HandlerFunction slow = nullptr;
  Flow flow = Flow::next;
  (void)((at = e.ip, slow = Steps::slow, flow = Steps::run(e), flow == Flow::next && e.ip == at + Steps::words) && ...);
  VM_FOLLOW(e, flow);
  VM_TAIL return slow(at, e.sp, e.htop, e.x, e.p, e.reductions);
}

template <class... Instrs>
constexpr std::uint64_t fused_sequence(Instrs... instrs) {
  std::uint64_t sequence = 0;
  ((sequence = sequence << kFusedBits | static_cast<std::uint64_t>(instrs)), ...);
  return sequence;
}
Word word_of_handler(HandlerFunction handler) {
  return static_cast<std::uint32_t>(reinterpret_cast<char*>(handler) - base_address());
}

RunResult interpret(Process& p, Worker& worker) {
  SlowExec e = enter(p, worker);
  if (const Jit* jit = worker.vm.jit.get()) return jit->caller()(e.ip, e.sp, e.htop, e.x, e.p, e.reductions, &start);
  return start(e.ip, e.sp, e.htop, e.x, e.p, e.reductions);
}

#endif

}  // namespace

RunResult run(Process& p, Worker& worker) { return interpret(p, worker); }

#if VM_LOOP_DISPATCH
std::span<const FusedRow> fused_rows() { return {}; }
const EngineEntries* engine_entries() { return nullptr; }
#else
const EngineEntries* engine_entries() {
  if (base_address() != nullptr) return nullptr;
  static const EngineEntries entries = {
      .slow = {
#define INSTR(name, ...) &slow_handler<Instr::name, &ops::name<SlowExec>>,
#include "runtime/code/instrs.def"
#undef INSTR
      },
      .yield = &yield};
  return &entries;
}
std::span<const FusedRow> fused_rows() {
#define STEP(name) Step<Instr::name, &ops::name<FastExec>, &ops::name<SlowExec>>
#define FUSED2(a, b) {fused_sequence(Instr::a, Instr::b), 2, word_of_handler(&fused<STEP(a), STEP(b)>)},
#define FUSED3(a, b, c) \
  {fused_sequence(Instr::a, Instr::b, Instr::c), 3, word_of_handler(&fused<STEP(a), STEP(b), STEP(c)>)},
#define FUSED4(a, b, c, d)                               \
  {fused_sequence(Instr::a, Instr::b, Instr::c, Instr::d), 4, \
   word_of_handler(&fused<STEP(a), STEP(b), STEP(c), STEP(d)>)},
#define FUSED5(a, b, c, d, f)                                       \
  {fused_sequence(Instr::a, Instr::b, Instr::c, Instr::d, Instr::f), 5, \
   word_of_handler(&fused<STEP(a), STEP(b), STEP(c), STEP(d), STEP(f)>)},
#define FUSED6(a, b, c, d, f, g)                                              \
  {fused_sequence(Instr::a, Instr::b, Instr::c, Instr::d, Instr::f, Instr::g), 6, \
   word_of_handler(&fused<STEP(a), STEP(b), STEP(c), STEP(d), STEP(f), STEP(g)>)},
  static const FusedRow rows[] = {
#include "runtime/code/fused.def"
  };
  return rows;
}
#endif

Word handler_word(Instr i) {
  const auto index = static_cast<std::size_t>(i);
#if VM_LOOP_DISPATCH
  return index;
#else
  return word_of_handler(kHandlers[index]);
#endif
}

}  // namespace rt
