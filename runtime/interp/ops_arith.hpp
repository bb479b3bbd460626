// SPDX-License-Identifier: Apache-2.0
// Handlers: integer and float arithmetic, guard functions. Fast paths for smalls and self-tagged floats are here, the
// rest is ops/arith. A failing operation goes to its label, or raises when that is none.
#pragma once

#include "runtime/bifs/bif.hpp"
#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/ops/arith.hpp"

namespace rt::ops {

// Stores the result of something that may have raised or built fragments.
template <class E>
VM_INLINE Flow finish(E& e, Term result, DReg d, std::uint32_t live, LabelRef f) {
  e.load();
  if (!result) [[unlikely]] {
    if (f.is_none()) return Flow::raise;
    e.ip = f.target();
    return Flow::next;
  }
  if (live != kNoCollection && e.p->heap.wants_collection()) [[unlikely]] {
    e.x[live] = result;
    e.collect_now(0, live + 1);
    result = e.x[live];
  }
  e.set(d, result);
  return Flow::next;
}

using SlowArith = Term (*)(Process&, Term, Term);
// The operator's name is what a stack trace shows: {erlang,'+',[A,B],_}.
template <SlowArith F, atoms::Index Name, class E>
VM_INLINE Flow slow_arith(E& e, Term a, Term b, DReg d, std::uint32_t live, LabelRef f) {
  VM_SLOW_FROM_HERE(E);
  e.save();
  const Term result = F(*e.p, a, b);
  if (!result && f.is_none()) slow::blame_operator(*e.p, Term::atom(static_cast<std::uint32_t>(Name)), a, b);
  return finish(e, result, d, live, f);
}
using SlowUnary = Term (*)(Process&, Term);
template <SlowUnary F, atoms::Index Name, class E>
VM_INLINE Flow slow_unary(E& e, Term a, DReg d, std::uint32_t live, LabelRef f) {
  VM_SLOW_FROM_HERE(E);
  e.save();
  const Term result = F(*e.p, a);
  if (!result && f.is_none()) slow::blame_operator(*e.p, Term::atom(static_cast<std::uint32_t>(Name)), a, Term::none());
  return finish(e, result, d, live, f);
}

VM_INLINE bool both_tagged_floats(Term a, Term b) { return a.is_tagged_float() && b.is_tagged_float(); }

template <class E>
VM_INLINE Flow add_of(E& e, Term a, Term b, DReg d, std::uint32_t live, LabelRef f) {
  if (Term::both_small(a, b)) [[likely]] {
    std::int64_t sum;
    if (!__builtin_add_overflow(static_cast<std::int64_t>(a.word()), static_cast<std::int64_t>(b.word()), &sum))
        [[likely]] {
      e.set(d, Term::from_word(static_cast<Word>(sum)));
      return Flow::next;
    }
  } else if (both_tagged_floats(a, b)) {
    const double sum = a.tagged_float_value() + b.tagged_float_value();
    if (Term::fits_tagged_float(sum)) [[likely]] {
      e.set(d, Term::tagged_float(sum));
      return Flow::next;
    }
  }
  return slow_arith<&rt::add, atoms::Index::plus_sign>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow sub_of(E& e, Term a, Term b, DReg d, std::uint32_t live, LabelRef f) {
  if (Term::both_small(a, b)) [[likely]] {
    std::int64_t difference;
    if (!__builtin_sub_overflow(static_cast<std::int64_t>(a.word()), static_cast<std::int64_t>(b.word()), &difference))
        [[likely]] {
      e.set(d, Term::from_word(static_cast<Word>(difference)));
      return Flow::next;
    }
  } else if (both_tagged_floats(a, b)) {
    const double difference = a.tagged_float_value() - b.tagged_float_value();
    if (Term::fits_tagged_float(difference)) [[likely]] {
      e.set(d, Term::tagged_float(difference));
      return Flow::next;
    }
  }
  return slow_arith<&rt::subtract, atoms::Index::minus_sign>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow mul_of(E& e, Term a, Term b, DReg d, std::uint32_t live, LabelRef f) {
  if (Term::both_small(a, b)) [[likely]] {
    std::int64_t product;
    if (!__builtin_mul_overflow(a.small_value(), static_cast<std::int64_t>(b.word()), &product)) [[likely]] {
      e.set(d, Term::from_word(static_cast<Word>(product)));
      return Flow::next;
    }
  } else if (both_tagged_floats(a, b)) {
    const double product = a.tagged_float_value() * b.tagged_float_value();
    if (Term::fits_tagged_float(product)) [[likely]] {
      e.set(d, Term::tagged_float(product));
      return Flow::next;
    }
  }
  return slow_arith<&rt::multiply, atoms::Index::times_sign>(e, a, b, d, live, f);
}

template <class E>
VM_INLINE Flow add_x_x(E& e, XReg a, XReg b, DReg d, std::uint32_t live, LabelRef f) {
  return add_of(e, e[a], e[b], d, live, f);
}
template <class E>
VM_INLINE Flow add_x_y(E& e, XReg a, YReg b, DReg d, std::uint32_t live, LabelRef f) {
  return add_of(e, e[a], e[b], d, live, f);
}
template <class E>
VM_INLINE Flow add_y_x(E& e, YReg a, XReg b, DReg d, std::uint32_t live, LabelRef f) {
  return add_of(e, e[a], e[b], d, live, f);
}
// The constant is a small: one tag test less.
template <class Operate, class E>
VM_INLINE bool small_with_constant(E& e, Term a, Term c, DReg d, Operate operate) {
  std::int64_t result;
  if (a.is_small() && !operate(static_cast<std::int64_t>(a.word()), static_cast<std::int64_t>(c.word()), &result))
      [[likely]] {
    e.set(d, Term::from_word(static_cast<Word>(result)));
    return true;
  }
  return false;
}
VM_INLINE bool add_overflows(std::int64_t a, std::int64_t b, std::int64_t* r) { return __builtin_add_overflow(a, b, r); }
VM_INLINE bool sub_overflows(std::int64_t a, std::int64_t b, std::int64_t* r) { return __builtin_sub_overflow(a, b, r); }
template <class E>
VM_INLINE Flow add_x_c(E& e, XReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (small_with_constant(e, e[a], c, d, add_overflows)) [[likely]] return Flow::next;
  return slow_arith<&rt::add, atoms::Index::plus_sign>(e, e[a], c, d, live, f);
}
template <class E>
VM_INLINE Flow add_x_c_swapped(E& e, XReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (small_with_constant(e, e[a], c, d, add_overflows)) [[likely]] return Flow::next;
  return slow_arith<&rt::add, atoms::Index::plus_sign>(e, c, e[a], d, live, f);
}
template <class E>
VM_INLINE Flow sub_x_c(E& e, XReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (small_with_constant(e, e[a], c, d, sub_overflows)) [[likely]] return Flow::next;
  return slow_arith<&rt::subtract, atoms::Index::minus_sign>(e, e[a], c, d, live, f);
}
template <class E>
VM_INLINE Flow sub_y_c(E& e, YReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (small_with_constant(e, e[a], c, d, sub_overflows)) [[likely]] return Flow::next;
  return slow_arith<&rt::subtract, atoms::Index::minus_sign>(e, e[a], c, d, live, f);
}
template <class E>
VM_INLINE Flow add(E& e, Src a, Src b, DReg d, std::uint32_t live, LabelRef f) {
  return add_of(e, e.get(a), e.get(b), d, live, f);
}
template <class E>
VM_INLINE Flow sub_x_x(E& e, XReg a, XReg b, DReg d, std::uint32_t live, LabelRef f) {
  return sub_of(e, e[a], e[b], d, live, f);
}
template <class E>
VM_INLINE Flow sub(E& e, Src a, Src b, DReg d, std::uint32_t live, LabelRef f) {
  return sub_of(e, e.get(a), e.get(b), d, live, f);
}
template <class E>
VM_INLINE Flow mul_x_x(E& e, XReg a, XReg b, DReg d, std::uint32_t live, LabelRef f) {
  return mul_of(e, e[a], e[b], d, live, f);
}
template <class E>
VM_INLINE Flow mul(E& e, Src a, Src b, DReg d, std::uint32_t live, LabelRef f) {
  return mul_of(e, e.get(a), e.get(b), d, live, f);
}
// -1 is left to the slow path: the smallest small by -1 is no small.
VM_INLINE bool divides_fast(Term a, Term b) { return Term::both_small(a, b) && b.word() != 0 && b.small_value() != -1; }
template <class E>
VM_INLINE Flow int_div(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (divides_fast(a, b)) [[likely]] {
    e.set(d, Term::small(a.small_value() / b.small_value()));
    return Flow::next;
  }
  return slow_arith<&rt::int_div, atoms::Index::div_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow int_rem(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (divides_fast(a, b)) [[likely]] {
    e.set(d, Term::small(a.small_value() % b.small_value()));
    return Flow::next;
  }
  return slow_arith<&rt::int_rem, atoms::Index::rem_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow int_div_x_c(E& e, XReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (e[a].is_small()) [[likely]] {
    e.set(d, Term::small(e[a].small_value() / c.small_value()));
    return Flow::next;
  }
  return slow_arith<&rt::int_div, atoms::Index::div_>(e, e[a], c, d, live, f);
}
template <class E>
VM_INLINE Flow int_rem_x_c(E& e, XReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (e[a].is_small()) [[likely]] {
    e.set(d, Term::small(e[a].small_value() % c.small_value()));
    return Flow::next;
  }
  return slow_arith<&rt::int_rem, atoms::Index::rem_>(e, e[a], c, d, live, f);
}
template <class E>
VM_INLINE Flow divide(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (both_tagged_floats(a, b)) {
    const double quotient = a.tagged_float_value() / b.tagged_float_value();
    if (Term::fits_tagged_float(quotient)) [[likely]] {
      e.set(d, Term::tagged_float(quotient));
      return Flow::next;
    }
  }
  return slow_arith<&rt::divide, atoms::Index::slash_sign>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow negate(E& e, Src s, DReg d, std::uint32_t live, LabelRef f) {
  return slow_unary<&rt::negate, atoms::Index::minus_sign>(e, e.get(s), d, live, f);
}
template <class E>
VM_INLINE Flow band_x_c(E& e, XReg a, DReg d, std::uint32_t live, LabelRef f, Term c) {
  if (e[a].is_small()) [[likely]] {
    e.set(d, Term::from_word(e[a].word() & c.word()));
    return Flow::next;
  }
  return slow_arith<&rt::band, atoms::Index::band_>(e, e[a], c, d, live, f);
}
template <class E>
VM_INLINE Flow band(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (Term::both_small(a, b)) [[likely]] {
    e.set(d, Term::from_word(a.word() & b.word()));
    return Flow::next;
  }
  return slow_arith<&rt::band, atoms::Index::band_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow bor(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (Term::both_small(a, b)) [[likely]] {
    e.set(d, Term::from_word(a.word() | b.word()));
    return Flow::next;
  }
  return slow_arith<&rt::bor, atoms::Index::bor_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow bxor(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (Term::both_small(a, b)) [[likely]] {
    e.set(d, Term::from_word(a.word() ^ b.word()));
    return Flow::next;
  }
  return slow_arith<&rt::bxor, atoms::Index::bxor_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow bsl(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (Term::both_small(a, b) && b.small_value() >= 0 && b.small_value() < 60) [[likely]] {
    const std::int64_t v = a.small_value();
    const auto shift = static_cast<unsigned>(b.small_value());
    const auto shifted = static_cast<std::int64_t>(static_cast<Word>(v) << shift);
    if (shifted >> shift == v && Term::fits_small(shifted)) [[likely]] {
      e.set(d, Term::small(shifted));
      return Flow::next;
    }
  }
  return slow_arith<&rt::bsl, atoms::Index::bsl_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow bsr(E& e, Src sa, Src sb, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(sa), b = e.get(sb);
  if (Term::both_small(a, b) && b.small_value() >= 0) [[likely]] {
    const auto shift = b.small_value() < 63 ? static_cast<unsigned>(b.small_value()) : 63u;
    e.set(d, Term::small(a.small_value() >> shift));
    return Flow::next;
  }
  return slow_arith<&rt::bsr, atoms::Index::bsr_>(e, a, b, d, live, f);
}
template <class E>
VM_INLINE Flow bnot(E& e, Src s, DReg d, std::uint32_t live, LabelRef f) {
  const Term a = e.get(s);
  if (a.is_small()) [[likely]] {
    e.set(d, Term::small(~a.small_value()));
    return Flow::next;
  }
  return slow_unary<&rt::bnot, atoms::Index::bnot_>(e, a, d, live, f);
}

// --- guard functions. The operand before the natives is the Export (for the stack trace).
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

// --- float registers hold raw doubles
template <class E>
VM_INLINE Flow fconv(E& e, Src s, FReg d) {
  const Term t = e.get(s);
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
VM_INLINE Flow fmove_s_f(E& e, Src s, FReg d) { e.f[d.index] = float_value(e.get(s)); return Flow::next; }
template <class E>
VM_INLINE Flow fmove_f_d(E& e, FReg s, DReg d) {
  const double v = e.f[s.index];
  if (Term::fits_tagged_float(v)) [[likely]] {
    e.set(d, Term::tagged_float(v));
    return Flow::next;
  }
  if (v == 0) {
    e.set(d, Term::zero_float(std::bit_cast<Word>(v) != 0));
    return Flow::next;
  }
  Word* boxed = e.htop;  // test_heap counted two words
  boxed[0] = make_header(Kind::boxed_float, 1);
  boxed[1] = std::bit_cast<Word>(v);
  e.htop += 2;
  e.set(d, Term::boxed(boxed));
  return Flow::next;
}
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
