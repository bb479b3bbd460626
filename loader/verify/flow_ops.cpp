// SPDX-License-Identifier: Apache-2.0
// What each operation needs and leaves behind; verify.hpp says the same in words. Here: who handles it, and
// calls. flow_control.cpp, flow_terms.cpp and flow_bits.cpp have the rest.
//
// Order within an operation is the engine's: read, collect, branch to the fail label, write.
#include "loader/verify/flow.hpp"

namespace loader::verify {

Flow::Next Flow::operation(GenericOp& op) {
  if (state_.has_fresh && op.op != Opcode::move && op.op != Opcode::swap &&
      op.op != Opcode::get_tuple_element && op.op != Opcode::set_tuple_element && op.op != Opcode::line) {
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
    if (info.operands[i] == Operand::destination && !op.args[i].is(ArgKind::list) &&
        !write(op.args[i], Kind::term)) {
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
  const std::uint32_t expected =
      is_local ? module_.functions[callee].arity : module_.imports[op.args[1].word].arity;
  if (expected != arity) {
    fail(LoadErrorCode::bad_function, "call with the wrong arity");
    return Next::refuse;
  }
  if (!arguments(arity, callee)) return Next::refuse;
  if (!is_local && has_trait(op.args[1].word, ImportTrait::never_returns))
    return stop(slots_are_set() && raise());
  const bool has_frame = op.op == Opcode::call_last || op.op == Opcode::call_ext_last;
  return stop(has_frame ? slots_are_set() && release_frame(op.args[2].word) : needs_no_frame());
}

Flow::Next Flow::dynamic_call(const GenericOp& op) {
  switch (op.op) {
    case Opcode::apply_last:
      return stop(arguments(op.args[0].word + 2, kNoCallee) && slots_are_set() &&
                  release_frame(op.args[1].word));
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
  const Arg& result = op.args.back();
  if (presets_ && !collects && at != 0 && op.args[0].word != 0 && result.is(ArgKind::x) && !x(result.word).is_set()) {
    op.flags |= kPresets;
    x(result.word) = Fact(Kind::term);
  }
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

}  // namespace loader::verify
