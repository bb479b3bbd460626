// SPDX-License-Identifier: Apache-2.0
// Handlers: float registers, which hold raw doubles.
#pragma once

#include "runtime/interp/exec.hpp"
#include "runtime/interp/ops_check.hpp"
#include "runtime/interp/slow.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow fconv_from(E& e, Term t, FReg d) {
  if (t.is_tagged_float()) {
    e.f[d.index] = t.tagged_float_value();
    return Flow::next;
  }
  if (t.is_small()) {
    e.f[d.index] = static_cast<double>(t.small_value());
    return Flow::next;
  }
  if (rt::is_float(t)) {
    e.f[d.index] = float_value(t);
    return Flow::next;
  }
  VM_SLOW_FROM_HERE(E);
  e.save();
  double value = 0;
  const bool converted = slow::to_double(*e.p, t, &value);
  e.load();
  if (!converted) return Flow::raise;
  e.f[d.index] = value;
  return Flow::next;
}
template <class E>
VM_INLINE Flow fconv(E& e, Src s, FReg d) { return fconv_from(e, e.get(s), d); }
template <class E>
VM_INLINE Flow fconv_x(E& e, XReg s, FReg d) { return fconv_from(e, e[s], d); }
template <class E>
VM_INLINE Flow fconv_y(E& e, YReg s, FReg d) { return fconv_from(e, e[s], d); }
template <class E>
VM_INLINE Flow fmove_c_f(E& e, FReg d, Word bits) { e.f[d.index] = std::bit_cast<double>(bits); return Flow::next; }
template <class E>
VM_INLINE Flow fmove_from(E& e, Term t, FReg d) {
  if (t.is_tagged_float()) [[likely]] {
    e.f[d.index] = t.tagged_float_value();
  } else {
    e.f[d.index] = float_value(t);
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow fmove_s_f(E& e, Src s, FReg d) { return fmove_from(e, e.get(s), d); }
template <class E>
VM_INLINE Flow fmove_x_f(E& e, XReg s, FReg d) { return fmove_from(e, e[s], d); }
template <class E>
VM_INLINE Flow fmove_y_f(E& e, YReg s, FReg d) { return fmove_from(e, e[s], d); }
template <class E>
VM_INLINE Flow check_fmove_from(E& e, Term t, FReg d) {
  if (!t.is_tagged_float() && !rt::is_float(t)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    return check(e, false);
  }
  return fmove_from(e, t, d);
}
template <class E>
VM_INLINE Flow check_fmove_x_f(E& e, XReg s, FReg d) { return check_fmove_from(e, e[s], d); }
template <class E>
VM_INLINE Flow check_fmove_y_f(E& e, YReg s, FReg d) { return check_fmove_from(e, e[s], d); }
template <class E>
VM_INLINE Term float_term(E& e, double v) {
  if (Term::fits_tagged_float(v)) [[likely]] return Term::tagged_float(v);
  if (v == 0) return Term::zero_float(std::bit_cast<Word>(v) != 0);
  Word* boxed = e.htop;  // test_heap counted two words
  boxed[0] = make_header(Kind::boxed_float, 1);
  boxed[1] = std::bit_cast<Word>(v);
  e.htop += 2;
  return Term::boxed(boxed);
}
template <class E>
VM_INLINE Flow fmove_f_x(E& e, FReg s, XReg d) { e[d] = float_term(e, e.f[s.index]); return Flow::next; }
template <class E>
VM_INLINE Flow fmove_f_y(E& e, FReg s, YReg d) { e[d] = float_term(e, e.f[s.index]); return Flow::next; }
template <class E>
VM_INLINE Flow float_result(E& e, FReg d, double v) {
  if (!__builtin_isfinite(v)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.save();
    slow::raise_fault(*e.p, Fault::badarith, Term::none());
    e.load();
    return Flow::raise;
  }
  e.f[d.index] = v;
  return Flow::next;
}
template <class E>
VM_INLINE Flow fadd(E& e, FReg a, FReg b, FReg d) { return float_result(e, d, e.f[a.index] + e.f[b.index]); }
template <class E>
VM_INLINE Flow fsub(E& e, FReg a, FReg b, FReg d) { return float_result(e, d, e.f[a.index] - e.f[b.index]); }
template <class E>
VM_INLINE Flow fmul(E& e, FReg a, FReg b, FReg d) { return float_result(e, d, e.f[a.index] * e.f[b.index]); }
template <class E>
VM_INLINE Flow fdiv(E& e, FReg a, FReg b, FReg d) { return float_result(e, d, e.f[a.index] / e.f[b.index]); }
template <class E>
VM_INLINE Flow fnegate(E& e, FReg a, FReg d) { return float_result(e, d, -e.f[a.index]); }

}  // namespace rt::ops
