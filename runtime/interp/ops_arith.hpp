// SPDX-License-Identifier: Apache-2.0
// Handlers: arithmetic. Fast paths for smalls and self-tagged floats are here, the rest is ops/arith. A failing
// operation goes to its label, or raises when that is none.
#pragma once

#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"
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

}  // namespace rt::ops
