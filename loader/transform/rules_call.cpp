// SPDX-License-Identifier: Apache-2.0
// Rules: calls. A call of a native goes to it directly; everything else through the callee's cell.
#include "loader/transform/translator.hpp"
#include "runtime/bifs/bif.hpp"

namespace loader {

using rt::Instr;
using rt::Word;

namespace {
constexpr int kBody = 0, kLast = 1, kOnly = 2;
}

Translator::Index Translator::call(Index i) {
  const GenericOp& o = op(i);
  switch (o.op) {
    case Opcode::call:
    case Opcode::call_last:
    case Opcode::call_only: {
      const std::uint32_t index = linked_.decoded().label_home[o.args[1].index()].function;
      rt::Function& f = linked_.module->functions[index];
      if (vm_.native_of(linked_.module->name, f.name, f.arity) != nullptr) {
        rt::Export* native = vm_.exports.intern(linked_.module->name, f.name, f.arity);
        const int kind = o.op == Opcode::call ? kBody : o.op == Opcode::call_last ? kLast : kOnly;
        call_export(native, f.arity, o, kind, kind == kLast ? o.args[2].word : 0);
        return 1;
      }
      if (o.op == Opcode::call) emit(Instr::call, pointer(&f));
      else if (o.op == Opcode::call_last) emit(Instr::call_last, pointer(&f), o.args[2].word);
      else emit(Instr::call_only, pointer(&f));
      return 1;
    }
    case Opcode::call_ext:
    case Opcode::call_ext_last:
    case Opcode::call_ext_only: {
      const int kind = o.op == Opcode::call_ext ? kBody : o.op == Opcode::call_ext_last ? kLast : kOnly;
      rt::Export* callee = linked_.imports[o.args[1].index()];
      call_export(callee, callee->arity, o, kind, kind == kLast ? o.args[2].word : 0);
      return 1;
    }
    case Opcode::call_fun: {
      const Word arity = o.args[0].word;
      if (next_is(i, Opcode::deallocate) && next_is(i + 1, Opcode::return_)) {
        emit(Instr::call_fun_last, rt::Src::x(static_cast<std::uint32_t>(arity)).word, arity, op(i + 1).args[0].word);
        return 3;
      }
      return emit(Instr::call_fun, arity), 1;
    }
    case Opcode::call_fun2: {
      const Word arity = o.args[1].word, fun = source(o.args[2]);
      if (next_is(i, Opcode::deallocate) && next_is(i + 1, Opcode::return_)) {
        emit(Instr::call_fun_last, fun, arity, op(i + 1).args[0].word);
        return 3;
      }
      return emit(Instr::call_fun2, fun, arity), 1;
    }
    case Opcode::apply: return emit(Instr::apply, o.args[0].word), 1;
    default: return emit(Instr::apply_last, o.args[0].word, o.args[1].word), 1;
  }
}

void Translator::call_export(rt::Export* callee, unsigned, const GenericOp&, int kind, Word frame_words) {
  if (callee->bif != nullptr) {
    const Word function = reinterpret_cast<Word>(callee->bif->function);
    if (kind == kBody) emit(Instr::call_native, pointer(callee), function);
    else if (kind == kLast) emit(Instr::call_native_last, pointer(callee), function, frame_words);
    else emit(Instr::call_native_only, pointer(callee), function);
    return;
  }
  if (kind == kBody) emit(Instr::call_ext, pointer(callee));
  else if (kind == kLast) emit(Instr::call_ext_last, pointer(callee), frame_words);
  else emit(Instr::call_ext_only, pointer(callee));
}

}  // namespace loader
