// SPDX-License-Identifier: Apache-2.0
// Native code: guard functions. As ops_guard.hpp.
#include "runtime/jit/emitter.hpp"
#include "runtime/jit/layout.hpp"

namespace rt::jit {

using namespace asmjit;

void Emitter::self(DReg d) {
  const ValueId v = registers_.fresh();
  a_.mov(gpr(v), x86::qword_ptr(kProcess, kPidOffset));
  put(d, v);
}
void Emitter::element_at(ValueId tuple, std::uint32_t n, DReg d) {
  want_tuple(tuple, n, slow());
  put(d, load_word(tuple, element_offset(n)));
}
void Emitter::element_x(XReg tuple, std::uint32_t n, DReg d, LabelRef, Raw) { element_at(of(tuple), n, d); }
void Emitter::element_y(YReg tuple, std::uint32_t n, DReg d, LabelRef, Raw) { element_at(of(tuple), n, d); }
void Emitter::to_float(Src s, DReg d, std::uint32_t, LabelRef, Raw) {
  const ValueId v = of(s);
  put(d, float_term(double_of(v, true)));
}
void Emitter::hd(Src s, DReg d, LabelRef, Raw) {
  const ValueId v = of(s);
  want_cons(v, slow());
  put(d, load_word(v, -1));
}
void Emitter::tl(Src s, DReg d, LabelRef, Raw) {
  const ValueId v = of(s);
  want_cons(v, slow());
  put(d, load_word(v, 7));
}
void Emitter::tuple_size(Src s, DReg d, LabelRef, Raw) {
  const ValueId v = of(s);
  want_tuple(v, 0, slow());
  const ValueId size = load_word(v, -2);
  a_.shr(gpr(size), 8);
  a_.shl(gpr(size), 3);
  facts(size).small = true;
  put(d, size);
}

// True where a < b is `wanted`; what is not two smalls is left to slow().
void Emitter::set_less(ValueId a, ValueId b, DReg d, bool wanted) {
  const Gp ra = gpr(a), rb = gpr(b);
  want_both_small(a, b, slow());
  const ValueId result = registers_.fresh();
  a_.cmp(ra, rb);
  a_.mov(gpr(result).r32(), imm(boolean(false).word()));
  a_.mov(x86::eax, imm(boolean(true).word()));
  wanted ? a_.cmovl(gpr(result), kScratch) : a_.cmovge(gpr(result), kScratch);
  put(d, result);
}
void Emitter::set_same(ValueId a, ValueId b, DReg d, bool wanted) {
  const Gp ra = gpr(a), rb = gpr(b);
  const Label known = a_.newLabel();
  const ValueId result = registers_.fresh();
  a_.cmp(ra, rb);
  if (!facts(a).small && !facts(b).small) {
    const Label differ = a_.newLabel(), look = slow();
    a_.jne(differ);
    a_.bind(known);
    cold([this, differ, ra, rb, look, known] {
      const Label one_is_immediate = a_.newLabel();
      a_.bind(differ);
      jump_unless_pointers(ra, rb, one_is_immediate);
      a_.jmp(look);
      a_.bind(one_is_immediate);
      a_.cmp(ra, rb);
      a_.jmp(known);
    });
  }
  a_.mov(gpr(result).r32(), imm(boolean(!wanted).word()));
  a_.mov(x86::eax, imm(boolean(wanted).word()));
  a_.cmove(gpr(result), kScratch);
  put(d, result);
}
void Emitter::bif_eq_exact(Src a, Src b, DReg d) { set_same(of(a), of(b), d, true); }
void Emitter::bif_ne_exact(Src a, Src b, DReg d) { set_same(of(a), of(b), d, false); }
void Emitter::bif_lt(Src a, Src b, DReg d) { set_less(of(a), of(b), d, true); }
void Emitter::bif_ge(Src a, Src b, DReg d) { set_less(of(a), of(b), d, false); }
void Emitter::bif_gt(Src a, Src b, DReg d) { set_less(of(b), of(a), d, true); }
void Emitter::bif_le(Src a, Src b, DReg d) { set_less(of(b), of(a), d, false); }

}  // namespace rt::jit
