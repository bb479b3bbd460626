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
// Two moves that OTP makes one instruction of.
bool is_pair(const GenericOp& a, const GenericOp& b) {
  const auto are_neighbours = [](const Arg& r, const Arg& s) {
    return r.is_reg() && r.kind == s.kind && (r.index() + 1 == s.index() || s.index() + 1 == r.index());
  };
  const bool hands_on = a.args[1] == b.args[0];
  return !hands_on && are_neighbours(a.args[0], b.args[0]) && are_neighbours(a.args[1], b.args[1]);
}

}  // namespace

// OTP's loader drops the line before a tail call of Erlang code if a move to x0 stands before it, and that is an instruction
// of its own: what raises behind it, up to the next line, has the line from before.
bool Translator::is_line_dropped(Index line) const {
  if (line == 0 || line + 1 >= code_.ops.size()) return false;
  const auto is_move = [&](Index i) { return op(i).op == Opcode::move; };
  // A fun without an environment is a literal there.
  const bool is_fun = op(line - 1).op == Opcode::make_fun3 && op(line - 1).args[2].list().empty();
  if (!is_move(line - 1) && !is_fun) return false;
  if (!op(line - 1).args[1].is(ArgKind::x) || op(line - 1).args[1].index() != 0) return false;
  switch (const GenericOp& call = op(line + 1); call.op) {
    case Opcode::call_last: case Opcode::call_only: break;
    case Opcode::call_ext_last: case Opcode::call_ext_only:
      if (linked_.imports[call.args[1].index()]->bif != nullptr) return false;
      break;
    default: return false;
  }
  if (is_fun) return true;
  Index first = line - 1;
  while (first > 0 && is_move(first - 1)) --first;
  while (first + 1 < line - 1) first += is_pair(op(first), op(first + 1)) ? 2 : 1;
  return first == line - 1 || !is_pair(op(first), op(first + 1));
}

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
