// SPDX-License-Identifier: Apache-2.0
// Native code: calls and returns. As ops_call.hpp. A return address is that of the interpreter's code: its word leads back
// here, if this is still the code to run.
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

void Emitter::return_() {
  a_.mov(kIp, x86::qword_ptr(kSp));
  a_.add(kSp, 8);
  a_.sub(kIp, 7);
  dispatch(kIp);
  ends();
}
void Emitter::deallocate_return(std::uint32_t words) {
  a_.mov(kIp, x86::qword_ptr(kSp, static_cast<std::int32_t>(8 * words)));
  a_.add(kSp, static_cast<std::int32_t>(8 * (words + 1)));
  a_.sub(kIp, 7);
  dispatch(kIp);
  ends();
}
void Emitter::move_return_x(XReg s) {
  copy(s, XReg{0});
  return_();
}
void Emitter::move_return_c(Term c) {
  copy(c, XReg{0});
  return_();
}
void Emitter::move_deallocate_return_y(YReg s, std::uint32_t words) {
  copy(s, XReg{0});
  deallocate_return(words);
}

void Emitter::push_return() {
  const Word* back = rows_[row_ + 1].at;
  a_.mov(kScratch, imm(Term::return_address(back).word()));
  a_.mov(x86::qword_ptr(kSp, -8), kScratch);
  a_.sub(kSp, 8);
}

// Yields before the function at `entry` when the slice is used up.
void Emitter::count_reduction(const Published<const Word>* entry, std::uint32_t live) {
  const Label is_used_up = a_.newLabel();
  a_.sub(kReductions, 1);
  a_.js(is_used_up);
  cold([this, is_used_up, entry, live] {
    a_.bind(is_used_up);
    load_entry(entry);
    a_.mov(kReductions, live);
    a_.jmp(imm(engine_.yield));
  });
}

void Emitter::load_entry(const Published<const Word>* entry) {
  a_.mov(kScratch, imm(entry));
  a_.mov(kIp, x86::qword_ptr(kScratch));
}
void Emitter::enter(const Function& callee) {
  count_reduction(&callee.entry, callee.arity);
  if (&callee == &function_) {  // at once, unless a breakpoint was set
    const Label elsewhere = a_.newLabel();
    a_.mov(kIp, imm(&callee.entry));
    compare(x86::qword_ptr(kIp), reinterpret_cast<Word>(callee.code + 1));
    a_.jne(elsewhere);
    a_.jmp(rows_[0].label);
    cold([this, elsewhere] {
      a_.bind(elsewhere);
      a_.mov(kIp, x86::qword_ptr(kIp));
      dispatch(kIp);
    });
  } else {
    load_entry(&callee.entry);
    dispatch(kIp);
  }
  ends();
}
void Emitter::enter(const Export& callee) {
  count_reduction(&callee.entry, callee.arity);
  load_entry(&callee.entry);
  dispatch(kIp);
  ends();
}

void Emitter::call(Raw callee) {
  push_return();
  enter(*callee.as<const Function>());
}
void Emitter::call_last(Raw callee, std::uint32_t words) {
  add_to_stack(static_cast<std::int32_t>(words));
  enter(*callee.as<const Function>());
}
void Emitter::call_only(Raw callee) { enter(*callee.as<const Function>()); }
void Emitter::move_call_x(Raw callee, XReg s, XReg d) {
  copy(s, d);
  call(callee);
}
void Emitter::move_call_y(Raw callee, YReg s, XReg d) {
  copy(s, d);
  call(callee);
}
void Emitter::move_call_only_x(Raw callee, XReg s, XReg d) {
  copy(s, d);
  call_only(callee);
}
void Emitter::call_ext(Raw callee) {
  push_return();
  enter(*callee.as<const Export>());
}
void Emitter::call_ext_last(Raw callee, std::uint32_t words) {
  add_to_stack(static_cast<std::int32_t>(words));
  enter(*callee.as<const Export>());
}
void Emitter::call_ext_only(Raw callee) { enter(*callee.as<const Export>()); }

// A local fun of the right arity; the others are left to slow().
void Emitter::enter_fun(Src s, std::uint32_t arity, std::uint32_t words, bool last) {
  const ValueId v = of(s);
  const Gp fun = gpr(v), entry = gpr(registers_.fresh()), free = gpr(registers_.fresh());
  want_boxed(v, slow());
  a_.mov(free, x86::qword_ptr(fun, -2));
  a_.cmp(free.r8(), static_cast<int>(make_header(Kind::fun_local, 0)));
  a_.jne(slow());
  a_.mov(entry, x86::qword_ptr(fun, 6));
  a_.cmp(x86::dword_ptr(entry, offsetof(FunEntry, arity)), arity);
  a_.jne(slow());
  a_.mov(entry, x86::qword_ptr(entry, offsetof(FunEntry, function)));
  a_.test(entry, entry);
  a_.je(slow());
  a_.shr(free, 8);
  a_.sub(free, 2);
  const Label copied = a_.newLabel(), next = a_.newLabel();
  a_.je(copied);
  a_.mov(kIp.r32(), free.r32());
  a_.bind(next);  // from the last variable down
  a_.mov(kScratch, x86::qword_ptr(fun, kIp, 3, 14));
  a_.mov(x86::qword_ptr(kX, kIp, 3, static_cast<std::int32_t>(8 * arity) - 8), kScratch);
  a_.sub(kIp.r32(), 1);
  a_.jne(next);
  a_.bind(copied);
  if (last) {
    add_to_stack(static_cast<std::int32_t>(words));
  } else {
    push_return();
  }
  const Label is_used_up = a_.newLabel();
  a_.mov(kIp, x86::qword_ptr(entry, offsetof(Function, entry)));
  a_.sub(kReductions, 1);
  a_.js(is_used_up);
  cold([this, is_used_up, free, arity] {
    a_.bind(is_used_up);
    a_.lea(kReductions, x86::ptr(free, static_cast<std::int32_t>(arity)));
    a_.jmp(imm(engine_.yield));
  });
  dispatch(kIp);
  ends();
}
void Emitter::call_fun2(Src fun, std::uint32_t arity) { enter_fun(fun, arity, 0, false); }
void Emitter::call_fun(std::uint32_t arity) { enter_fun(Src::x(arity), arity, 0, false); }
void Emitter::call_fun_last(Src fun, std::uint32_t arity, std::uint32_t words) { enter_fun(fun, arity, words, true); }

}  // namespace rt::jit
