// SPDX-License-Identifier: Apache-2.0
// What each operation needs and leaves behind, but for bit syntax. verify.hpp says the same in words.
//
// Order within an operation is the engine's: read, collect, branch to the fail label, write.
#include "loader/verify/flow.hpp"

namespace loader::verify {

Flow::Next Flow::operation(GenericOp& op) {
  if (state_.has_fresh && op.op != Opcode::move && op.op != Opcode::swap && op.op != Opcode::get_tuple_element &&
      op.op != Opcode::set_tuple_element && op.op != Opcode::line) {
    state_.has_fresh = false;
  }
  switch (op.op) {
    case Opcode::line:
    case Opcode::executable_line:
    case Opcode::debug_line:
    case Opcode::nif_start:
    case Opcode::on_load: return Next::go_on;

    case Opcode::call:
    case Opcode::call_ext: return call(op);
    case Opcode::call_last:
    case Opcode::call_only:
    case Opcode::call_ext_last:
    case Opcode::call_ext_only: return tail_call(op);
    case Opcode::apply:
    case Opcode::apply_last:
    case Opcode::call_fun:
    case Opcode::call_fun2:
    case Opcode::raw_raise:
    case Opcode::bs_init_writable:
    case Opcode::build_stacktrace: return dynamic_call(op);

    case Opcode::bif0:
    case Opcode::bif1:
    case Opcode::bif2:
    case Opcode::bif3:
    case Opcode::gc_bif1:
    case Opcode::gc_bif2:
    case Opcode::gc_bif3: return guard_function(op);

    case Opcode::allocate:
    case Opcode::allocate_heap:
    case Opcode::test_heap:
    case Opcode::deallocate:
    case Opcode::return_:
    case Opcode::trim:
    case Opcode::init_yregs: return frame_operation(op);

    case Opcode::catch_:
    case Opcode::catch_end:
    case Opcode::try_:
    case Opcode::try_end:
    case Opcode::try_case: return catch_operation(op);

    case Opcode::send:
    case Opcode::remove_message:
    case Opcode::timeout:
    case Opcode::loop_rec:
    case Opcode::loop_rec_end:
    case Opcode::wait:
    case Opcode::wait_timeout:
    case Opcode::recv_marker_bind:
    case Opcode::recv_marker_clear:
    case Opcode::recv_marker_reserve:
    case Opcode::recv_marker_use: return receive_operation(op);

    case Opcode::func_info:
    case Opcode::badmatch:
    case Opcode::if_end:
    case Opcode::case_end:
    case Opcode::try_case_end:
    case Opcode::badrecord:
    case Opcode::raise: return raising(op);

    case Opcode::is_float:
    case Opcode::is_binary:
    case Opcode::is_bitstr:
    case Opcode::is_nonempty_list:
    case Opcode::is_tuple:
    case Opcode::is_map:
    case Opcode::test_arity:
    case Opcode::is_tagged_tuple: return type_test(op);

    case Opcode::jump:
    case Opcode::select_val:
    case Opcode::select_tuple_arity: return select(op);

    case Opcode::get_list:
    case Opcode::get_hd:
    case Opcode::get_tl:
    case Opcode::get_tuple_element: return decompose(op);

    case Opcode::move:
    case Opcode::swap:
    case Opcode::put_list:
    case Opcode::put_tuple2:
    case Opcode::set_tuple_element:
    case Opcode::update_record:
    case Opcode::make_fun3: return build(op);

    case Opcode::put_map_assoc:
    case Opcode::put_map_exact:
    case Opcode::has_map_fields:
    case Opcode::get_map_elements:
    case Opcode::get_record_elements: return map_operation(op);

    case Opcode::fmove:
    case Opcode::fconv:
    case Opcode::fadd:
    case Opcode::fsub:
    case Opcode::fmul:
    case Opcode::fdiv:
    case Opcode::fnegate: return float_operation(op);

    case Opcode::is_lt:
    case Opcode::is_ge:
    case Opcode::is_eq:
    case Opcode::is_ne:
    case Opcode::is_eq_exact:
    case Opcode::is_ne_exact:
    case Opcode::is_integer:
    case Opcode::is_number:
    case Opcode::is_atom:
    case Opcode::is_pid:
    case Opcode::is_reference:
    case Opcode::is_port:
    case Opcode::is_nil:
    case Opcode::is_list:
    case Opcode::is_function:
    case Opcode::is_function2:
    case Opcode::is_boolean:
    case Opcode::is_any_native_record:
    case Opcode::is_native_record:
    case Opcode::is_record_accessible:
    case Opcode::put_record:
    case Opcode::get_record_field: return generic(op);

    default: return bit_operation(op);
  }
}

bool Flow::branch(const Arg& label) { return label.word == 0 ? raise() : jump_to(label.index()); }

// Reads every source, collects if there is a Live, branches, writes every destination.
Flow::Next Flow::generic(GenericOp& op) {
  const OpcodeInfo& info = opcode_info(op.op);
  const Arg* live = nullptr;
  const Arg* fail_label = nullptr;
  for (unsigned i = 0; i < op.args.size(); ++i) {
    const Arg& arg = op.args[i];
    if (arg.is(ArgKind::list)) {
      for (const Arg& element : arg.list()) {
        if (!read(element)) return Next::refuse;
      }
      continue;
    }
    switch (info.operands[i]) {
      case Operand::source:
      case Operand::reg:
      case Operand::word_or_source:
        if (!read(arg)) return Next::refuse;
        break;
      case Operand::live: live = &arg; break;
      case Operand::label:
      case Operand::label_or_none: fail_label = &arg; break;
      default: break;
    }
  }
  if (live != nullptr && !collect(live->word)) return Next::refuse;
  if (fail_label != nullptr && !branch(*fail_label)) return Next::refuse;
  for (unsigned i = 0; i < op.args.size(); ++i) {
    if (info.operands[i] == Operand::destination && !op.args[i].is(ArgKind::list) && !write(op.args[i], Kind::term)) {
      return Next::refuse;
    }
  }
  return Next::go_on;
}

// --- calls

Flow::Next Flow::call(const GenericOp& op) {
  const std::uint64_t arity = op.args[0].word;
  if (!needs_frame()) return Next::refuse;
  if (op.op == Opcode::call) {
    const std::uint32_t callee = module_.label_home[op.args[1].word].function;
    if (module_.functions[callee].arity != arity) {
      fail(LoadErrorCode::bad_function, "call with the wrong arity");
      return Next::refuse;
    }
    if (!arguments(arity, callee) || !raise()) return Next::refuse;
    after_call();
    return Next::go_on;
  }
  const std::uint64_t import = op.args[1].word;
  if (module_.imports[import].arity != arity) {
    fail(LoadErrorCode::bad_function, "call with the wrong arity");
    return Next::refuse;
  }
  if (!arguments(arity, kNoCallee) || !raise()) return Next::refuse;
  if (has_trait(import, ImportTrait::never_returns)) return Next::stop;
  after_call();
  if (has_trait(import, ImportTrait::is_setelement)) {
    for (std::uint32_t i = 0; i < y_count_; ++i) {
      if (y(i).kind() == Kind::fresh) y(i) = Fact(Kind::term);  // of an earlier call
    }
    x(0) = Fact(Kind::fresh);
    state_.has_fresh = true;
  }
  return Next::go_on;
}

Flow::Next Flow::tail_call(const GenericOp& op) {
  const std::uint64_t arity = op.args[0].word;
  const bool is_local = op.op == Opcode::call_last || op.op == Opcode::call_only;
  const std::uint32_t callee = is_local ? module_.label_home[op.args[1].word].function : kNoCallee;
  const std::uint32_t expected = is_local ? module_.functions[callee].arity : module_.imports[op.args[1].word].arity;
  if (expected != arity) {
    fail(LoadErrorCode::bad_function, "call with the wrong arity");
    return Next::refuse;
  }
  if (!arguments(arity, callee)) return Next::refuse;
  if (!is_local && has_trait(op.args[1].word, ImportTrait::never_returns)) return stop(slots_are_set() && raise());
  const bool has_frame = op.op == Opcode::call_last || op.op == Opcode::call_ext_last;
  return stop(has_frame ? slots_are_set() && release_frame(op.args[2].word) : needs_no_frame());
}

Flow::Next Flow::dynamic_call(const GenericOp& op) {
  switch (op.op) {
    case Opcode::apply_last:
      return stop(arguments(op.args[0].word + 2, kNoCallee) && slots_are_set() && release_frame(op.args[1].word));
    case Opcode::build_stacktrace:
      if (!arguments(1, kNoCallee) || !collect(1)) return Next::refuse;
      x(0) = Fact(Kind::term);
      return Next::go_on;
    default: break;
  }
  std::uint64_t count = 0;
  if (op.op == Opcode::apply) count = op.args[0].word + 2;
  if (op.op == Opcode::call_fun) count = op.args[0].word + 1;
  if (op.op == Opcode::raw_raise) count = 3;
  if (op.op == Opcode::bs_init_writable) count = 1;
  if (op.op == Opcode::call_fun2) {
    count = op.args[1].word;
    if (!read(op.args[2])) return Next::refuse;
  }
  if (!needs_frame() || !arguments(count, kNoCallee) || !raise()) return Next::refuse;
  after_call();
  return Next::go_on;
}

Flow::Next Flow::guard_function(GenericOp& op) {
  const bool collects = op.op == Opcode::gc_bif1 || op.op == Opcode::gc_bif2 || op.op == Opcode::gc_bif3;
  const unsigned at = op.op == Opcode::bif0 ? 0 : collects ? 2 : 1;  // position of the import
  const std::uint64_t import = op.args[at].word;
  const std::size_t arity = op.args.size() - at - 2;
  if (module_.imports[import].arity != arity || !has_trait(import, ImportTrait::is_erlang) ||
      (!collects && !has_trait(import, ImportTrait::is_heapless_guard))) {
    fail(LoadErrorCode::bad_function, "not a guard function of this kind");
    return Next::refuse;
  }
  if (!(collects && has_trait(import, ImportTrait::is_size) && holds_term_or_context(op.args[at + 1])) &&
      !read_all(op.args.subspan(at + 1, arity))) {
    return Next::refuse;
  }
  if (collects && !collect(op.args[1].word)) return Next::refuse;
  if (at != 0 && !branch(op.args[0])) return Next::refuse;
  return next(write(op.args.back(), Kind::term));
}

// Nothing follows. The frame may be uncertain, see verify.hpp, 3.
Flow::Next Flow::raising(const GenericOp& op) {
  if (op.op == Opcode::func_info) {
    for (std::uint32_t i = 0; i < op.args[2].word; ++i) {
      const Kind kind = i < x_count_ ? x(i).kind() : Kind::undefined;
      if (kind < Kind::term || kind > Kind::term_or_context) {
        fail(LoadErrorCode::undefined_register, "argument x" + std::to_string(i) + " is not set");
        return Next::refuse;
      }
    }
    return stop(needs_no_frame());
  }
  return stop(read_all(op.args) && slots_are_set() && raise());
}

// --- frames and heap

Flow::Next Flow::frame_operation(const GenericOp& op) {
  const auto& args = op.args;
  switch (op.op) {
    case Opcode::allocate:
    case Opcode::allocate_heap: {
      if (!needs_no_frame() || !collect(args.back().word)) return Next::refuse;
      state_.frame = static_cast<std::int32_t>(args[0].word);
      for (std::int32_t i = 0; i < state_.frame; ++i) y(i) = Fact();
      return next(op.op == Opcode::allocate || reserve(args[1].need()));
    }
    case Opcode::test_heap: return next(collect(args[1].word) && reserve(args[0].need()));
    case Opcode::deallocate: return next(release_frame(args[0].word));
    case Opcode::return_: return stop(needs_no_frame() && arguments(1, kNoCallee));
    case Opcode::trim: {
      const std::uint64_t dropped = args[0].word;
      if (!state_.frame_is_known || state_.frame == kNoFrame || state_.is_sealed ||
          dropped + args[1].word != static_cast<std::uint64_t>(state_.frame)) {
        fail(LoadErrorCode::bad_frame, "trim does not fit the frame");
        return Next::refuse;
      }
      for (std::uint64_t i = 0; i < dropped; ++i) {
        if (y(i).is_mark()) {
          fail(LoadErrorCode::bad_catch, "y" + std::to_string(i) + " still holds a mark");
          return Next::refuse;
        }
      }
      const auto size = static_cast<std::uint64_t>(state_.frame);
      for (std::uint64_t i = 0; i < size; ++i) y(i) = i + dropped < size ? y(i + dropped) : Fact();
      state_.frame -= static_cast<std::int32_t>(dropped);
      return Next::go_on;
    }
    default:  // init_yregs
      for (const Arg& slot : args[0].list()) {
        if (!write(slot, Kind::term)) return Next::refuse;
      }
      return Next::go_on;
  }
}

// --- catch and try

Flow::Next Flow::catch_operation(const GenericOp& op) {
  const Arg& slot = op.args[0];
  if (op.op == Opcode::catch_ || op.op == Opcode::try_) {
    const Kind kind = op.op == Opcode::catch_ ? Kind::catch_mark : Kind::try_mark;
    if (!state_.frame_is_known || !write(slot, Fact(kind, op.args[1].index()))) {
      if (!state_.frame_is_known) fail(LoadErrorCode::bad_frame, "a mark without a certain frame");
      return Next::refuse;
    }
    ++state_.marks;
    return Next::go_on;
  }
  Fact* fact = nullptr;
  if (!locate(slot, fact)) return Next::refuse;
  const Kind expected = op.op == Opcode::catch_end ? Kind::catch_mark : Kind::try_mark;
  if (fact->kind() != expected || state_.is_sealed) {
    fail(LoadErrorCode::bad_catch, describe(slot) + " does not hold the mark");
    return Next::refuse;
  }
  if (op.op == Opcode::catch_end) {
    if (x(0).kind() != Kind::exception && !arguments(1, kNoCallee)) return Next::refuse;
    x(0) = Fact(Kind::term);
  } else if (op.op == Opcode::try_case) {
    if (!(x(0) == Fact(Kind::exception, 0))) {
      fail(LoadErrorCode::bad_catch, "try_case is reached without an exception");
      return Next::refuse;
    }
    after_call();
    x(1) = x(2) = Fact(Kind::term);
  }
  *fact = Fact(Kind::term);
  --state_.marks;
  return Next::go_on;
}

// --- messages

Flow::Next Flow::receive_operation(const GenericOp& op) {
  const auto& args = op.args;
  switch (op.op) {
    case Opcode::send:
      if (!needs_frame() || !arguments(2, kNoCallee) || !raise()) return Next::refuse;
      after_call();
      return Next::go_on;
    case Opcode::loop_rec:
      if (!args[1].is(ArgKind::x) || args[1].word != 0) {
        fail(LoadErrorCode::bad_instruction, "loop_rec to another register than x0");
        return Next::refuse;
      }
      if (!collect(0) || !jump_to(args[0].index())) return Next::refuse;
      x(0) = Fact(Kind::term);
      return Next::go_on;
    case Opcode::loop_rec_end:
    case Opcode::wait: return stop(collect(0) && jump_to(args[0].index()));
    case Opcode::wait_timeout: {
      // Woken by a message in `label L; wait_timeout L T` it is in the same place with its timer running, and
      // does not look at T again.
      const bool is_own_label = is_block_start_ && label_slot_[args[0].word] - 1 == block_;
      return next(read(args[1]) && collect(0) && raise() && (is_own_label || jump_to(args[0].index())));
    }
    case Opcode::timeout: drop_x_from(0); return Next::go_on;
    case Opcode::recv_marker_reserve: return next(write(args[0], Kind::marker));
    case Opcode::recv_marker_bind: {
      Fact* marker = nullptr;
      if (!locate(args[0], marker) || !read(args[1])) return Next::refuse;
      return next(marker->kind() == Kind::marker || fail(LoadErrorCode::bad_register_use, "no receive marker"));
    }
    default: return next(read_all(args));  // remove_message, recv_marker_clear, recv_marker_use
  }
}

// --- tests and jumps

Flow::Next Flow::type_test(GenericOp& op) {
  const Arg& source = op.args[1];
  Fact seen;
  if (!read(source, &seen)) return Next::refuse;
  if (op.op == Opcode::test_arity) prove(op, seen.kind() == Kind::tuple);
  if (!jump_to(op.args[0].index())) return Next::refuse;
  if (!source.is_reg()) return Next::go_on;
  Fact* fact = nullptr;
  if (!locate(source, fact)) return Next::refuse;
  switch (op.op) {
    case Opcode::is_float: *fact = Fact(Kind::float_); break;
    case Opcode::is_binary:
    case Opcode::is_bitstr: *fact = Fact(Kind::bitstring); break;
    case Opcode::is_nonempty_list: *fact = Fact(Kind::cons); break;
    case Opcode::is_map: *fact = Fact(Kind::map); break;
    case Opcode::is_tuple:
      if (fact->kind() != Kind::tuple) *fact = Fact(Kind::tuple, 0);
      break;
    default: *fact = Fact::tuple(op.args[2].word); break;  // test_arity, is_tagged_tuple
  }
  return Next::go_on;
}

Flow::Next Flow::select(GenericOp& op) {
  if (op.op == Opcode::jump) return stop(leave_to(op.args[0].index(), op));
  const Arg& source = op.args[0];
  Fact seen;
  if (!read(source, &seen) || !jump_to(op.args[1].index())) return Next::refuse;
  const auto list = op.args[2].list();
  if (op.op == Opcode::select_val || !source.is_reg()) {
    for (std::size_t i = 1; i < list.size(); i += 2) {
      if (!jump_to(list[i].index())) return Next::refuse;
    }
    return Next::stop;
  }
  prove(op, seen.kind() == Kind::tuple);
  Fact* fact = nullptr;
  if (!locate(source, fact)) return Next::refuse;
  for (std::size_t i = 0; i < list.size(); i += 2) {
    *fact = Fact::tuple(list[i].word);
    if (!jump_to(list[i + 1].index())) return Next::refuse;
  }
  return Next::stop;
}

// --- terms

Flow::Next Flow::decompose(GenericOp& op) {
  Fact seen;
  if (!read(op.args[0], &seen)) return Next::refuse;
  const bool is_element = op.op == Opcode::get_tuple_element;
  prove(op, is_element ? seen.has_element(op.args[1].word) : seen.kind() == Kind::cons);
  if (!op.is_proven() && !raise()) return Next::refuse;
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
    case Opcode::put_list: return next(read_all(args.first(2)) && consume(2, 0, 0) && write(args[2], Kind::cons));
    case Opcode::put_tuple2: {
      const auto elements = args[1].list();
      if (elements.empty()) {
        fail(LoadErrorCode::bad_instruction, "empty tuple");
        return Next::refuse;
      }
      return next(read_all(elements) && consume(elements.size() + 1, 0, 0) && write(args[0], Fact::tuple(elements.size())));
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
      if (!op.is_proven() && !raise()) return Next::refuse;
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
