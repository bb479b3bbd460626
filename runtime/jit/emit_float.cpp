// SPDX-License-Identifier: Apache-2.0
// Native code: float registers and floats as terms. As ops_float.hpp.
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

void Emitter::untag(const x86::Xmm& to, const Gp& from) {
  a_.mov(kScratch, from);
  a_.ror(kScratch, 4);
  a_.movq(to, kScratch);
}

ValueId Emitter::double_of(ValueId v, bool takes_integers) {
  if (const ValueId n = registers_.number(v); n != kNoValue && (takes_integers || facts(v).is_float)) return n;
  if (const auto c = registers_.constant_of(v); c && (rt::is_float(*c) || (takes_integers && c->is_small()))) {
    const ValueId n = registers_.fresh_double();
    const double value = c->is_small() ? static_cast<double>(c->small_value()) : float_value(*c);
    a_.mov(kScratch, imm(std::bit_cast<Word>(value)));
    a_.movq(xmm(n), kScratch);
    registers_.set_number(v, n);
    return n;
  }
  const Gp reg = gpr(v);
  const ValueId n = registers_.fresh_double();
  const x86::Xmm to = xmm(n);
  const Label rare = slow(), done = a_.newLabel();
  if (takes_integers && facts(v).small) {
    a_.mov(kScratch, reg);
    a_.sar(kScratch, 3);
    a_.cvtsi2sd(to, kScratch);
    registers_.set_number(v, n);
    return n;
  }
  const Label others = a_.newLabel();
  want_tagged_float(reg, others);
  untag(to, reg);
  a_.bind(done);
  cold([this, reg, to, others, rare, done, takes_integers] {
    const Label no_zero = a_.newLabel();
    a_.bind(others);
    // The two zeros: 37 and 101.
    a_.mov(kScratch, reg);
    a_.and_(kScratch, -65);
    a_.cmp(kScratch, static_cast<int>(Term::zero_float(false).word()));
    a_.jne(no_zero);
    a_.mov(kScratch, reg);
    a_.shr(kScratch, 6);
    a_.shl(kScratch, 63);
    a_.movq(to, kScratch);
    a_.jmp(done);
    a_.bind(no_zero);
    if (takes_integers) {
      a_.test(reg.r8(), 7);
      a_.jne(rare);
      a_.mov(kScratch, reg);
      a_.sar(kScratch, 3);
      a_.cvtsi2sd(to, kScratch);
      a_.jmp(done);
    } else {
      a_.jmp(rare);
    }
  });
  registers_.set_number(v, n);
  if (!takes_integers) facts(v).is_float = true;
  return n;
}

ValueId Emitter::float_term(ValueId number) {
  const x86::Xmm from = xmm(number);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  const Label others = a_.newLabel(), done = a_.newLabel(), rare = slow();
  a_.movq(r, from);
  a_.rol(r, 4);
  want_tagged_float(r, others);
  a_.bind(done);
  cold([this, from, r, others, done, rare] {
    a_.bind(others);
    a_.movq(kScratch, from);
    a_.add(kScratch, kScratch);  // zero but for the sign, which is the carry
    a_.jne(rare);
    a_.mov(r.r32(), 0);
    a_.adc(r.r32(), r.r32());
    a_.shl(r.r32(), 6);
    a_.add(r.r32(), static_cast<int>(Term::zero_float(false).word()));
    a_.jmp(done);
  });
  facts(result).is_float = true;
  registers_.set_number(result, number);
  return result;
}

void Emitter::operate(Operator op, const x86::Xmm& to, const x86::Xmm& by) {
  switch (op) {
    case Operator::add: a_.addsd(to, by); break;
    case Operator::sub: a_.subsd(to, by); break;
    case Operator::mul: a_.mulsd(to, by); break;
    case Operator::div: a_.divsd(to, by); break;
  }
}

void Emitter::fconv(Src s, FReg d) { put(d, double_of(of(s), true)); }
void Emitter::fconv_x(XReg s, FReg d) { put(d, double_of(of(s), true)); }
void Emitter::fconv_y(YReg s, FReg d) { put(d, double_of(of(s), true)); }
void Emitter::fmove_c_f(FReg d, Word bits) {
  const ValueId n = registers_.fresh_double();
  a_.mov(kScratch, imm(bits));
  a_.movq(xmm(n), kScratch);
  put(d, n);
}
void Emitter::fmove_s_f(Src s, FReg d) { put(d, double_of(of(s), false)); }
void Emitter::fmove_x_f(XReg s, FReg d) { put(d, double_of(of(s), false)); }
void Emitter::fmove_y_f(YReg s, FReg d) { put(d, double_of(of(s), false)); }
void Emitter::check_fmove_x_f(XReg s, FReg d) { put(d, double_of(of(s), false)); }
void Emitter::check_fmove_y_f(YReg s, FReg d) { put(d, double_of(of(s), false)); }
void Emitter::fmove_f_x(FReg s, XReg d) { put(d, float_term(of(s))); }
void Emitter::fmove_f_y(FReg s, YReg d) { put(d, float_term(of(s))); }

// An infinite result, or one that is no number, is left to slow(): it raises.
void Emitter::float_operation(Operator op, FReg a, FReg b, FReg d) {
  const x86::Xmm xa = xmm(of(a)), xb = xmm(of(b));
  const ValueId n = registers_.fresh_double();
  const x86::Xmm r = xmm(n);
  const Label rare = slow();
  a_.movapd(r, xa);
  operate(op, r, xb);
  a_.movapd(kScratchDouble, r);
  a_.subsd(kScratchDouble, r);
  a_.ucomisd(kScratchDouble, kScratchDouble);
  a_.jp(rare);
  put(d, n);
}
void Emitter::fadd(FReg a, FReg b, FReg d) { float_operation(Operator::add, a, b, d); }
void Emitter::fsub(FReg a, FReg b, FReg d) { float_operation(Operator::sub, a, b, d); }
void Emitter::fmul(FReg a, FReg b, FReg d) { float_operation(Operator::mul, a, b, d); }
void Emitter::fdiv(FReg a, FReg b, FReg d) { float_operation(Operator::div, a, b, d); }
void Emitter::fnegate(FReg a, FReg d) {
  const x86::Xmm xa = xmm(of(a));
  const ValueId n = registers_.fresh_double();
  a_.mov(kScratch, imm(Word{1} << 63));
  a_.movq(xmm(n), kScratch);
  a_.xorpd(xmm(n), xa);
  put(d, n);
}

}  // namespace rt::jit
