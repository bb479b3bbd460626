// SPDX-License-Identifier: Apache-2.0
// Rules: construction of bitstrings field by field, as compilers before OTP 25 write it.
#include "loader/transform/translator.hpp"

namespace loader {

using rt::Instr;

Translator::Index Translator::build_binary_old(Index i) {
  const GenericOp& o = op(i);
  const auto& a = o.args;
  switch (o.op) {
    case Opcode::bs_init2:  // label, size, heap, live, flags, destination
      emit(Instr::bs_begin, source(a[1]), destination(a[5]), a[3].word, 8, label(a[0]), heap_words(a[2].need()));
      return 1;
    case Opcode::bs_init_bits:
      emit(Instr::bs_begin, source(a[1]), destination(a[5]), a[3].word, 1, label(a[0]), heap_words(a[2].need()));
      return 1;
    case Opcode::bs_append:  // label, size, heap, live, unit, bitstring, flags, destination
      emit(Instr::bs_append, source(a[1]), source(a[5]), destination(a[7]), a[3].word, a[4].word, label(a[0]),
           heap_words(a[2].need()));
      return 1;
    case Opcode::bs_private_append:  // label, size, unit, bitstring, flags, destination
      emit(Instr::bs_private_append, source(a[1]), source(a[3]), destination(a[5]), a[2].word, label(a[0]));
      return 1;
    case Opcode::bs_add:  // label, first, second, unit, destination
      emit(Instr::bs_add, source(a[1]), source(a[2]), destination(a[4]), a[3].word, label(a[0]));
      return 1;
    case Opcode::bs_put_integer:  // label, size, unit, flags, value
      emit(Instr::bs_put_integer, source(a[4]), source(a[1]), a[2].word, flags_of(a[3]), label(a[0]));
      return 1;
    case Opcode::bs_put_float:
      emit(Instr::bs_put_float, source(a[4]), source(a[1]), a[2].word, flags_of(a[3]), label(a[0]));
      return 1;
    case Opcode::bs_put_binary: emit(Instr::bs_put_binary, source(a[4]), source(a[1]), a[2].word, label(a[0])); return 1;
    case Opcode::bs_put_string:  // count, offset
      if (a[0].word > 0xFFFFFFFF) error_ = "a string is too long";
      else emit(Instr::bs_put_string, pointer(linked_.decoded().strings.data() + a[1].word), a[0].word);
      return 1;
    case Opcode::bs_put_utf8: emit(Instr::bs_put_utf8, source(a[2]), label(a[0])); return 1;  // label, flags, value
    case Opcode::bs_put_utf16: emit(Instr::bs_put_utf16, source(a[2]), flags_of(a[1]), label(a[0])); return 1;
    case Opcode::bs_put_utf32: emit(Instr::bs_put_utf32, source(a[2]), flags_of(a[1]), label(a[0])); return 1;
    case Opcode::bs_utf8_size: emit(Instr::bs_utf8_size, source(a[1]), destination(a[2])); return 1;  // label is 0
    default: emit(Instr::bs_utf16_size, source(a[1]), destination(a[2])); return 1;
  }
}

}  // namespace loader
