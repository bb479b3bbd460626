// SPDX-License-Identifier: Apache-2.0
// Handlers: moves between registers, frames, jumps, returns.
#pragma once

#include "runtime/interp/exec.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow move_x_x(E& e, XReg s, XReg d) { e[d] = e[s]; return Flow::next; }
template <class E>
VM_INLINE Flow move_x_y(E& e, XReg s, YReg d) { e[d] = e[s]; return Flow::next; }
template <class E>
VM_INLINE Flow move_y_x(E& e, YReg s, XReg d) { e[d] = e[s]; return Flow::next; }
template <class E>
VM_INLINE Flow move_y_y(E& e, YReg s, YReg d) { e[d] = e[s]; return Flow::next; }
template <class E>
VM_INLINE Flow move_c_x(E& e, XReg d, Term c) { e[d] = c; return Flow::next; }
template <class E>
VM_INLINE Flow move_c_y(E& e, YReg d, Term c) { e[d] = c; return Flow::next; }
template <class S1, class D1, class S2, class D2, class E>
VM_INLINE Flow move2(E& e, S1 s1, D1 d1, S2 s2, D2 d2) {
  e[d1] = e[s1];
  e[d2] = e[s2];
  return Flow::next;
}
template <class E>
VM_INLINE Flow move2_x_x_x_x(E& e, XReg a, XReg b, XReg c, XReg d) { return move2(e, a, b, c, d); }
template <class E>
VM_INLINE Flow move2_x_y_x_y(E& e, XReg a, YReg b, XReg c, YReg d) { return move2(e, a, b, c, d); }
template <class E>
VM_INLINE Flow move2_y_x_y_x(E& e, YReg a, XReg b, YReg c, XReg d) { return move2(e, a, b, c, d); }
template <class E>
VM_INLINE Flow move3_x_x(E& e, XReg a, XReg b, XReg c, XReg d, XReg s, XReg t) {
  move2(e, a, b, c, d);
  e[t] = e[s];
  return Flow::next;
}
template <class E>
VM_INLINE Flow move3_y_x(E& e, YReg a, XReg b, YReg c, XReg d, YReg s, XReg t) {
  move2(e, a, b, c, d);
  e[t] = e[s];
  return Flow::next;
}
template <class E>
VM_INLINE Flow move3_x_y(E& e, XReg a, YReg b, XReg c, YReg d, XReg s, YReg t) {
  move2(e, a, b, c, d);
  e[t] = e[s];
  return Flow::next;
}
template <class E>
VM_INLINE Flow swap(E& e, DReg a, DReg b) {
  const Term t = e.get(a);
  e.set(a, e.get(b));
  e.set(b, t);
  return Flow::next;
}
template <class E>
VM_INLINE Flow init_yregs(E& e, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    e.sp[static_cast<std::uint16_t>(e.ip[i / 4] >> (i % 4 * 16))] = Term::nil().word();
  }
  e.ip += (count + 3) / 4;
  return Flow::next;
}
template <class E>
VM_INLINE Flow init_y(E& e, YReg y) { e[y] = Term::nil(); return Flow::next; }

template <class E>
VM_INLINE Flow allocate(E& e, std::uint32_t words, std::uint32_t live) {
  if (!e.has_room(words)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.collect_now(words, live);
  }
  e.sp -= words;
  return Flow::next;
}
template <class E>
VM_INLINE Flow allocate_heap(E& e, std::uint32_t words, std::uint32_t live, std::uint32_t heap_words) {
  if (!e.has_room(words + heap_words)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.collect_now(words + heap_words, live);
  }
  e.sp -= words;
  return Flow::next;
}
template <class E>
VM_INLINE Flow allocate_move_x_y(E& e, std::uint32_t words, std::uint32_t live, XReg s, YReg d) {
  if (!e.has_room(words)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.collect_now(words, live);
  }
  e.sp -= words;
  e[d] = e[s];
  return Flow::next;
}
template <class E>
VM_INLINE Flow test_heap(E& e, std::uint32_t live, std::uint32_t words) {
  if (!e.has_room(words)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.collect_now(words, live);
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow trim(E& e, std::uint32_t words) { e.sp += words; return Flow::next; }
template <class E>
VM_INLINE Flow deallocate(E& e, std::uint32_t words) { e.sp += words; return Flow::next; }
template <class E>
VM_INLINE Flow return_(E& e) { return e.pop_return(); }
template <class E>
VM_INLINE Flow deallocate_return(E& e, std::uint32_t words) {
  e.sp += words;
  return e.pop_return();
}
template <class E>
VM_INLINE Flow move_return_x(E& e, XReg s) { e.x[0] = e[s]; return e.pop_return(); }
template <class E>
VM_INLINE Flow move_return_c(E& e, Term c) { e.x[0] = c; return e.pop_return(); }
template <class E>
VM_INLINE Flow move_deallocate_return_y(E& e, YReg s, std::uint32_t words) {
  e.x[0] = e[s];
  e.sp += words;
  return e.pop_return();
}
template <class E>
VM_INLINE Flow jump(E& e, LabelRef to) { e.ip = to.target(); return Flow::next; }

}  // namespace rt::ops
