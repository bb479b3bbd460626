// SPDX-License-Identifier: Apache-2.0
// Handlers: what the verifier could not prove and left to the engine. A failure ends the process.
#pragma once

#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow check(E& e, bool ok) {
  if (ok) [[likely]] return Flow::next;
  VM_SLOW_FROM_HERE(E);
  slow::end_malformed(*e.p);
  return Flow::exited;
}
template <class E>
VM_INLINE Flow check_cons(E& e, Src s) { return check(e, e.get(s).is_cons()); }
VM_INLINE bool is_tuple_of_at_least(Term t, std::uint32_t arity) { return rt::is_tuple(t) && tuple_arity(t) >= arity; }
template <class E>
VM_INLINE Flow check_tuple(E& e, Src s, std::uint32_t arity) { return check(e, is_tuple_of_at_least(e.get(s), arity)); }
template <class E>
VM_INLINE Flow check_tuple_x(E& e, XReg s, std::uint32_t arity) { return check(e, is_tuple_of_at_least(e[s], arity)); }
template <class E>
VM_INLINE Flow check_tuple_y(E& e, YReg s, std::uint32_t arity) { return check(e, is_tuple_of_at_least(e[s], arity)); }
template <class E>
VM_INLINE Flow check_tuple_of(E& e, Src s, Word header) {
  const Term t = e.get(s);
  return check(e, t.is_boxed() && header_of(t) == header);
}
template <class E>
VM_INLINE Flow check_float(E& e, Src s) { return check(e, rt::is_float(e.get(s))); }
template <class E>
VM_INLINE Flow check_bitstring(E& e, Src s) {
  const Term t = e.get(s);
  return check(e, rt::is_bitstring(t) || is_boxed_kind(t, Kind::match_context));
}
template <class E>
VM_INLINE Flow test_is_tuple(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_tuple(e.get(s)), f); }

}  // namespace rt::ops
