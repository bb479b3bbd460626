// SPDX-License-Identifier: Apache-2.0
// What the handlers call when the fast path does not do: never inlined, they see the process, not the engine's
// registers. Unless said otherwise: called between Exec::save() and load(); false or none means p.exception is set.
#pragma once

#include "runtime/code/module.hpp"
#include "runtime/interp/exec.hpp"
#include "runtime/ops/arith.hpp"
#include "runtime/term/compare.hpp"

namespace rt::slow {

bool is_function_of_arity(Term fun, Term arity);
// none: no such key, or no map. Needs no heap.
Term map_find(Term map, Term key);
// `pairs` pairs of source operands, key and value; exact: the keys must be there.
Term put_map(Process& p, Term map, const Word* operands, const Term* x, std::size_t pairs, bool exact);
// The commands of bs_match (binary_commands.hpp), until one fails. Destinations are written as they come.
bool match_commands(Process& p, Term context, const Word* commands, std::size_t words, Term* x);
Term create_binary(Process& p, const Word* rows, std::size_t segments, const Term* x);
Term init_writable(Process& p, Term size);
bool to_double(Process& p, Term t, double* out);

// The value of a source operand; the stack is the process's saved one.
inline Term operand(const Process& p, const Term* x, Word word) {
  const Src s{word};
  if (!s.is_register()) return Term::from_word(word);
  return s.is_y() ? Term::from_word(p.heap.sp[s.index()]) : x[s.index()];
}

// --- calls
// The export has no code: load its module. False: undef (or what error_handler says) is raised.
bool resolve_export(Process& p, Export* callee, const Term* x);
void raise_undef(Process& p, const Export* callee, const Term* x);
// A function with a breakpoint is called: traps to the error handler. False: it has no breakpoint/3; undef is raised.
bool call_breakpoint(Process& p, const Function& function, const Term* x);
bool transform(Process& p, Function* function);
void compile(Process& p, Function* function);  // to native code; its entries lead there
// Moves what p.trap() was given to x0.. and says how many they are.
unsigned take_trap_arguments(Process& p, Term* x);
// M:F with `arity` arguments of x0..: an export to enter, or null when M or F is no atom.
Export* find_callee(Process& p, Term module, Term function, std::uint32_t arity, const Term* x);
// A fun that cannot be entered with x[0..arity): its module may have to be loaded. True: try once more; false: what
// error_handler says is trapped to, or badfun or badarity is raised (`body`: by a call that returns).
bool resolve_fun(Process& p, Term fun, std::uint32_t arity, const Term* x, bool body);
// Traps to M:F(Args), x0..x2. Requires: atoms, a proper list of at most kMaxArity.
void trap_to_apply(Process& p, const Term* x);

// --- messages (slow_receive.cpp; the mailbox does the work)
Term send(Process& p, Term to, Term message);
void blame_send(Process& p, const Term* x);  // erlang:send/2, as OTP's instruction does
Term receive_peek(Process& p);  // none: no more
bool has_message(Process& p);
void receive_advance(Process& p);
void receive_remove(Process& p);
enum class TimedWait : std::uint8_t { sleep, time_is_up, bad_time };
TimedWait receive_wait(Process& p, Term time);
void receive_timed_out(Process& p);
Term marker_reserve(Process& p);
void marker_bind(Process& p, Term marker, Term reference);
void marker_clear(Process& p, Term reference);
void marker_use(Process& p, Term reference);

// --- exceptions
void unsupported(Process& p, const char* operation);
// Code that no compiler made: the process ends with badarg, its frame is not looked at.
void end_malformed(Process& p);
void raise_fault(Process& p, Fault fault, Term value);
// How a native was called: by an instruction in a body, by one at the end of a function, through its export.
enum class CallPlace : std::uint8_t { body, last, stub };
// A native has failed because an ETS table is missing whose server starts on demand: it is called again later, by a
// trap. False: nothing of that kind.
bool retry_when_server_runs(Process& p, const Export* callee, const Term* arguments);
// Adds {M,F,Args,error_info} on top.
void blame_native(Process& p, const Export* callee, const Term* arguments, CallPlace place = CallPlace::body);
void blame_operator(Process& p, Term name, Term a, Term b);                  // b none: unary
void raise_function_clause(Process& p, const Function* function, const Term* x);
// Finds the handler of p.exception; sets x0..x3 as catch and try_case want them. Null: nobody catches; p.exit_reason
// is set. `pc` is the place behind the instruction that raised.
const Word* unwind(Process& p, Term* x, const Word* pc);
// raise/2: again, with the class in the raw trace.
void raise_again(Process& p, Term raw_trace, Term reason);
bool raw_raise(Process& p, Term error_class, Term reason, Term raw_trace);  // false: a wrong class, nothing raised
Term caught_value(Process& p, Term error_class, Term reason, Term raw_trace);  // what `catch Expr` gives

}  // namespace rt::slow
