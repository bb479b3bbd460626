// SPDX-License-Identifier: Apache-2.0
// Stack traces. A raw trace is what an exception carries (cheap to take, opaque to programs); the readable form is
// Erlang's list of {Module, Function, ArityOrArguments, Location}. Follows OTP: at most backtrace_depth return
// addresses, consecutive equal ones once.
//
//   raw    {Class, Top, Addresses}   Class an atom; Top [] or {M, F, ArityOrArgs, Extra}; Addresses a binary of
//                                    return addresses, innermost first
//   or     a readable list with its class in front: {Class, List} (erlang:raise/3)
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;
struct Function;

constexpr int kDefaultBacktraceDepth = 8;

// The raw trace of p.exception raised just before `pc`, with its class and what it says of the top frame.
Term capture_stacktrace(Process& p, const Word* pc);
// The readable list of a raw trace (or of {Class, List}). Anything else is returned as it is.
Term readable_stacktrace(Process& p, Term raw);
// The class that a raw trace carries, or none for another term.
Term class_of_trace(Term raw);
// {M, F, Arguments, Location} with the line where the function begins: the top of a function_clause.
Term function_frame(Process& p, const Function& f, Term arguments);
// The readable trace of where the process is now (process_info current_stacktrace), from a saved pc.
Term current_stacktrace(Process& p, const Word* pc);

}  // namespace rt
