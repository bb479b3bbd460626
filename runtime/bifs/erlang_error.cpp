// SPDX-License-Identifier: Apache-2.0
// Natives of module erlang that raise: error/1-3, exit/1, throw/1, raise/3, nif_error/1,2.
#include <algorithm>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term error_with(Process& p, Term reason, Term arguments, Term error_info) {
  (void)p.raise(ErrorClass::error, reason);
  if (arguments.is_list()) p.exception.arguments = arguments;
  p.exception.error_info = error_info;
  return Term::none();
}
Term error_1(Process& p, Term reason) { return p.raise(ErrorClass::error, reason); }
Term error_2(Process& p, Term reason, Term arguments) { return error_with(p, reason, arguments, Term::none()); }
// A list with anything wrong in it counts as no options at all; of several error_info the last one counts.
Term error_3(Process& p, Term reason, Term arguments, Term options) {
  Term info = Term::none();
  for (; options.is_cons(); options = options.tail()) {
    const Term option = options.head();
    if (!is_tuple(option, 2) || !(tuple_element(option, 0) == atoms::error_info) ||
        !is_map(tuple_element(option, 1))) {
      return error_with(p, reason, arguments, Term::none());
    }
    info = tuple_element(option, 1);
  }
  return error_with(p, reason, arguments, options.is_nil() ? info : Term::none());
}
Term exit_1(Process& p, Term reason) { return p.raise(ErrorClass::exit, reason); }
Term throw_1(Process& p, Term value) { return p.raise(ErrorClass::throw_, value); }

// One frame of a trace that a program made, in its full form; none if it cannot be one.
Term normal_frame(Process& p, Term frame) {
  if (!frame.is_boxed() || !is_tuple(frame)) return Term::none();
  const std::size_t size = tuple_arity(frame);
  if (size == 0) return Term::none();
  const bool is_fun_frame = is_fun(tuple_element(frame, 0));
  const std::size_t short_size = is_fun_frame ? 2 : 3;
  if (size != short_size && size != short_size + 1) return Term::none();
  if (!is_fun_frame && !(tuple_element(frame, 0).is_atom() && tuple_element(frame, 1).is_atom())) return Term::none();
  if (size == short_size + 1) return tuple_element(frame, size - 1).is_list() ? frame : Term::none();
  std::vector<Term> parts;
  for (std::size_t i = 0; i < size; ++i) parts.push_back(tuple_element(frame, i));
  parts.push_back(Term::nil());
  return p.reserve(1 + parts.size()).tuple(parts);
}

// What cannot be raised is no error but the result `badarg`.
Term raise_3(Process& p, Term error_class, Term reason, Term trace) {
  ErrorClass c = ErrorClass::error;
  if (error_class == atoms::exit) {
    c = ErrorClass::exit;
  } else if (error_class == atoms::throw_) {
    c = ErrorClass::throw_;
  } else if (!(error_class == atoms::error)) {
    return atoms::badarg;
  }
  const auto depth = static_cast<std::size_t>(std::max(1, p.vm().options.backtrace_depth));
  std::vector<Term> frames;
  for (; trace.is_cons(); trace = trace.tail()) {
    const Term frame = normal_frame(p, trace.head());
    if (!frame) return atoms::badarg;
    if (frames.size() < depth) frames.push_back(frame);
  }
  if (!trace.is_nil()) return atoms::badarg;
  const Term list = p.reserve(2 * frames.size()).list(frames);
  (void)p.raise(c, reason);
  p.exception.trace = list;
  return Term::none();
}

// Unlike the others these stand in the trace themselves.
Term nif_error_1(Process& p, Term reason) { return p.raise(ErrorClass::error, reason); }
Term nif_error_2(Process& p, Term reason, Term) { return p.raise(ErrorClass::error, reason); }

constexpr Bif kRows[] = {
    bif<&error_1>("error"),      bif<&error_2>("error"), bif<&error_3>("error"),
    bif<&exit_1>("exit"),        bif<&throw_1>("throw"), bif<&raise_3>("raise"),
    bif<&nif_error_1>("nif_error"), bif<&nif_error_2>("nif_error"),
};

}  // namespace

extern constinit const BifModule kErlangError{"erlang", kRows};

}  // namespace rt
