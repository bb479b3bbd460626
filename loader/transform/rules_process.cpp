// SPDX-License-Identifier: Apache-2.0
// Rules: messages and exceptions; one instruction for one operation.
#include "loader/transform/translator.hpp"

namespace loader {

using rt::Instr;

Translator::Index Translator::process(Index i) {
  const GenericOp& o = op(i);
  switch (o.op) {
    case Opcode::send: emit(Instr::send); break;
    case Opcode::loop_rec: emit(Instr::loop_rec, destination(o.args[1]), label(o.args[0])); break;
    case Opcode::loop_rec_end: emit(Instr::loop_rec_end, label(o.args[0])); break;
    case Opcode::remove_message: emit(Instr::remove_message); break;
    case Opcode::wait: emit(Instr::wait, label(o.args[0])); break;
    case Opcode::wait_timeout: emit(Instr::wait_timeout, source(o.args[1]), label(o.args[0])); break;
    case Opcode::timeout: emit(Instr::timeout); break;
    case Opcode::recv_marker_reserve: emit(Instr::recv_marker_reserve, destination(o.args[0])); break;
    case Opcode::recv_marker_bind: emit(Instr::recv_marker_bind, source(o.args[0]), source(o.args[1])); break;
    case Opcode::recv_marker_clear: emit(Instr::recv_marker_clear, source(o.args[0])); break;
    default: emit(Instr::recv_marker_use, source(o.args[0])); break;
  }
  return 1;
}

Translator::Index Translator::exception(Index i) {
  const GenericOp& o = op(i);
  switch (o.op) {
    case Opcode::catch_:
    case Opcode::try_: emit(Instr::catch_, o.args[0].index(), label(o.args[1])); break;
    case Opcode::catch_end: emit(Instr::catch_end, o.args[0].index()); break;
    case Opcode::try_end: emit(Instr::try_end, o.args[0].index()); break;
    case Opcode::try_case: emit(Instr::try_case, o.args[0].index()); break;
    case Opcode::try_case_end: emit(Instr::try_case_end, source(o.args[0])); break;
    case Opcode::badmatch: emit(Instr::badmatch, source(o.args[0])); break;
    case Opcode::case_end: emit(Instr::case_end, source(o.args[0])); break;
    case Opcode::if_end: emit(Instr::if_end); break;
    case Opcode::badrecord: emit(Instr::badrecord, source(o.args[0])); break;
    case Opcode::raise: emit(Instr::raise, source(o.args[0]), source(o.args[1])); break;
    case Opcode::raw_raise: emit(Instr::raw_raise); break;
    default: emit(Instr::build_stacktrace); break;
  }
  return 1;
}

}  // namespace loader
