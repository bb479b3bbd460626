// SPDX-License-Identifier: Apache-2.0
// The rule of OTP's loader (ops.tab), and what it depends on: which moves are one instruction there.
#include "loader/transform/dropped_line.hpp"

namespace loader {
namespace {

// Two moves that OTP makes one instruction of.
bool is_pair(const GenericOp& a, const GenericOp& b) {
  const auto are_neighbours = [](const Arg& r, const Arg& s) {
    return r.is_reg() && r.kind == s.kind && (r.index() + 1 == s.index() || s.index() + 1 == r.index());
  };
  const bool hands_on = a.args[1] == b.args[0];
  return !hands_on && are_neighbours(a.args[0], b.args[0]) && are_neighbours(a.args[1], b.args[1]);
}

}  // namespace

bool is_line_dropped(const LinkedModule& linked, const FunctionCode& code, std::size_t line) {
  const auto op = [&code](std::size_t i) -> const GenericOp& { return code.ops[i]; };
  if (line == 0 || line + 1 >= code.ops.size()) return false;
  const auto is_move = [&](std::size_t i) { return op(i).op == Opcode::move; };
  // A fun without an environment is a literal there.
  const bool is_fun = op(line - 1).op == Opcode::make_fun3 && op(line - 1).args[2].list().empty();
  if (!is_move(line - 1) && !is_fun) return false;
  if (!op(line - 1).args[1].is(ArgKind::x) || op(line - 1).args[1].index() != 0) return false;
  switch (const GenericOp& call = op(line + 1); call.op) {
    case Opcode::call_last: case Opcode::call_only: break;
    case Opcode::call_ext_last: case Opcode::call_ext_only:
      if (linked.imports[call.args[1].index()]->bif != nullptr) return false;
      break;
    default: return false;
  }
  if (is_fun) return true;
  std::size_t first = line - 1;
  while (first > 0 && is_move(first - 1)) --first;
  while (first + 1 < line - 1) first += is_pair(op(first), op(first + 1)) ? 2 : 1;
  return first == line - 1 || !is_pair(op(first), op(first + 1));
}

}  // namespace loader
