// SPDX-License-Identifier: Apache-2.0
// An Erlang exception on its way: class, reason and where it was raised. It lives in the process (one at a time)
// until the engine finds a handler; `reason`, `trace` and `arguments` are roots of the process.
// faults.def is the one list of what the machine raises by itself.
#pragma once

#include <cstdint>

#include "runtime/term/atom_table.hpp"

namespace rt {

enum class ErrorClass : std::uint8_t { error, exit, throw_ };

constexpr Term class_atom(ErrorClass c) {
  switch (c) {
    case ErrorClass::error: return atoms::error;
    case ErrorClass::exit: return atoms::exit;
    case ErrorClass::throw_: return atoms::throw_;
  }
  return atoms::error;
}

enum class FaultShape : std::uint8_t { atom, tagged };

enum class Fault : std::uint8_t {
#define FAULT(name, error_class, shape) name,
#include "runtime/error/faults.def"
#undef FAULT
};

struct FaultInfo {
  Term name;
  FaultShape shape;
};
inline constexpr FaultInfo kFaults[] = {
#define FAULT(name, error_class, shape) {atoms::name, FaultShape::shape},
#include "runtime/error/faults.def"
#undef FAULT
};
constexpr FaultInfo info_of(Fault f) { return kFaults[static_cast<std::size_t>(f)]; }

struct Exception {
  ErrorClass error_class = ErrorClass::error;
  // The instruction that raised counts as one more frame: a fun that cannot be called, called from a body.
  bool repeats_place = false;
  // Raised on behalf of the function that called: no native is to blame.
  bool is_callers = false;
  Term reason = Term::none();
  // A complete stack trace (erlang:raise/3) or a raw one (stacktrace.hpp), or none: the engine captures it.
  Term trace = Term::none();
  // erlang:error/2,3: the arguments (a list) for the top frame, or none.
  Term arguments = Term::none();
  // The value of `cause` in error_info for a failed native function, or none; error_info as a whole (a map or
  // list of options of erlang:error/3), or none.
  Term cause = Term::none();
  Term error_info = Term::none();
  // What the engine says of the top frame: {M, F, ArityOrArguments, Extra}, a list of such, or none.
  Term top = Term::none();
  // The whole raw trace when an exception is raised again (stacktrace.hpp), or none.
  Term raw = Term::none();
};

}  // namespace rt
