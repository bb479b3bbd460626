// SPDX-License-Identifier: Apache-2.0
// Handlers: exceptions. A handler is entered with x0 none, x1 class, x2 reason, x3 raw stack trace.
#pragma once

#include "runtime/error/stacktrace.hpp"
#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow catch_(E& e, YReg y, LabelRef handler) {
  e[y] = Term::catch_mark(handler.target());
  return Flow::next;
}
template <class E>
VM_INLINE Flow catch_end(E& e, YReg y) {
  e[y] = Term::nil();
  if (!e.x[0].is_none()) [[likely]] return Flow::next;
  e.save();
  e.x[0] = slow::caught_value(*e.p, e.x[1], e.x[2], e.x[3]);
  e.settle(1);
  return Flow::next;
}
template <class E>
VM_INLINE Flow try_end(E& e, YReg y) {
  e[y] = Term::nil();
  return Flow::next;
}
template <class E>
VM_INLINE Flow try_case(E& e, YReg y) {
  e[y] = Term::nil();
  e.x[0] = e.x[1];
  e.x[1] = e.x[2];
  e.x[2] = e.x[3];
  return Flow::next;
}
template <class E>
VM_INLINE Flow raise_with(E& e, Fault fault, Term value) {
  e.save();
  slow::raise_fault(*e.p, fault, value);
  e.load();
  return Flow::raise;
}
template <class E>
VM_INLINE Flow try_case_end(E& e, Src s) { return raise_with(e, Fault::try_clause, e.get(s)); }
template <class E>
VM_INLINE Flow badmatch(E& e, Src s) { return raise_with(e, Fault::badmatch, e.get(s)); }
template <class E>
VM_INLINE Flow case_end(E& e, Src s) { return raise_with(e, Fault::case_clause, e.get(s)); }
template <class E>
VM_INLINE Flow if_end(E& e) { return raise_with(e, Fault::if_clause, Term::none()); }
template <class E>
VM_INLINE Flow badrecord(E& e, Src s) { return raise_with(e, Fault::badrecord, e.get(s)); }
template <class E>
VM_INLINE Flow raise(E& e, Src trace, Src reason) {
  const Term t = e.get(trace), r = e.get(reason);
  e.save();
  slow::raise_again(*e.p, t, r);
  e.load();
  return Flow::raise;
}
template <class E>
VM_INLINE Flow raw_raise(E& e) {
  e.save();
  const bool raised = slow::raw_raise(*e.p, e.x[0], e.x[1], e.x[2]);
  e.load();
  if (raised) return Flow::raise;
  e.x[0] = atoms::badarg;
  return Flow::next;
}
template <class E>
VM_INLINE Flow build_stacktrace(E& e) {
  e.save();
  e.x[0] = readable_stacktrace(*e.p, e.x[0]);
  e.settle(1);
  return Flow::next;
}

}  // namespace rt::ops
