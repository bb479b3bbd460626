// SPDX-License-Identifier: Apache-2.0
// Slow paths of exceptions: what is raised, whom the trace blames, who catches.
#include <vector>

#include "runtime/error/stacktrace.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/ops/binary_match.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"

namespace rt::slow {
namespace {

Term argument_list(Process& p, const Term* arguments, unsigned arity) {
  return p.reserve(2 * arity).list(std::span<const Term>(arguments, arity));
}

// Which module formats the error for a native of `module` (OTP: of the application that the module belongs to). None: nobody
// explains it.
Term error_module(Process& p, Term module) {
  const std::string_view name = p.vm().atoms.text(module);
  for (const std::string_view stdlib : {"binary", "ets", "lists", "maps", "math", "re", "unicode", "io", "string"}) {
    if (name == stdlib) return atoms::erl_stdlib_errors;
  }
  if (name == "os" || name == "code") return atoms::erl_kernel_errors;
  for (const std::string_view erts : {"atomics", "counters", "erlang", "erts_internal", "persistent_term"}) {
    if (name == erts) return atoms::erl_erts_errors;
  }
  return Term::none();
}

// Functions that raise what they are told to: the trace begins with their caller.
bool raises_for_its_caller(Process& p, const Export& callee) {
  if (!(callee.module == atoms::erlang)) return false;
  const std::string_view name = p.vm().atoms.text(callee.function);
  return name == "error" || (name == "exit" && callee.arity == 1) || name == "throw" || name == "raise";
}

}  // namespace

void raise_fault(Process& p, Fault fault, Term value) {
  const FaultInfo info = info_of(fault);
  Term reason = info.name;
  if (info.shape == FaultShape::tagged) reason = p.reserve(3).tuple({info.name, value});
  (void)p.raise(ErrorClass::error, reason);
}

namespace {

// erlang:apply/2,3. A fun that cannot be called is blamed on the caller; called through an export, apply is a function
// with a frame of its own.
bool is_apply(const Export& callee) { return callee.module == atoms::erlang && callee.function == atoms::apply; }

bool has_own_frame(Process& p, const Export& apply, CallPlace place) {
  const bool is_first_call = apply.arity == 3 && Term::from_word(*p.heap.sp).code_pointer() == p.vm().bottom_code;
  return place == CallPlace::stub && !is_first_call;
}

// What erlang:error/2,3 says of its caller goes to apply's frame, if there is one.
void blame_caller(Process& p, const Export& apply, CallPlace place) {
  Exception& x = p.exception;
  if (!has_own_frame(p, apply, place)) return;
  HeapWriter w = p.reserve(5 + 3 + 2);
  const Term extra = x.error_info ? w.list({w.tuple({atoms::error_info, x.error_info})}) : Term::nil();
  x.top = w.tuple({apply.module, apply.function, x.arguments ? x.arguments : Term::small(apply.arity), extra});
}

void blame_apply(Process& p, const Export& callee, CallPlace place) {
  Exception& x = p.exception;
  if (has_own_frame(p, callee, place)) {
    HeapWriter w = p.reserve(9);
    const Term own = w.tuple({callee.module, callee.function, Term::small(callee.arity), Term::nil()});
    x.top = x.top ? w.list({x.top, own}) : own;
  } else if (!x.top && place == CallPlace::body) {
    x.repeats_place = true;
  }
}

}  // namespace

bool retry_when_server_runs(Process& p, const Export* callee, const Term* arguments) {
  if (p.exception.cause != atoms::id || callee->arity == 0 || !arguments[0].is_atom()) return false;
  const Term server = p.vm().names->server_of_table(arguments[0]);
  // It may have come meanwhile, with its table.
  if (!server || (!wait_for_server(p, server) && !p.vm().tables->is_named(arguments[0]))) return false;
  p.exception = Exception{};
  (void)p.trap(callee, std::span<const Term>(arguments, callee->arity));
  return true;
}

void blame_native(Process& p, const Export* callee, const Term* arguments, CallPlace place) {
  Exception& x = p.exception;
  if (x.is_callers) return blame_caller(p, *callee, place);
  const bool blames_caller = is_apply(*callee) && !x.reason.is_atom();
  if (blames_caller && !x.top) return blame_apply(p, *callee, place);
  if (x.trace || x.top || x.error_class != ErrorClass::error || raises_for_its_caller(p, *callee)) return;
  const Term list = argument_list(p, arguments, callee->arity);
  HeapWriter w = p.reserve(5 + 3 + 2);
  const Term module = error_module(p, callee->module);
  if (!module) {
    x.top = w.tuple({callee->module, callee->function, list, Term::nil()});
    return;
  }
  const Term info = x.error_info ? x.error_info
                    : x.cause    ? new_map(p, {atoms::cause, x.cause, atoms::module, module})
                                 : new_map(p, {atoms::module, module});
  const Term extra = w.list({w.tuple({atoms::error_info, info})});
  x.top = w.tuple({callee->module, callee->function, list, extra});
  if (is_apply(*callee)) blame_apply(p, *callee, place);
}

void blame_operator(Process& p, Term name, Term a, Term b) {
  const Term arguments[2] = {a, b};
  blame_native(p, p.vm().exports.intern(atoms::erlang, name, b ? 2 : 1), arguments);
}

void blame_send(Process& p, const Term* x) {
  blame_native(p, p.vm().exports.intern(atoms::erlang, p.vm().atoms.must_intern("send"), 2), x);
}

void unsupported(Process& p, const char* operation) {
  (void)p.raise(ErrorClass::error, p.reserve(3).tuple({atoms::notsup, p.vm().atoms.must_intern(operation)}));
}

void end_malformed(Process& p) {
  p.end_as(ErrorClass::error, atoms::badarg);
}

void raise_function_clause(Process& p, const Function* function, const Term* x) {
  std::vector<Term> arguments(x, x + function->arity);
  for (Term& t : arguments) t = context_to_binary(p, t);
  const Term list = argument_list(p, arguments.data(), function->arity);
  (void)p.raise<Fault::function_clause>();
  p.exception.top = function_frame(p, *function, list);
}

const Word* unwind(Process& p, Term* x, const Word* pc) {
  const Term trace = capture_stacktrace(p, pc);
  const Exception raised = p.exception;
  p.exception = Exception{};
  Word* frame = p.heap.sp;
  for (Word* w = p.heap.sp; w != p.heap.end; ++w) {
    const Term t = Term::from_word(*w);
    if (!t.is_internal()) continue;
    if (t.is_catch_mark()) {
      p.heap.sp = frame;
      x[0] = Term::none();
      x[1] = class_atom(raised.error_class);
      x[2] = raised.reason;
      x[3] = trace;
      return t.code_pointer();
    }
    if (!t.is_none()) frame = w + 1;  // a return word: the next frame begins behind it
  }
  Term reason = raised.reason;
  if (raised.error_class != ErrorClass::exit) {
    const Term readable = readable_stacktrace(p, trace);
    HeapWriter w = p.reserve(6);
    if (raised.error_class == ErrorClass::throw_) reason = w.tuple({atoms::nocatch, reason});
    reason = w.tuple({reason, readable});
  }
  p.end_as(raised.error_class, reason);
  // For whoever reports it (Scheduler::on_crash).
  p.exception = Exception{.error_class = raised.error_class, .reason = raised.reason, .trace = trace};
  return nullptr;
}

void raise_again(Process& p, Term raw_trace, Term reason) {
  const Term c = class_of_trace(raw_trace);
  const ErrorClass error_class = c == atoms::exit     ? ErrorClass::exit
                                 : c == atoms::throw_ ? ErrorClass::throw_
                                                      : ErrorClass::error;
  (void)p.raise(error_class, reason);
  if (is_tuple(raw_trace, 2)) p.exception.trace = tuple_element(raw_trace, 1);
  if (is_tuple(raw_trace, 3)) p.exception.raw = raw_trace;
}

namespace {

// As in OTP, erlang:raise/3 forgets that the error was a function_clause, whose frame alone has its place from that.
Term without_place_of_clause(Process& p, Term raw_trace) {
  if (!is_tuple(raw_trace, 3)) return raw_trace;
  const Term top = tuple_element(raw_trace, 1);
  if (!is_tuple(top, 4) || !tuple_element(top, 3).is_cons()) return raw_trace;
  const Term first = tuple_element(top, 3).head();
  if (!is_tuple(first, 2) || !(tuple_element(first, 0) == atoms::file)) return raw_trace;
  HeapWriter w = p.reserve(9);
  const Term frame = w.tuple({tuple_element(top, 0), tuple_element(top, 1), tuple_element(top, 2), Term::nil()});
  return w.tuple({tuple_element(raw_trace, 0), frame, tuple_element(raw_trace, 2)});
}

}  // namespace

bool raw_raise(Process& p, Term error_class, Term reason, Term raw_trace) {
  ErrorClass c = ErrorClass::error;
  if (error_class == atoms::exit) {
    c = ErrorClass::exit;
  } else if (error_class == atoms::throw_) {
    c = ErrorClass::throw_;
  } else if (!(error_class == atoms::error)) {
    return false;
  }
  raise_again(p, without_place_of_clause(p, raw_trace), reason);
  p.exception.error_class = c;
  return true;
}

Term caught_value(Process& p, Term error_class, Term reason, Term raw_trace) {
  if (error_class == atoms::throw_) return reason;
  if (error_class == atoms::error) {
    const Term readable = readable_stacktrace(p, raw_trace);
    reason = p.reserve(3).tuple({reason, readable});
  }
  return p.reserve(3).tuple({atoms::EXIT, reason});
}

}  // namespace rt::slow
