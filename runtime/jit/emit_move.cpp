// SPDX-License-Identifier: Apache-2.0
// Native code: moves, frames, heap, jumps. As ops_move.hpp.
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

void Emitter::move_x_x(XReg s, XReg d) { copy(s, d); }
void Emitter::move_x_y(XReg s, YReg d) { copy(s, d); }
void Emitter::move_y_x(YReg s, XReg d) { copy(s, d); }
void Emitter::move_y_y(YReg s, YReg d) { copy(s, d); }
void Emitter::move_c_x(XReg d, Term c) { copy(c, d); }
void Emitter::move_c_y(YReg d, Term c) { copy(c, d); }
void Emitter::move2_x_x_x_x(XReg a, XReg b, XReg c, XReg d) {
  copy(a, b);
  copy(c, d);
}
void Emitter::move2_x_y_x_y(XReg a, YReg b, XReg c, YReg d) {
  copy(a, b);
  copy(c, d);
}
void Emitter::move2_y_x_y_x(YReg a, XReg b, YReg c, XReg d) {
  copy(a, b);
  copy(c, d);
}
void Emitter::move3_x_x(XReg a, XReg b, XReg c, XReg d, XReg s, XReg t) {
  copy(a, b);
  copy(c, d);
  copy(s, t);
}
void Emitter::move3_y_x(YReg a, XReg b, YReg c, XReg d, YReg s, XReg t) {
  copy(a, b);
  copy(c, d);
  copy(s, t);
}
void Emitter::move3_x_y(XReg a, YReg b, XReg c, YReg d, XReg s, YReg t) {
  copy(a, b);
  copy(c, d);
  copy(s, t);
}
void Emitter::swap(DReg a, DReg b) {
  const ValueId va = of(a), vb = of(b);
  gpr(va);
  gpr(vb);
  put(a, vb);
  put(b, va);
}
void Emitter::init_y(YReg y) { copy(Term::nil(), y); }
void Emitter::init_yregs(std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) init_y({static_cast<std::uint16_t>(list()[i / 4] >> (i % 4 * 16))});
}

// So many words that their bytes are no displacement: no compiler needs them.
constexpr std::uint32_t kMostWords = 1u << 27;

void Emitter::add_to_stack(std::int32_t words) {
  if (words != 0) a_.lea(kSp, x86::ptr(kSp, 8 * words));
  registers_.move_stack(-words);
}
void Emitter::allocate(std::uint32_t words, std::uint32_t) {
  want_room(words, slow());
  add_to_stack(-static_cast<std::int32_t>(words));
}
void Emitter::allocate_heap(std::uint32_t words, std::uint32_t, std::uint32_t heap_words) {
  if (heap_words > kMostWords) return leave();
  want_room(words + heap_words, slow());
  add_to_stack(-static_cast<std::int32_t>(words));
}
void Emitter::allocate_move_x_y(std::uint32_t words, std::uint32_t live, XReg s, YReg d) {
  allocate(words, live);
  copy(s, d);
}
void Emitter::test_heap(std::uint32_t, std::uint32_t words) {
  if (words > kMostWords) return leave();
  want_room(words, slow());
}
void Emitter::trim(std::uint32_t words) { add_to_stack(static_cast<std::int32_t>(words)); }
void Emitter::deallocate(std::uint32_t words) { add_to_stack(static_cast<std::int32_t>(words)); }
void Emitter::jump(LabelRef to) {
  a_.jmp(target(to));
  ends();
}

}  // namespace rt::jit
