// SPDX-License-Identifier: Apache-2.0
// Native code: type tests, comparisons, selection. As ops_test.hpp.
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

void Emitter::is_nil_x(XReg s, LabelRef f) { test_same(of(s), Term::nil(), true, f); }
void Emitter::is_nil(Src s, LabelRef f) { test_same(of(s), Term::nil(), true, f); }
void Emitter::is_nonempty_list_x(XReg s, LabelRef f) { want_cons(of(s), target(f)); }
void Emitter::is_nonempty_list_y(YReg s, LabelRef f) { want_cons(of(s), target(f)); }
void Emitter::is_nonempty_list(Src s, LabelRef f) { want_cons(of(s), target(f)); }

void Emitter::test_atom(ValueId v, LabelRef f) {
  a_.mov(x86::eax, gpr(v).r32());
  a_.and_(x86::eax, 63);
  a_.cmp(x86::eax, static_cast<int>(Term::atom(0).word()));
  a_.jne(target(f));
}
void Emitter::is_atom(Src s, LabelRef f) { test_atom(of(s), f); }

void Emitter::is_list(Src s, LabelRef f) {
  const Gp reg = gpr(of(s));
  const Label otherwise = target(f), done = a_.newLabel();
  a_.cmp(reg, static_cast<int>(Term::nil().word()));
  a_.je(done);
  a_.lea(x86::eax, x86::ptr(reg, -1));
  a_.test(x86::al, 7);
  a_.jne(otherwise);
  a_.bind(done);
}
void Emitter::is_boolean(Src s, LabelRef f) {
  const ValueId v = of(s);
  gpr(v);
  const Label otherwise = target(f), done = a_.newLabel();
  compare(v, boolean(true));
  a_.je(done);
  compare(v, boolean(false));
  a_.jne(otherwise);
  a_.bind(done);
}

// --- by the kind of a boxed object
void Emitter::jump_by_kind(const Gp& reg, std::initializer_list<Kind> kinds, Label yes, Label no) {
  a_.lea(x86::eax, x86::ptr(reg, -2));
  a_.test(x86::al, 7);
  a_.jne(no);
  a_.movzx(x86::eax, x86::byte_ptr(reg, -2));
  for (const Kind kind : kinds) {
    a_.cmp(x86::eax, static_cast<int>(make_header(kind, 0)));
    a_.je(yes);
  }
  a_.jmp(no);
}
void Emitter::test_kind(ValueId v, std::initializer_list<Kind> kinds, LabelRef f) {
  const Gp reg = gpr(v);
  const Label otherwise = target(f), done = a_.newLabel();
  jump_by_kind(reg, kinds, done, otherwise);
  a_.bind(done);
}
void Emitter::is_bitstr(Src s, LabelRef f) {
  test_kind(of(s), {Kind::heap_binary, Kind::binary_handle, Kind::bit_slice, Kind::match_context}, f);
}
void Emitter::is_function(Src s, LabelRef f) { test_kind(of(s), {Kind::fun_local, Kind::fun_export}, f); }
void Emitter::is_map(Src s, LabelRef f) { test_kind(of(s), {Kind::map_flat, Kind::map_root}, f); }
void Emitter::test_binary(ValueId v, LabelRef f) {
  const Gp reg = gpr(v);
  const Label otherwise = target(f), done = a_.newLabel(), other_kinds = a_.newLabel();
  jump_by_kind(reg, {Kind::heap_binary, Kind::binary_handle}, done, other_kinds);
  a_.bind(done);
  cold([this, reg, otherwise, done, other_kinds] {
    const Label slice = a_.newLabel();
    a_.bind(other_kinds);
    jump_by_kind(reg, {Kind::bit_slice}, slice, otherwise);
    a_.bind(slice);
    a_.test(x86::byte_ptr(reg, 8 * 3 - 2), 7);  // its size in bits
    a_.je(done);
    a_.jmp(otherwise);
  });
}
void Emitter::is_binary_x(XReg s, LabelRef f) { test_binary(of(s), f); }
void Emitter::is_binary(Src s, LabelRef f) { test_binary(of(s), f); }
void Emitter::jump_by_float(const Gp& reg, Label yes, Label no) {
  const Label no_immediate = a_.newLabel();
  want_tagged_float(reg, no_immediate);
  a_.jmp(yes);
  a_.bind(no_immediate);
  a_.mov(kScratch, reg);
  a_.and_(kScratch, 63);
  a_.cmp(kScratch, static_cast<int>(Term::zero_float(false).word()));
  a_.je(yes);
  jump_by_kind(reg, {Kind::boxed_float}, yes, no);
}
void Emitter::is_float(Src s, LabelRef f) {
  const Gp reg = gpr(of(s));
  const Label otherwise = target(f), done = a_.newLabel();
  jump_by_float(reg, done, otherwise);
  a_.bind(done);
}
void Emitter::is_number(Src s, LabelRef f) {
  const Gp reg = gpr(of(s));
  const Label otherwise = target(f), done = a_.newLabel(), no_float = a_.newLabel();
  a_.test(reg.r8(), 7);
  a_.je(done);
  jump_by_float(reg, done, no_float);
  a_.bind(no_float);
  jump_by_kind(reg, {Kind::bignum_positive, Kind::bignum_negative}, done, otherwise);
  a_.bind(done);
}

void Emitter::test_integer(ValueId v, LabelRef f) {
  const Gp reg = gpr(v);
  if (facts(v).small) return;
  const Label is_pointer = a_.newLabel(), done = a_.newLabel(), otherwise = target(f);
  a_.test(reg.r8(), 7);
  a_.jne(is_pointer);
  a_.bind(done);
  cold([this, reg, is_pointer, done, otherwise] {
    a_.bind(is_pointer);
    jump_by_kind(reg, {Kind::bignum_positive, Kind::bignum_negative}, done, otherwise);
  });
}
void Emitter::is_integer_x(XReg s, LabelRef f) { test_integer(of(s), f); }
void Emitter::is_integer(Src s, LabelRef f) { test_integer(of(s), f); }

void Emitter::is_tuple_x(XReg s, LabelRef f) { want_tuple(of(s), 0, target(f)); }
void Emitter::is_tuple(Src s, LabelRef f) { want_tuple(of(s), 0, target(f)); }
void Emitter::test_is_tuple(Src s, LabelRef f) { want_tuple(of(s), 0, target(f)); }
// Requires: boxed.
void Emitter::test_arity_of(ValueId v, LabelRef f, std::uint32_t arity) {
  const Label otherwise = target(f);
  compare(x86::qword_ptr(gpr(v), -2), make_header(Kind::tuple, arity));
  a_.jne(otherwise);
  facts(v).tuple = true;
  facts(v).least_arity = arity;
}
void Emitter::test_arity_x(XReg s, LabelRef f, std::uint32_t arity) { test_arity_of(of(s), f, arity); }
void Emitter::test_arity(Src s, LabelRef f, std::uint32_t arity) { test_arity_of(of(s), f, arity); }
void Emitter::test_tuple_of_arity(ValueId v, LabelRef f, std::uint32_t arity) {
  gpr(v);
  want_boxed(v, target(f));
  test_arity_of(v, f, arity);
}
void Emitter::is_tuple_of_arity_x(XReg s, LabelRef f, std::uint32_t arity) { test_tuple_of_arity(of(s), f, arity); }
void Emitter::is_tuple_of_arity_y(YReg s, LabelRef f, std::uint32_t arity) { test_tuple_of_arity(of(s), f, arity); }
void Emitter::test_tagged_tuple(ValueId v, LabelRef f, Word header, Term tag) {
  const Gp reg = gpr(v);
  const Label otherwise = target(f);
  want_boxed(v, otherwise);
  compare(x86::qword_ptr(reg, -2), header);
  a_.jne(otherwise);
  facts(v).tuple = true;
  facts(v).least_arity = static_cast<std::uint32_t>(header_words(header));
  compare(x86::qword_ptr(reg, 6), tag.word());
  a_.jne(otherwise);
}
void Emitter::is_tagged_tuple_x(XReg s, LabelRef f, Word header, Term tag) { test_tagged_tuple(of(s), f, header, tag); }
void Emitter::is_tagged_tuple(Src s, LabelRef f, Word header, Term tag) { test_tagged_tuple(of(s), f, header, tag); }

// --- equality
void Emitter::test_same(ValueId v, Term c, bool wanted, LabelRef f) {
  const Label otherwise = target(f);
  compare(v, c);
  wanted ? a_.jne(otherwise) : a_.je(otherwise);
}
void Emitter::is_eq_exact_x_i(XReg s, LabelRef f, Term c) { test_same(of(s), c, true, f); }
void Emitter::is_eq_exact_y_i(YReg s, LabelRef f, Term c) { test_same(of(s), c, true, f); }
void Emitter::is_ne_exact_x_i(XReg s, LabelRef f, Term c) { test_same(of(s), c, false, f); }
void Emitter::is_ne_exact_y_i(YReg s, LabelRef f, Term c) { test_same(of(s), c, false, f); }
void Emitter::jump_unless_pointers(const Gp& a, const Gp& b, Label otherwise) {
  for (const Gp& reg : {a, b}) {
    a_.lea(x86::eax, x86::ptr(reg, -1));
    a_.test(x86::al, 6);
    a_.jne(otherwise);
  }
}
void Emitter::test_same(ValueId a, ValueId b, bool wanted, LabelRef f) {
  const Label otherwise = target(f);
  if (facts(a).small || facts(b).small) {
    compare(a, b);
    wanted ? a_.jne(otherwise) : a_.je(otherwise);
    return;
  }
  const Gp ra = gpr(a), rb = gpr(b);
  const Label differ = a_.newLabel(), done = a_.newLabel(), look = slow();
  a_.cmp(ra, rb);
  if (wanted) {
    a_.jne(differ);
    cold([this, differ, ra, rb, look, otherwise] {
      a_.bind(differ);
      jump_unless_pointers(ra, rb, otherwise);
      a_.jmp(look);
    });
  } else {
    a_.je(otherwise);
    jump_unless_pointers(ra, rb, done);
    a_.jmp(look);
  }
  a_.bind(done);
}
void Emitter::is_eq_exact_x_x(XReg a, XReg b, LabelRef f) { test_same(of(a), of(b), true, f); }
void Emitter::is_ne_exact_x_x(XReg a, XReg b, LabelRef f) { test_same(of(a), of(b), false, f); }
void Emitter::is_eq_exact(Src a, Src b, LabelRef f) { test_same(of(a), of(b), true, f); }
void Emitter::is_ne_exact(Src a, Src b, LabelRef f) { test_same(of(a), of(b), false, f); }
void Emitter::test_equal(ValueId a, ValueId b, bool wanted, LabelRef f) {
  const Label otherwise = target(f);
  want_both_small(a, b, slow());
  compare(a, b);
  wanted ? a_.jne(otherwise) : a_.je(otherwise);
}
void Emitter::is_eq(Src a, Src b, LabelRef f) { test_equal(of(a), of(b), true, f); }
void Emitter::is_ne(Src a, Src b, LabelRef f) { test_equal(of(a), of(b), false, f); }

// --- order. a < b is `wanted`, or jump.
void Emitter::test_less(ValueId a, ValueId b, bool wanted, LabelRef f) {
  const Label otherwise = target(f);
  const auto jump_unless = [this, otherwise, wanted](const x86::Xmm& xa, const x86::Xmm& xb) {
    a_.ucomisd(xb, xa);  // above: a is less
    wanted ? a_.jbe(otherwise) : a_.ja(otherwise);
  };
  if (facts(a).is_float || facts(b).is_float) {
    const ValueId na = double_of(a, false), nb = double_of(b, false);
    return jump_unless(xmm(na), xmm(nb));
  }
  const Label done = a_.newLabel(), look = slow();
  if (facts(a).small || facts(b).small) {
    want_both_small(a, b, look);
    if (registers_.constant_of(a)) {  // b on the left
      compare(b, a);
      wanted ? a_.jle(otherwise) : a_.jg(otherwise);
      return;
    }
  } else {
    const Gp ra = gpr(a), rb = gpr(b);
    const Label others = a_.newLabel();
    want_both_small(a, b, others);
    cold([this, others, ra, rb, look, jump_unless, done] {
      a_.bind(others);
      want_tagged_float(ra, look);
      want_tagged_float(rb, look);
      untag(kScratchDouble, ra);
      untag(kScratchDouble2, rb);
      jump_unless(kScratchDouble, kScratchDouble2);
      a_.jmp(done);
    });
  }
  compare(a, b);
  wanted ? a_.jge(otherwise) : a_.jl(otherwise);
  a_.bind(done);
}
void Emitter::is_lt_x_x(XReg a, XReg b, LabelRef f) { test_less(of(a), of(b), true, f); }
void Emitter::is_lt_x_c(XReg a, LabelRef f, Term c) { test_less(of(a), of(c), true, f); }
void Emitter::is_lt_c_x(XReg b, LabelRef f, Term c) { test_less(of(c), of(b), true, f); }
void Emitter::is_lt(Src a, Src b, LabelRef f) { test_less(of(a), of(b), true, f); }
void Emitter::is_ge_x_x(XReg a, XReg b, LabelRef f) { test_less(of(a), of(b), false, f); }
void Emitter::is_ge_x_c(XReg a, LabelRef f, Term c) { test_less(of(a), of(c), false, f); }
void Emitter::is_ge_c_x(XReg b, LabelRef f, Term c) { test_less(of(c), of(b), false, f); }
void Emitter::is_ge(Src a, Src b, LabelRef f) { test_less(of(a), of(b), false, f); }

// --- selection
void Emitter::select_2_x(XReg s, LabelRef f, LabelRef la, LabelRef lb, Term a, Term b) {
  const ValueId v = of(s);
  compare(v, a);
  a_.je(target(la));
  compare(v, b);
  a_.je(target(lb));
  jump(f);
}
void Emitter::select_3_x(XReg s, LabelRef f, LabelRef la, LabelRef lb, LabelRef lc, Term a, Term b, Term c) {
  const ValueId v = of(s);
  compare(v, a);
  a_.je(target(la));
  compare(v, b);
  a_.je(target(lb));
  compare(v, c);
  a_.je(target(lc));
  jump(f);
}
Label Emitter::packed_target(std::uint32_t count, std::uint32_t i) {
  const Word* labels = list() + count;
  return target({at_, static_cast<std::int32_t>(labels[i / 2] >> (i % 2 * 32))});
}
// A chain of comparisons.
void Emitter::select_values(LabelRef f, std::uint32_t count, const std::function<void(Term)>& compare_with) {
  for (std::uint32_t i = 0; i < count; ++i) {
    compare_with(Term::from_word(list()[i]));
    a_.je(packed_target(count, i));
  }
  jump(f);
}
void Emitter::select_linear_x(XReg s, LabelRef f, std::uint32_t count) {
  const ValueId v = of(s);
  select_values(f, count, [&](Term t) { compare(v, t); });
}
void Emitter::select_linear(Src s, LabelRef f, std::uint32_t count) {
  const ValueId v = of(s);
  select_values(f, count, [&](Term t) { compare(v, t); });
}
// Values ascend by word: halves, down to chains.
void Emitter::select_between(ValueId v, LabelRef f, std::uint32_t count, std::uint32_t first, std::uint32_t last) {
  constexpr std::uint32_t kChain = 3;
  if (last - first <= kChain) {
    for (std::uint32_t i = first; i < last; ++i) {
      compare(v, Term::from_word(list()[i]));
      a_.je(packed_target(count, i));
    }
    a_.jmp(target(f));
    return;
  }
  const std::uint32_t middle = first + (last - first) / 2;
  const Label above = a_.newLabel();
  compare(v, Term::from_word(list()[middle]));
  a_.je(packed_target(count, middle));
  a_.ja(above);
  select_between(v, f, count, first, middle);
  a_.bind(above);
  select_between(v, f, count, middle + 1, last);
}
void Emitter::select_binary(Src s, LabelRef f, std::uint32_t count) {
  const ValueId v = of(s);
  gpr(v);
  select_between(v, f, count, 0, count);
  ends();
}
void Emitter::select_tuple_arity(Src s, LabelRef f, std::uint32_t count) {
  const ValueId v = of(s);
  const Gp reg = gpr(v);
  want_boxed(v, target(f));
  select_values(f, count, [&](Term header) {
    compare(x86::qword_ptr(reg, -2), header.word());
  });
}

}  // namespace rt::jit
