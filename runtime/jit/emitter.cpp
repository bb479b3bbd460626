// SPDX-License-Identifier: Apache-2.0
// Ways out of native code, operands, and the tests that all areas share.
#include "runtime/jit/emitter.hpp"

#include "runtime/base/check.hpp"

namespace rt::jit {

using namespace asmjit;

namespace {

bool fits_32(Word w) { return static_cast<std::int64_t>(w) == static_cast<std::int32_t>(w); }

}  // namespace

Emitter::Emitter(const EngineEntries& engine, const Function& function, CodeHolder& code)
    : engine_(engine), function_(function), code_(code), a_(&code), registers_(a_) {}

Label Emitter::target(LabelRef label) {
  registers_.flush_doubles([&](std::size_t i) { return double_is_read_elsewhere_[i]; });
  return rows_[index_at(label.target())].label;
}

Label Emitter::slow() {
  if (has_slow_) return slow_;
  has_slow_ = true;
  slow_ = a_.newLabel();
  cold([this, label = slow_, at = at_, instr = instr_, doubles = registers_.dirty_doubles()] {
    a_.bind(label);
    for (const auto& d : doubles) {
      a_.movsd(memory_of({Slot::f, d.index}), x86::xmm(static_cast<std::uint32_t>(d.xmm)));
    }
    a_.mov(kIp, imm(at));
    a_.jmp(imm(engine_.slow[static_cast<std::size_t>(instr)]));
  });
  return slow_;
}

void Emitter::leave() {
  registers_.flush_doubles([](std::size_t) { return true; });
  a_.mov(kIp, imm(at_));
  a_.jmp(imm(handler_at(at_)));
  ends();
}

void Emitter::dispatch(const Gp& ip) {
  a_.mov(x86::eax, x86::dword_ptr(ip));
  a_.jmp(x86::rax);
}

ValueId Emitter::of(Src s) {
  if (!s.is_register()) return registers_.constant(Term::from_word(s.word));
  return registers_.value({s.is_y() ? Slot::y : Slot::x, static_cast<std::uint16_t>(s.index())});
}

void Emitter::store_word(const x86::Mem& to, ValueId v) {
  const auto& constant = registers_.constant_of(v);
  if (constant && !registers_.is_in_gpr(v)) return store_word(to, constant->word());
  a_.mov(to, gpr(v));
}

void Emitter::store_word(const x86::Mem& to, Word w) {
  if (fits_32(w)) {
    a_.mov(to, imm(static_cast<std::int64_t>(w)));
  } else {
    a_.mov(kScratch, imm(w));
    a_.mov(to, kScratch);
  }
}

void Emitter::compare(ValueId v, Term constant) {
  const Gp reg = gpr(v);
  if (fits_32(constant.word())) {
    a_.cmp(reg, imm(static_cast<std::int64_t>(constant.word())));
  } else {
    a_.mov(kScratch, imm(constant.word()));
    a_.cmp(reg, kScratch);
  }
}

void Emitter::compare(const x86::Mem& memory, Word w) {
  if (fits_32(w)) {
    a_.cmp(memory, imm(static_cast<std::int64_t>(w)));
  } else {
    a_.mov(kScratch, imm(w));
    a_.cmp(memory, kScratch);
  }
}
void Emitter::compare(ValueId a, ValueId b) {
  if (const auto constant = registers_.constant_of(b)) return compare(a, *constant);
  a_.cmp(gpr(a), gpr(b));
}

void Emitter::want_small(ValueId v, Label otherwise) {
  if (facts(v).small) return;
  const Gp reg = gpr(v);
  a_.test(reg.r8(), 7);
  a_.jne(otherwise);
  facts(v).small = true;
}

void Emitter::want_both_small(ValueId a, ValueId b, Label otherwise) {
  if (facts(a).small) return want_small(b, otherwise);
  if (facts(b).small) return want_small(a, otherwise);
  // No fact is noted: `otherwise` may be a way for floats that comes back.
  const Gp ra = gpr(a), rb = gpr(b);
  a_.mov(x86::eax, ra.r32());
  a_.or_(x86::eax, rb.r32());
  a_.test(x86::al, 7);
  a_.jne(otherwise);
}

void Emitter::want_cons(ValueId v, Label otherwise) {
  const Gp reg = gpr(v);
  if (facts(v).cons) return;
  a_.lea(x86::eax, x86::ptr(reg, -1));
  a_.test(x86::al, 7);
  a_.jne(otherwise);
  facts(v).cons = true;
}

void Emitter::want_boxed(ValueId v, Label otherwise) {
  const Gp reg = gpr(v);
  if (facts(v).tuple) return;
  a_.lea(x86::eax, x86::ptr(reg, -2));
  a_.test(x86::al, 7);
  a_.jne(otherwise);
}

void Emitter::want_tuple(ValueId v, std::uint32_t least_arity, Label otherwise) {
  const Gp reg = gpr(v);
  Facts& known = facts(v);
  if (known.tuple && known.least_arity >= least_arity) return;
  want_boxed(v, otherwise);
  a_.mov(kScratch, x86::qword_ptr(reg, -2));
  if (!known.tuple) {
    a_.cmp(x86::al, static_cast<int>(make_header(Kind::tuple, 0)));
    a_.jne(otherwise);
  }
  if (least_arity > 0) {
    a_.mov(kIp, imm(make_header(Kind::tuple, least_arity)));
    a_.cmp(kScratch, kIp);
    a_.jb(otherwise);
  }
  known.tuple = true;
  known.least_arity = std::max(known.least_arity, least_arity);
}

void Emitter::want_tagged_float(const Gp& reg, Label otherwise) {
  a_.lea(x86::eax, x86::ptr(reg, 5));
  a_.test(x86::al, 6);
  a_.jne(otherwise);
}

void Emitter::want_room(std::uint32_t words, Label otherwise) {
  a_.lea(kScratch, x86::ptr(kSp, -static_cast<std::int32_t>((words + Heap::kReserve) * sizeof(Word))));
  a_.cmp(kHtop, kScratch);
  a_.ja(otherwise);
}

}  // namespace rt::jit
