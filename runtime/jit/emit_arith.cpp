// SPDX-License-Identifier: Apache-2.0
// Native code: arithmetic. As ops_arith.hpp. Two smalls in line; two floats on a rare way, unless it is known that one of
// them is a float.
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

// A constant small that an instruction takes as it is.
std::optional<Imm> Emitter::immediate_of(ValueId v) const {
  const auto& c = registers_.constant_of(v);
  if (!c || !c->is_small() || static_cast<std::int64_t>(c->word()) != static_cast<std::int32_t>(c->word())) return std::nullopt;
  return imm(static_cast<std::int64_t>(c->word()));
}

void Emitter::arithmetic(Operator op, ValueId a, ValueId b, DReg d) {
  if (facts(a).is_float || facts(b).is_float || op == Operator::div) return float_arithmetic(op, a, b, d);
  if (op != Operator::sub && registers_.constant_of(a)) std::swap(a, b);
  const bool cannot_be_floats = facts(a).small || facts(b).small;
  const Gp ra = gpr(a);
  const auto immediate = immediate_of(b);
  const Gp rb = immediate ? Gp() : gpr(b);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  const Label rare = slow(), done = a_.newLabel();
  if (cannot_be_floats) {
    want_both_small(a, b, rare);
  } else {
    const Label others = a_.newLabel();
    want_both_small(a, b, others);
    cold([this, op, others, ra, rb, r, rare, done] {
      a_.bind(others);
      want_tagged_float(ra, rare);
      want_tagged_float(rb, rare);
      untag(kScratchDouble, ra);
      untag(kScratchDouble2, rb);
      operate(op, kScratchDouble, kScratchDouble2);
      a_.movq(r, kScratchDouble);
      a_.rol(r, 4);
      want_tagged_float(r, rare);
      a_.jmp(done);
    });
  }
  a_.mov(r, ra);
  switch (op) {
    case Operator::add: immediate ? a_.add(r, *immediate) : a_.add(r, rb); break;
    case Operator::sub: immediate ? a_.sub(r, *immediate) : a_.sub(r, rb); break;
    default:
      a_.sar(r, 3);
      immediate ? a_.imul(r, r, *immediate) : a_.imul(r, rb);
      break;
  }
  a_.jo(rare);
  a_.bind(done);
  if (cannot_be_floats) facts(result).small = true;
  put(d, result);
}
void Emitter::float_arithmetic(Operator op, ValueId a, ValueId b, DReg d) {
  const bool takes_integers = op == Operator::div || registers_.constant_of(a) || registers_.constant_of(b);
  const ValueId na = double_of(a, takes_integers), nb = double_of(b, takes_integers);
  const auto xa = xmm(na), xb = xmm(nb);
  const ValueId result = registers_.fresh_double();
  a_.movapd(xmm(result), xa);
  operate(op, xmm(result), xb);
  put(d, float_term(result));
}
void Emitter::add_x_x(XReg a, XReg b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::add, of(a), of(b), d); }
void Emitter::add_x_y(XReg a, YReg b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::add, of(a), of(b), d); }
void Emitter::add_y_x(YReg a, XReg b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::add, of(a), of(b), d); }
void Emitter::add_x_c(XReg a, DReg d, std::uint32_t, LabelRef, Term c) { arithmetic(Operator::add, of(a), of(c), d); }
void Emitter::add_x_c_swapped(XReg a, DReg d, std::uint32_t, LabelRef, Term c) { arithmetic(Operator::add, of(c), of(a), d); }
void Emitter::add(Src a, Src b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::add, of(a), of(b), d); }
void Emitter::sub_x_x(XReg a, XReg b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::sub, of(a), of(b), d); }
void Emitter::sub_x_c(XReg a, DReg d, std::uint32_t, LabelRef, Term c) { arithmetic(Operator::sub, of(a), of(c), d); }
void Emitter::sub_y_c(YReg a, DReg d, std::uint32_t, LabelRef, Term c) { arithmetic(Operator::sub, of(a), of(c), d); }
void Emitter::sub(Src a, Src b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::sub, of(a), of(b), d); }
void Emitter::mul_x_x(XReg a, XReg b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::mul, of(a), of(b), d); }
void Emitter::mul(Src a, Src b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::mul, of(a), of(b), d); }
void Emitter::divide(Src a, Src b, DReg d, std::uint32_t, LabelRef) { arithmetic(Operator::div, of(a), of(b), d); }

// --- division of smalls. idiv takes rdx:rax, and rdx is the heap's top: it is put aside.
constexpr std::int64_t kLargestShifted = 1 << 27;  // its small fits an immediate operand
void Emitter::divide_small(ValueId a, ValueId b, DReg d, bool remainder) {
  const Gp ra = gpr(a), rb = gpr(b);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  const Label rare = slow();
  want_both_small(a, b, rare);
  const auto& divisor = registers_.constant_of(b);
  if (!divisor || divisor->small_value() == 0 || divisor->small_value() == -1) {  // the smallest by -1 is no small
    a_.lea(kScratch, x86::ptr(rb, 8));
    a_.test(kScratch, -9);  // 0 and 8 were -8 and 0
    a_.je(rare);
  }
  const std::int64_t value = divisor ? divisor->small_value() : 0;
  if (value > 1 && value <= kLargestShifted && (value & (value - 1)) == 0) {  // a power of two: towards zero
    const int shift = __builtin_ctzll(static_cast<Word>(value));
    a_.mov(r, ra);
    a_.sar(r, 63);
    a_.and_(r, imm((value - 1) * 8));
    a_.add(r, ra);
    if (remainder) {
      a_.and_(r, imm(-(value * 8)));
      a_.neg(r);
      a_.add(r, ra);
    } else {
      a_.sar(r, shift);
      a_.and_(r, -8);
    }
  } else {
    a_.mov(kIp, x86::rdx);
    a_.mov(x86::rax, ra);
    a_.cqo();
    a_.idiv(rb);
    a_.mov(r, remainder ? x86::rdx : x86::rax);  // of smalls: the remainder is one already
    a_.mov(x86::rdx, kIp);
    if (!remainder) a_.shl(r, 3);
  }
  facts(result).small = true;
  put(d, result);
}
void Emitter::int_div(Src a, Src b, DReg d, std::uint32_t, LabelRef) { divide_small(of(a), of(b), d, false); }
void Emitter::int_rem(Src a, Src b, DReg d, std::uint32_t, LabelRef) { divide_small(of(a), of(b), d, true); }
void Emitter::int_div_x_c(XReg a, DReg d, std::uint32_t, LabelRef, Term c) { divide_small(of(a), of(c), d, false); }
void Emitter::int_rem_x_c(XReg a, DReg d, std::uint32_t, LabelRef, Term c) { divide_small(of(a), of(c), d, true); }

// --- bits of smalls
void Emitter::bits(BitOperator op, ValueId a, ValueId b, DReg d) {
  const Gp ra = gpr(a);
  const auto immediate = immediate_of(b);
  const Gp rb = immediate ? Gp() : gpr(b);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  want_both_small(a, b, slow());
  a_.mov(r, ra);
  switch (op) {
    case BitOperator::and_: immediate ? a_.and_(r, *immediate) : a_.and_(r, rb); break;
    case BitOperator::or_: immediate ? a_.or_(r, *immediate) : a_.or_(r, rb); break;
    case BitOperator::xor_: immediate ? a_.xor_(r, *immediate) : a_.xor_(r, rb); break;
  }
  facts(result).small = true;
  put(d, result);
}
void Emitter::band_x_c(XReg a, DReg d, std::uint32_t, LabelRef, Term c) { bits(BitOperator::and_, of(a), of(c), d); }
void Emitter::band(Src a, Src b, DReg d, std::uint32_t, LabelRef) { bits(BitOperator::and_, of(a), of(b), d); }
void Emitter::bor(Src a, Src b, DReg d, std::uint32_t, LabelRef) { bits(BitOperator::or_, of(a), of(b), d); }
void Emitter::bxor(Src a, Src b, DReg d, std::uint32_t, LabelRef) { bits(BitOperator::xor_, of(a), of(b), d); }
// By a constant that keeps within a word; what is lost is seen by shifting back.
void Emitter::bsl(Src sa, Src sb, DReg d, std::uint32_t, LabelRef) {
  const ValueId a = of(sa), b = of(sb);
  const auto& shift = registers_.constant_of(b);
  if (!shift || !shift->is_small() || shift->small_value() < 0 || shift->small_value() >= 60) return leave();
  const int by = static_cast<int>(shift->small_value());
  const Gp ra = gpr(a);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  want_small(a, slow());
  a_.mov(r, ra);
  a_.shl(r, by);
  a_.mov(kScratch, r);
  a_.sar(kScratch, by);
  a_.cmp(kScratch, ra);
  a_.jne(slow());
  facts(result).small = true;
  put(d, result);
}
void Emitter::bsr(Src sa, Src sb, DReg d, std::uint32_t, LabelRef) {
  const ValueId a = of(sa), b = of(sb);
  const auto& shift = registers_.constant_of(b);
  if (!shift || !shift->is_small() || shift->small_value() < 0) return leave();
  const int by = static_cast<int>(std::min<std::int64_t>(shift->small_value(), 63));
  const Gp ra = gpr(a);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  want_small(a, slow());
  a_.mov(r, ra);
  a_.sar(r, by);
  a_.and_(r, -8);
  facts(result).small = true;
  put(d, result);
}

}  // namespace rt::jit
