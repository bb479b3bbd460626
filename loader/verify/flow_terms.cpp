// SPDX-License-Identifier: Apache-2.0
// Taking terms apart, building them, maps, floats.
#include "loader/verify/flow.hpp"

namespace loader::verify {

Flow::Next Flow::decompose(GenericOp& op) {
  Fact seen;
  if (!read(op.args[0], &seen)) return Next::refuse;
  const bool is_element = op.op == Opcode::get_tuple_element;
  prove(op, is_element ? seen.has_element(op.args[1].word) : seen.kind() == Kind::cons);
  if (!op.is_proven() && !to_handler()) return Next::refuse;
  if (op.op == Opcode::get_list && !write(op.args[1], Kind::term)) return Next::refuse;
  return next(write(op.args.back(), Kind::term));
}

Flow::Next Flow::build(GenericOp& op) {
  const auto& args = op.args;
  switch (op.op) {
    case Opcode::move: {
      if (!args[0].is_reg()) return next(write(args[1], Kind::term));
      Fact* fact = nullptr;
      if (!locate(args[0], fact)) return Next::refuse;
      if (fact->is_movable()) return next(write(args[1], *fact));
      return next(read(args[0]));  // which says what is wrong
    }
    case Opcode::swap: {
      Fact* first = nullptr;
      Fact* second = nullptr;
      if (!locate(args[0], first) || !locate(args[1], second)) return Next::refuse;
      if (!first->is_movable()) return next(read(args[0]));
      if (!second->is_movable()) return next(read(args[1]));
      const Fact moved = *first;
      return next(write(args[0], *second) && write(args[1], moved));
    }
    case Opcode::put_list:
      return next(read_all(args.first(2)) && consume(2, 0, 0) && write(args[2], Kind::cons));
    case Opcode::put_tuple2: {
      const auto elements = args[1].list();
      if (elements.empty()) {
        fail(LoadErrorCode::bad_instruction, "empty tuple");
        return Next::refuse;
      }
      return next(read_all(elements) && consume(elements.size() + 1, 0, 0) &&
                  write(args[0], Fact::tuple(elements.size())));
    }
    case Opcode::set_tuple_element: {
      Fact seen;
      if (!read(args[0]) || !read(args[1], &seen)) return Next::refuse;
      if (seen.kind() != Kind::fresh || !state_.has_fresh) {
        fail(LoadErrorCode::bad_register_use, "set_tuple_element on a tuple that others may see");
        return Next::refuse;
      }
      return next(raise());
    }
    case Opcode::update_record: {
      const std::uint64_t size = args[1].word;
      const auto updates = args[4].list();
      Fact seen;
      if (!read(args[2], &seen)) return Next::refuse;
      for (std::size_t i = 0; i < updates.size(); i += 2) {
        if (updates[i].word == 0 || updates[i].word > size) {
          fail(LoadErrorCode::bad_instruction, "no such element");
          return Next::refuse;
        }
        if (!read(updates[i + 1])) return Next::refuse;
      }
      prove(op, seen == Fact::tuple(size));
      if (!op.is_proven() && !to_handler()) return Next::refuse;
      return next(consume(size + 1, 0, 0) && write(args[3], Fact::tuple(size)));
    }
    default: {  // make_fun3
      const auto environment = args[2].list();
      if (module_.funs[args[0].word].free_count != environment.size()) {
        fail(LoadErrorCode::bad_function, "environment of a wrong size");
        return Next::refuse;
      }
      return next(read_all(environment) && consume(environment.size(), 0, 1) && write(args[1], Kind::term));
    }
  }
}

Flow::Next Flow::map_operation(GenericOp& op) {
  const auto& args = op.args;
  const auto list = args.back().list();
  Fact seen;
  if (!read(args[1], &seen)) return Next::refuse;
  if (op.op == Opcode::put_map_assoc || op.op == Opcode::put_map_exact) {
    return next(read_all(list) && collect(args[3].word) && branch(args[0]) && write(args[2], Kind::map));
  }
  prove(op, seen.kind() == Kind::map);
  if (op.op == Opcode::has_map_fields) {
    if (!read_all(list) || !jump_to(args[0].index())) return Next::refuse;
  } else {  // pairs of key and destination; the first ones may have been written when a later key is missing
    for (std::size_t i = 0; i < list.size(); i += 2) {
      if (!read(list[i])) return Next::refuse;
    }
    for (std::size_t i = 1; i < list.size(); i += 2) {
      Fact* fact = nullptr;
      if (!locate(list[i], fact) || !write(list[i], meet(*fact, Kind::term))) return Next::refuse;
    }
    if (!branch(args[0])) return Next::refuse;
    for (std::size_t i = 1; i < list.size(); i += 2) {
      if (!write(list[i], Kind::term)) return Next::refuse;
    }
  }
  return Next::go_on;
}

Flow::Next Flow::float_operation(GenericOp& op) {
  const auto& args = op.args;
  const auto is_set = [this](const Arg& reg) {
    return fr(reg.word).is_set() || fail(LoadErrorCode::undefined_register, describe(reg) + " is not set");
  };
  if (op.op == Opcode::fmove && args[0].is(ArgKind::fr) && !args[1].is(ArgKind::fr)) {
    return next(is_set(args[0]) && consume(0, 1, 0) && write(args[1], Kind::float_));
  }
  if (!args.back().is(ArgKind::fr)) {
    fail(LoadErrorCode::bad_operand, "fmove without a float register");
    return Next::refuse;
  }
  Fact seen;
  for (const Arg& arg : args.first(args.size() - 1)) {
    if (arg.is(ArgKind::label)) continue;
    if (arg.is(ArgKind::fr) ? !is_set(arg) : !read(arg, &seen)) return Next::refuse;
  }
  if (op.op == Opcode::fmove) prove(op, args[0].is(ArgKind::fr) || seen.kind() == Kind::float_);
  if (!op.is_proven() && !raise()) return Next::refuse;
  fr(args.back().word) = Fact(Kind::float_);
  return Next::go_on;
}

}  // namespace loader::verify
