// SPDX-License-Identifier: Apache-2.0
// Rules: moves, frames, jumps.
#include "loader/transform/translator.hpp"

namespace loader {

using rt::Instr;
using rt::Word;

namespace {
enum class Path : std::uint8_t { x_x, x_y, y_x, y_y, other };
Path path_of(const GenericOp& op) {
  const Arg &s = op.args[0], &d = op.args[1];
  if (s.is(ArgKind::x)) return d.is(ArgKind::x) ? Path::x_x : Path::x_y;
  if (s.is(ArgKind::y)) return d.is(ArgKind::x) ? Path::y_x : Path::y_y;
  return Path::other;
}
}  // namespace

void Translator::init_slots(std::span<const Word> slots) {
  if (slots.size() == 1) return emit(Instr::init_y, slots[0]);
  emit(Instr::init_yregs, slots.size());
  Word packed = 0;
  for (std::size_t k = 0; k < slots.size(); ++k) {
    packed |= slots[k] << (k % 4 * 16);
    if (k % 4 == 3 || k + 1 == slots.size()) {
      writer_.append(packed);
      packed = 0;
    }
  }
}

Translator::Index Translator::move(Index i) {
  const GenericOp& o = op(i);
  if (o.op == Opcode::swap) {
    emit(Instr::swap, destination(o.args[0]), destination(o.args[1]));
    return 1;
  }
  if (o.op == Opcode::init_yregs) {
    std::vector<Word> slots;
    for (const Arg& slot : o.args[0].list()) slots.push_back(slot.index());
    init_slots(slots);
    return 1;
  }
  const Word s = o.args[0].is_reg() ? o.args[0].index() : 0, d = o.args[1].index();
  const Path path = path_of(o);
  const auto same_path = [&](Index k) { return next_is(k - 1, Opcode::move) && path_of(op(k)) == path; };
  const auto src = [&](Index k) { return op(k).args[0].index(); };
  const auto dst = [&](Index k) { return op(k).args[1].index(); };
  if (path == Path::other) {
    const Word c = source(o.args[0]);
    if (o.args[1].is(ArgKind::x)) {
      if (d == 0 && next_is(i, Opcode::return_)) {
        emit(Instr::move_return_c, c);
        return 2;
      }
      emit(Instr::move_c_x, d, c);
    } else {
      emit(Instr::move_c_y, d, c);
    }
    return 1;
  }
  // Before a call: the last move goes with it.
  if (path == Path::x_x || path == Path::y_x) {
    // Its line may stand between; a move raises nothing, so it can belong to the line too.
    const Index at = next_is(i, Opcode::line) ? i + 1 : i;
    if (next_is(at, Opcode::call) || (path == Path::x_x && next_is(at, Opcode::call_only))) {
      const GenericOp& c = op(at + 1);
      const std::uint32_t callee = linked_.decoded().label_home[c.args[1].index()].function;
      rt::Function& f = linked_.module->functions[callee];
      if (vm_.native_of(linked_.module->name, f.name, f.arity) == nullptr && !c.is_trap()) {
        const Instr fused = c.op == Opcode::call_only ? Instr::move_call_only_x
                            : path == Path::x_x       ? Instr::move_call_x
                                                      : Instr::move_call_y;
        if (at != i) operation(at);
        emit(fused, pointer(&f), s, d);
        return at + 2 - i;
      }
    }
    if (path == Path::x_x && d == 0 && next_is(i, Opcode::return_)) {
      emit(Instr::move_return_x, s);
      return 2;
    }
    if (path == Path::y_x && d == 0 && next_is(i, Opcode::deallocate) && next_is(i + 1, Opcode::return_)) {
      emit(Instr::move_deallocate_return_y, s, op(i + 1).args[0].word);
      return 3;
    }
  }
  if (path != Path::y_y && same_path(i + 1)) {
    if (same_path(i + 2)) {
      const Instr three = path == Path::x_x ? Instr::move3_x_x : path == Path::x_y ? Instr::move3_x_y : Instr::move3_y_x;
      emit(three, s, d, src(i + 1), dst(i + 1), src(i + 2), dst(i + 2));
      return 3;
    }
    const Instr two = path == Path::x_x   ? Instr::move2_x_x_x_x
                      : path == Path::x_y ? Instr::move2_x_y_x_y
                                          : Instr::move2_y_x_y_x;
    emit(two, s, d, src(i + 1), dst(i + 1));
    return 2;
  }
  switch (path) {
    case Path::x_x: emit(Instr::move_x_x, s, d); break;
    case Path::x_y: emit(Instr::move_x_y, s, d); break;
    case Path::y_x: emit(Instr::move_y_x, s, d); break;
    case Path::y_y: emit(Instr::move_y_y, s, d); break;
    case Path::other: break;
  }
  return 1;
}

void Translator::clear_frame(Word slots) {
  if (!code_.clears_frames || slots == 0) return;
  std::vector<Word> all(slots);
  for (Word i = 0; i < slots; ++i) all[i] = i;
  init_slots(all);
}

Translator::Index Translator::frame(Index i) {
  const GenericOp& o = op(i);
  switch (o.op) {
    case Opcode::allocate: {
      if (!code_.clears_frames && next_is(i, Opcode::move) && path_of(op(i + 1)) == Path::x_y &&
          !(next_is(i + 1, Opcode::move) && path_of(op(i + 2)) == Path::x_y)) {
        emit(Instr::allocate_move_x_y, o.args[0].word, o.args[1].word, op(i + 1).args[0].index(), op(i + 1).args[1].index());
        return 2;
      }
      emit(Instr::allocate, o.args[0].word, o.args[1].word);
      clear_frame(o.args[0].word);
      return 1;
    }
    case Opcode::allocate_heap:
      emit(Instr::allocate_heap, o.args[0].word, o.args[2].word, heap_words(o.args[1].need()));
      clear_frame(o.args[0].word);
      return 1;
    case Opcode::test_heap: emit(Instr::test_heap, o.args[1].word, heap_words(o.args[0].need())); return 1;
    case Opcode::deallocate:
      if (next_is(i, Opcode::return_)) {
        emit(Instr::deallocate_return, o.args[0].word);
        return 2;
      }
      emit(Instr::deallocate, o.args[0].word);
      return 1;
    case Opcode::trim: emit(Instr::trim, o.args[0].word); return 1;
    case Opcode::return_: emit(Instr::return_); return 1;
    default:  // jump
      if (!o.is_trap()) emit(Instr::jump, label(o.args[0]));
      return 1;
  }
}

}  // namespace loader
