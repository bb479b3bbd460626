// SPDX-License-Identifier: Apache-2.0
// Translator: one verified function -> internal instructions. translate() walks the generic operations; each area of
// the instruction set has its file rules_<area>.cpp with the functions that translate one operation, looking ahead to
// fuse it with the following ones where a count over real code has shown that to pay (superinstructions).
//
// A rule gets the index of its operation and returns how many operations it consumed. It relies on the contract of
// verify.hpp and on nothing else; what the verifier could not prove it puts a check_* instruction before.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "loader/link/linked_module.hpp"
#include "runtime/code/coverage.hpp"
#include "runtime/code/emit.hpp"
#include "runtime/vm.hpp"

namespace loader {

class Translator {
 public:
  Translator(rt::Vm& vm, LinkedModule& linked, rt::Function& function, const FunctionCode& code);

  // Everything; afterwards words() and lines() are complete. False: error() says why (a link error).
  bool translate();
  std::vector<rt::Word>& words() { return writer_.words(); }
  std::vector<rt::LineEntry>& lines() { return lines_; }
  const std::string& error() const { return error_; }

 private:
  using Index = std::size_t;
  Index operation(Index i);

  // rules_move.cpp: moves, frames, jumps
  Index move(Index i);
  void begin_line(Index line);
  Index frame(Index i);
  void clear_frame(rt::Word slots);
  void init_slots(std::span<const rt::Word> slots);
  // rules_test.cpp: type tests, comparisons, selection
  Index type_test(Index i);
  Index comparison(Index i);
  Index select(Index i);
  // rules_data.cpp: tuples, lists, maps, funs
  Index tuple(Index i);
  Index get_elements(Index i);
  Index list(Index i);
  Index map(Index i);
  bool new_small_map(const GenericOp& op, const std::vector<std::pair<rt::Word, rt::Word>>& pairs);
  Index make_fun(Index i);
  // rules_arith.cpp: guard functions, float registers
  Index guard_function(Index i);
  bool adds_to_product(Index i) const;
  Index arithmetic(Index i, rt::Export* callee, const Arg& a, const Arg& b, const Arg& d, rt::Word live, rt::Word fail);
  Index floats(Index i);
  // rules_call.cpp
  Index call(Index i);
  void call_export(rt::Export* callee, unsigned arity, const GenericOp& op, int kind, rt::Word frame_words);
  // rules_binary.cpp
  Index match_binary(Index i);
  Index build_binary(Index i);
  // rules_binary_old.cpp: construction as compilers before OTP 25 write it
  Index build_binary_old(Index i);
  // rules_coverage.cpp
  void count_call();
  void count_line(Index i);
  void count(rt::CoverageCell& cell);
  // rules_process.cpp: messages, exceptions
  Index process(Index i);
  Index exception(Index i);

  // --- operands
  const GenericOp& op(Index i) const { return code_.ops[i]; }
  // The next reachable operation is `opcode` and has no label before it.
  bool next_is(Index i, Opcode opcode) const { return i + 1 < code_.ops.size() && op(i + 1).op == opcode && op(i + 1).is_reachable(); }
  rt::Word source(const Arg& a);                 // an S operand
  std::optional<rt::Term> constant(const Arg& a);  // nothing for registers
  static rt::Word destination(const Arg& a) {
    return a.is(ArgKind::y) ? a.index() | rt::DReg::kYBit : a.index();
  }
  rt::Word label(const Arg& a) const { return a.index() == 0 ? 0 : a.index() - label_base_ + 1; }
  rt::Term atom(const Arg& a) const { return linked_.atoms[a.index()]; }
  std::string_view atom_text(const Arg& a) const { return linked_.decoded().atoms[a.index()]; }
  static rt::Word heap_words(HeapNeed need) {
    // A float that fits no immediate is two words; a fun is header, row and creator before its environment.
    return rt::Word{need.words} + 2 * rt::Word{need.floats} + 3 * rt::Word{need.funs};
  }
  rt::Term big_constant(std::span<const std::uint8_t> big_endian);
  rt::Word flags_of(const Arg& a);  // bit_flags of a flags operand

  template <class... Operands>
  void emit(rt::Instr instr, Operands... operands) {
    writer_.emit(instr, {static_cast<rt::Word>(operands)...});
  }
  void append_source(const Arg& a) { writer_.append(source(a)); }
  rt::Word pointer(const void* p) const { return reinterpret_cast<rt::Word>(p); }
  rt::Term keep(rt::Term (*build)(rt::HeapWriter&, const void*), const void* argument, std::size_t words);

  rt::Vm& vm_;
  LinkedModule& linked_;
  rt::Function& function_;
  const FunctionCode& code_;
  rt::CodeWriter writer_;
  std::vector<rt::LineEntry> lines_;
  std::uint32_t label_base_ = 0;
  std::uint32_t info_label_ = 0;
  std::string error_;
};

}  // namespace loader
