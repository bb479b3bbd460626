// SPDX-License-Identifier: Apache-2.0
// Handlers: guard functions. Those that every program calls have their own instructions, the others call their native.
#pragma once

#include "runtime/bifs/bif.hpp"
#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/term/binary.hpp"

namespace rt::ops {

// The operand before the natives is the Export (for the stack trace).
template <class E>
VM_INLINE Flow guard_result(E& e, Raw callee, const Term* arguments, Term result, DReg d, std::uint32_t live,
                            LabelRef f) {
  e.load();
  if (!result) [[unlikely]] {
    if (!f.is_none()) {
      e.ip = f.target();
      return Flow::next;
    }
    slow::blame_native(*e.p, callee.as<const Export>(), arguments);
    e.load();
    return Flow::raise;
  }
  if (live != kNoCollection && e.p->heap.wants_collection()) [[unlikely]] {
    e.x[live] = result;
    e.collect_now(0, live + 1);
    result = e.x[live];
  }
  e.set(d, result);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bif0(E& e, Raw callee, Raw fn, DReg d) {
  (void)callee;
  e.save();
  const Term result = fn.function<BifFunction>()(*e.p, nullptr);
  e.load();
  if (!result) [[unlikely]] return Flow::raise;
  e.set(d, result);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bif1(E& e, Raw callee, Raw fn, Src a, DReg d, std::uint32_t live, LabelRef f) {
  const Term arguments[1] = {e.get(a)};
  e.save();
  return guard_result(e, callee, arguments, fn.function<BifFunction>()(*e.p, arguments), d, live, f);
}
template <class E>
VM_INLINE Flow bif2(E& e, Raw callee, Raw fn, Src a, Src b, DReg d, std::uint32_t live, LabelRef f) {
  const Term arguments[2] = {e.get(a), e.get(b)};
  e.save();
  return guard_result(e, callee, arguments, fn.function<BifFunction>()(*e.p, arguments), d, live, f);
}
template <class E>
VM_INLINE Flow bif3(E& e, Raw callee, Raw fn, Src a, Src b, Src c, DReg d, std::uint32_t live, LabelRef f) {
  const Term arguments[3] = {e.get(a), e.get(b), e.get(c)};
  e.save();
  return guard_result(e, callee, arguments, fn.function<BifFunction>()(*e.p, arguments), d, live, f);
}
template <class E>
VM_INLINE Flow self(E& e, DReg d) { e.set(d, e.p->pid); return Flow::next; }
// The instruction's native, for what the fast path does not do (mostly: raise).
template <std::size_t N, class E>
VM_INLINE Flow guard_slow(E& e, Raw callee, const Term (&arguments)[N], DReg d, LabelRef f) {
  VM_SLOW_FROM_HERE(E);
  e.save();
  const Term result = callee.as<const Export>()->bif->function(*e.p, arguments);
  e.load();
  if (!result) [[unlikely]] {
    if (!f.is_none()) {
      e.ip = f.target();
      return Flow::next;
    }
    slow::blame_native(*e.p, callee.as<const Export>(), arguments);
    e.load();
    return Flow::raise;
  }
  e.set(d, result);
  return Flow::next;
}
template <class E>
VM_INLINE Flow element(E& e, Src index, Src tuple, DReg d, LabelRef f, Raw callee) {
  const Term i = e.get(index), t = e.get(tuple);
  if (i.is_small() && rt::is_tuple(t)) [[likely]] {
    const auto n = static_cast<std::uint64_t>(i.small_value());
    if (n - 1 < tuple_arity(t)) [[likely]] {
      e.set(d, Term::from_word(t.boxed_ptr()[n]));
      return Flow::next;
    }
  }
  const Term arguments[2] = {i, t};
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow element_at(E& e, Term t, std::uint32_t n, DReg d, LabelRef f, Raw callee) {
  if (rt::is_tuple(t) && n - 1 < tuple_arity(t)) [[likely]] {
    e.set(d, Term::from_word(t.boxed_ptr()[n]));
    return Flow::next;
  }
  const Term arguments[2] = {Term::small(n), t};
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow element_x(E& e, XReg tuple, std::uint32_t n, DReg d, LabelRef f, Raw callee) {
  return element_at(e, e[tuple], n, d, f, callee);
}
template <class E>
VM_INLINE Flow element_y(E& e, YReg tuple, std::uint32_t n, DReg d, LabelRef f, Raw callee) {
  return element_at(e, e[tuple], n, d, f, callee);
}
template <class E>
VM_INLINE Flow to_float(E& e, Src s, DReg d, std::uint32_t live, LabelRef f, Raw callee) {
  const Term arguments[1] = {e.get(s)};
  const Term t = arguments[0];
  if (t.is_small() && t.small_value() != 0) [[likely]] {  // 0 aside, a small is in the range of tagged floats
    e.set(d, Term::tagged_float(static_cast<double>(t.small_value())));
    return Flow::next;
  }
  if (t.is_tagged_float()) {
    e.set(d, t);
    return Flow::next;
  }
  VM_SLOW_FROM_HERE(E);
  e.save();
  return guard_result(e, callee, arguments, callee.as<const Export>()->bif->function(*e.p, arguments), d, live, f);
}
template <class E>
VM_INLINE Flow hd(E& e, Src s, DReg d, LabelRef f, Raw callee) {
  const Term arguments[1] = {e.get(s)};
  if (arguments[0].is_cons()) [[likely]] {
    e.set(d, arguments[0].head());
    return Flow::next;
  }
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow tl(E& e, Src s, DReg d, LabelRef f, Raw callee) {
  const Term arguments[1] = {e.get(s)};
  if (arguments[0].is_cons()) [[likely]] {
    e.set(d, arguments[0].tail());
    return Flow::next;
  }
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow tuple_size(E& e, Src s, DReg d, LabelRef f, Raw callee) {
  const Term arguments[1] = {e.get(s)};
  if (rt::is_tuple(arguments[0])) [[likely]] {
    e.set(d, Term::small(static_cast<std::int64_t>(tuple_arity(arguments[0]))));
    return Flow::next;
  }
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow bits_of(E& e, Src s, std::size_t per_unit, DReg d, LabelRef f, Raw callee) {
  const Term arguments[1] = {e.get(s)};
  const Term t = arguments[0];
  if (rt::is_bitstring(t) || rt::is_match_context(t)) [[likely]] {
    e.set(d, Term::small(static_cast<std::int64_t>((rt::bit_size(t) + per_unit - 1) / per_unit)));
    return Flow::next;
  }
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow byte_size(E& e, Src s, DReg d, LabelRef f, Raw callee) { return bits_of(e, s, 8, d, f, callee); }
template <class E>
VM_INLINE Flow bit_size(E& e, Src s, DReg d, LabelRef f, Raw callee) { return bits_of(e, s, 1, d, f, callee); }
template <class E>
VM_INLINE Flow map_get(E& e, Src key, Src map, DReg d, LabelRef f, Raw callee) {
  const Term arguments[2] = {e.get(key), e.get(map)};
  if (rt::is_map(arguments[1])) [[likely]] {
    const Term value = slow::map_find(arguments[1], arguments[0]);
    if (value) [[likely]] {
      e.set(d, value);
      return Flow::next;
    }
  }
  return guard_slow(e, callee, arguments, d, f);
}
template <class E>
VM_INLINE Flow set_boolean(E& e, DReg d, bool value) {
  e.set(d, boolean(value));
  return Flow::next;
}
template <class E>
VM_INLINE Flow set_same(E& e, Term a, Term b, DReg d, bool wanted) {
  if (a == b) return set_boolean(e, d, wanted);
  if (a.is_immediate() || b.is_immediate()) return set_boolean(e, d, !wanted);
  VM_SLOW_FROM_HERE(E);
  return set_boolean(e, d, exact_equal(a, b) == wanted);
}
template <class E>
VM_INLINE Flow set_less(E& e, Term a, Term b, DReg d, bool wanted) {
  if (Term::both_small(a, b)) [[likely]] {
    return set_boolean(e, d, (static_cast<std::int64_t>(a.word()) < static_cast<std::int64_t>(b.word())) == wanted);
  }
  VM_SLOW_FROM_HERE(E);
  return set_boolean(e, d, (compare(e.p->vm().atoms, a, b) < 0) == wanted);
}
template <class E>
VM_INLINE Flow bif_eq_exact(E& e, Src a, Src b, DReg d) { return set_same(e, e.get(a), e.get(b), d, true); }
template <class E>
VM_INLINE Flow bif_ne_exact(E& e, Src a, Src b, DReg d) { return set_same(e, e.get(a), e.get(b), d, false); }
template <class E>
VM_INLINE Flow bif_lt(E& e, Src a, Src b, DReg d) { return set_less(e, e.get(a), e.get(b), d, true); }
template <class E>
VM_INLINE Flow bif_ge(E& e, Src a, Src b, DReg d) { return set_less(e, e.get(a), e.get(b), d, false); }
template <class E>
VM_INLINE Flow bif_gt(E& e, Src a, Src b, DReg d) { return set_less(e, e.get(b), e.get(a), d, true); }
template <class E>
VM_INLINE Flow bif_le(E& e, Src a, Src b, DReg d) { return set_less(e, e.get(b), e.get(a), d, false); }

}  // namespace rt::ops
