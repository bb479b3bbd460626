// SPDX-License-Identifier: Apache-2.0
// Handlers: type tests, comparisons, selection. A failing test goes to its label.
#pragma once

#include <algorithm>

#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow is_nil_x(E& e, XReg s, LabelRef f) { return e.jump_if_not(e[s].is_nil(), f); }
template <class E>
VM_INLINE Flow is_nil(E& e, Src s, LabelRef f) { return e.jump_if_not(e.get(s).is_nil(), f); }
template <class E>
VM_INLINE Flow is_nonempty_list_x(E& e, XReg s, LabelRef f) { return e.jump_if_not(e[s].is_cons(), f); }
template <class E>
VM_INLINE Flow is_nonempty_list_y(E& e, YReg s, LabelRef f) { return e.jump_if_not(e[s].is_cons(), f); }
template <class E>
VM_INLINE Flow is_nonempty_list(E& e, Src s, LabelRef f) { return e.jump_if_not(e.get(s).is_cons(), f); }
template <class E>
VM_INLINE Flow is_list(E& e, Src s, LabelRef f) { return e.jump_if_not(e.get(s).is_list(), f); }
template <class E>
VM_INLINE Flow is_atom(E& e, Src s, LabelRef f) { return e.jump_if_not(e.get(s).is_atom(), f); }
template <class E>
VM_INLINE Flow is_boolean(E& e, Src s, LabelRef f) {
  const Term t = e.get(s);
  return e.jump_if_not(t == atoms::true_ || t == atoms::false_, f);
}
template <class E>
VM_INLINE Flow is_integer_x(E& e, XReg s, LabelRef f) { return e.jump_if_not(rt::is_integer(e[s]), f); }
template <class E>
VM_INLINE Flow is_integer(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_integer(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_float(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_float(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_number(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_number(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_pid(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_pid(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_reference(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_reference(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_port(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_port(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_binary_x(E& e, XReg s, LabelRef f) { return e.jump_if_not(rt::is_binary(e[s]), f); }
template <class E>
VM_INLINE Flow is_binary(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_binary(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_bitstr(E& e, Src s, LabelRef f) {  // true of a match context, too
  const Term t = e.get(s);
  return e.jump_if_not(rt::is_bitstring(t) || is_boxed_kind(t, Kind::match_context), f);
}
template <class E>
VM_INLINE Flow is_function(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_fun(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_function2(E& e, Src s, Src arity, LabelRef f) {
  return e.jump_if_not(slow::is_function_of_arity(e.get(s), e.get(arity)), f);
}
template <class E>
VM_INLINE Flow is_map(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_map(e.get(s)), f); }
template <class E>
VM_INLINE Flow is_tuple_x(E& e, XReg s, LabelRef f) { return e.jump_if_not(rt::is_tuple(e[s]), f); }
template <class E>
VM_INLINE Flow is_tuple(E& e, Src s, LabelRef f) { return e.jump_if_not(rt::is_tuple(e.get(s)), f); }
template <class E>
VM_INLINE Flow test_arity_x(E& e, XReg s, LabelRef f, std::uint32_t arity) {
  return e.jump_if_not(tuple_arity(e[s]) == arity, f);
}
template <class E>
VM_INLINE Flow test_arity(E& e, Src s, LabelRef f, std::uint32_t arity) {
  return e.jump_if_not(tuple_arity(e.get(s)) == arity, f);
}
template <class E>
VM_INLINE Flow is_tuple_of_arity_x(E& e, XReg s, LabelRef f, std::uint32_t arity) {
  return e.jump_if_not(rt::is_tuple(e[s], arity), f);
}
template <class E>
VM_INLINE Flow is_tuple_of_arity_y(E& e, YReg s, LabelRef f, std::uint32_t arity) {
  return e.jump_if_not(rt::is_tuple(e[s], arity), f);
}
template <class E>
VM_INLINE Flow is_tagged_tuple_x(E& e, XReg s, LabelRef f, Word header, Term tag) {
  const Term t = e[s];
  return e.jump_if_not(t.is_boxed() && header_of(t) == header && tuple_element(t, 0) == tag, f);
}
template <class E>
VM_INLINE Flow is_tagged_tuple(E& e, Src s, LabelRef f, Word header, Term tag) {
  const Term t = e.get(s);
  return e.jump_if_not(t.is_boxed() && header_of(t) == header && tuple_element(t, 0) == tag, f);
}

template <class E>
VM_INLINE Flow is_eq_exact_x_i(E& e, XReg s, LabelRef f, Term c) { return e.jump_if_not(e[s] == c, f); }
template <class E>
VM_INLINE Flow is_eq_exact_y_i(E& e, YReg s, LabelRef f, Term c) { return e.jump_if_not(e[s] == c, f); }
template <class E>
VM_INLINE Flow is_ne_exact_x_i(E& e, XReg s, LabelRef f, Term c) { return e.jump_if_not(!(e[s] == c), f); }
template <class E>
VM_INLINE Flow is_ne_exact_y_i(E& e, YReg s, LabelRef f, Term c) { return e.jump_if_not(!(e[s] == c), f); }
VM_INLINE bool same(Term a, Term b) {
  if (a == b) return true;
  if (a.is_immediate() || b.is_immediate()) return false;
  return exact_equal(a, b);
}
// `=:=` decided here unless both are pointers.
template <class E>
VM_INLINE Flow jump_unless_same(E& e, Term a, Term b, bool wanted, LabelRef f) {
  if (a == b) return e.jump_if_not(wanted, f);
  if (a.is_immediate() || b.is_immediate()) return e.jump_if_not(!wanted, f);
  VM_SLOW_FROM_HERE(E);
  return e.jump_if_not(exact_equal(a, b) == wanted, f);
}
template <class E>
VM_INLINE Flow is_eq_exact_x_x(E& e, XReg a, XReg b, LabelRef f) { return jump_unless_same(e, e[a], e[b], true, f); }
template <class E>
VM_INLINE Flow is_ne_exact_x_x(E& e, XReg a, XReg b, LabelRef f) { return jump_unless_same(e, e[a], e[b], false, f); }
template <class E>
VM_INLINE Flow is_eq_exact(E& e, Src a, Src b, LabelRef f) { return jump_unless_same(e, e.get(a), e.get(b), true, f); }
template <class E>
VM_INLINE Flow is_ne_exact(E& e, Src a, Src b, LabelRef f) { return jump_unless_same(e, e.get(a), e.get(b), false, f); }
template <class E>
VM_INLINE Flow jump_unless_equal(E& e, Term a, Term b, bool wanted, LabelRef f) {
  if (Term::both_small(a, b)) return e.jump_if_not((a == b) == wanted, f);
  VM_SLOW_FROM_HERE(E);
  return e.jump_if_not(equal(e.p->vm().atoms, a, b) == wanted, f);
}
template <class E>
VM_INLINE Flow is_eq(E& e, Src a, Src b, LabelRef f) { return jump_unless_equal(e, e.get(a), e.get(b), true, f); }
template <class E>
VM_INLINE Flow is_ne(E& e, Src a, Src b, LabelRef f) { return jump_unless_equal(e, e.get(a), e.get(b), false, f); }
// a < b is `wanted`, or jump.
template <class E>
VM_INLINE Flow jump_unless_less(E& e, Term a, Term b, bool wanted, LabelRef f) {
  if (Term::both_small(a, b)) [[likely]] {
    return e.jump_if_not((static_cast<std::int64_t>(a.word()) < static_cast<std::int64_t>(b.word())) == wanted, f);
  }
  if (a.is_tagged_float() && b.is_tagged_float()) {
    return e.jump_if_not((a.tagged_float_value() < b.tagged_float_value()) == wanted, f);
  }
  VM_SLOW_FROM_HERE(E);
  return e.jump_if_not((compare(e.p->vm().atoms, a, b) < 0) == wanted, f);
}
// The same where one of both is a constant small, so only the other one needs a look.
template <class E>
VM_INLINE Flow jump_unless_small_less(E& e, Term a, Term b, Term variable, bool wanted, LabelRef f) {
  if (variable.is_small()) [[likely]] {
    return e.jump_if_not((static_cast<std::int64_t>(a.word()) < static_cast<std::int64_t>(b.word())) == wanted, f);
  }
  VM_SLOW_FROM_HERE(E);
  return e.jump_if_not((compare(e.p->vm().atoms, a, b) < 0) == wanted, f);
}
template <class E>
VM_INLINE Flow is_lt_x_x(E& e, XReg a, XReg b, LabelRef f) { return jump_unless_less(e, e[a], e[b], true, f); }
template <class E>
VM_INLINE Flow is_lt_x_c(E& e, XReg a, LabelRef f, Term c) { return jump_unless_small_less(e, e[a], c, e[a], true, f); }
template <class E>
VM_INLINE Flow is_lt_c_x(E& e, XReg b, LabelRef f, Term c) { return jump_unless_small_less(e, c, e[b], e[b], true, f); }
template <class E>
VM_INLINE Flow is_lt(E& e, Src a, Src b, LabelRef f) { return jump_unless_less(e, e.get(a), e.get(b), true, f); }
template <class E>
VM_INLINE Flow is_ge_x_x(E& e, XReg a, XReg b, LabelRef f) { return jump_unless_less(e, e[a], e[b], false, f); }
template <class E>
VM_INLINE Flow is_ge_x_c(E& e, XReg a, LabelRef f, Term c) { return jump_unless_small_less(e, e[a], c, e[a], false, f); }
template <class E>
VM_INLINE Flow is_ge_c_x(E& e, XReg b, LabelRef f, Term c) { return jump_unless_small_less(e, c, e[b], e[b], false, f); }
template <class E>
VM_INLINE Flow is_ge(E& e, Src a, Src b, LabelRef f) { return jump_unless_less(e, e.get(a), e.get(b), false, f); }

// --- selection. `at` is the instruction itself: all labels are relative to it.
VM_INLINE std::int32_t packed_label(const Word* labels, std::size_t i) {
  return static_cast<std::int32_t>(labels[i / 2] >> (i % 2 * 32));
}
template <class E>
VM_INLINE Flow select_2_x(E& e, XReg s, LabelRef f, LabelRef la, LabelRef lb, Term a, Term b) {
  const Term t = e[s];
  e.ip = (t == a ? la : t == b ? lb : f).target();
  return Flow::next;
}
template <class E>
VM_INLINE Flow select_3_x(E& e, XReg s, LabelRef f, LabelRef la, LabelRef lb, LabelRef lc, Term a, Term b, Term c) {
  const Term t = e[s];
  e.ip = (t == a ? la : t == b ? lb : t == c ? lc : f).target();
  return Flow::next;
}
template <class E>
VM_INLINE Flow select_linear_of(E& e, Term t, LabelRef f, std::uint32_t count) {
  const Word* values = e.ip;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (values[i] == t.word()) {
      e.ip = f.at + packed_label(values + count, i);
      return Flow::next;
    }
  }
  e.ip = f.target();
  return Flow::next;
}
template <class E>
VM_INLINE Flow select_linear_x(E& e, XReg s, LabelRef f, std::uint32_t count) {
  return select_linear_of(e, e[s], f, count);
}
template <class E>
VM_INLINE Flow select_linear(E& e, Src s, LabelRef f, std::uint32_t count) {
  return select_linear_of(e, e.get(s), f, count);
}
template <class E>
VM_INLINE Flow select_binary(E& e, Src s, LabelRef f, std::uint32_t count) {
  const Word* values = e.ip;
  const Word wanted = e.get(s).word();
  const Word* found = std::lower_bound(values, values + count, wanted);
  if (found != values + count && *found == wanted) {
    e.ip = f.at + packed_label(values + count, static_cast<std::size_t>(found - values));
  } else {
    e.ip = f.target();
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow select_table(E& e, Src s, LabelRef f, std::uint32_t count, Word lowest) {
  const Term t = e.get(s);
  const Word index = (t.word() - lowest) >> 3;
  if (t.is_small() && index < count) {
    e.ip = f.at + packed_label(e.ip, index);
  } else {
    e.ip = f.target();
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow select_other(E& e, Src s, LabelRef f, std::uint32_t count) {
  VM_SLOW_FROM_HERE(E);
  const Term t = e.get(s);
  const Word* values = e.ip;
  e.ip = f.target();
  for (std::uint32_t i = 0; i < count; ++i) {
    if (exact_equal(t, Term::from_word(values[i]))) {
      e.ip = f.at + packed_label(values + count, i);
      break;
    }
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow select_tuple_arity(E& e, Src s, LabelRef f, std::uint32_t count) {
  const Term t = e.get(s);
  if (!t.is_boxed()) {
    e.ip = f.target();
    return Flow::next;
  }
  return select_linear_of(e, Term::from_word(header_of(t)), f, count);
}

}  // namespace rt::ops
