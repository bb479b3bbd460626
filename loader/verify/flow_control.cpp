// SPDX-License-Identifier: Apache-2.0
// Frames, catch and try, messages, tests and jumps.
#include "loader/verify/flow.hpp"

namespace loader::verify {

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
    case Opcode::wait_timeout:
      return next(read(args[1]) && collect(0) && raise() && (comes_back(op) || jump_to(args[0].index())));
    case Opcode::timeout: drop_x_from(0); return Next::go_on;
    case Opcode::recv_marker_reserve: return next(write(args[0], Kind::marker));
    case Opcode::recv_marker_bind: {
      Fact* marker = nullptr;
      if (!locate(args[0], marker) || !read(args[1])) return Next::refuse;
      return next(marker->kind() == Kind::marker ||
                  fail(LoadErrorCode::bad_register_use, "no receive marker"));
    }
    default: return next(read_all(args));  // remove_message, recv_marker_clear, recv_marker_use
  }
}

// Woken by a message in `label L; wait_timeout L T` it is in the same place with its timer running, and does not
// look at T again. The label may also be one that jumps here.
bool Flow::comes_back(const GenericOp& wait) {
  constexpr int kMaxJumps = 4;
  std::uint32_t at = labels_[label_slot_[wait.args[0].word] - 1].op;
  for (int jumps = 0; code_->ops.data() + at + 1 != &wait; ++jumps) {
    if (at + 1 == code_->ops.size() || jumps == kMaxJumps) return false;
    GenericOp& op = code_->ops[at + 1];
    if (op.op != Opcode::jump) return false;
    op.flags |= kReachable;
    at = labels_[label_slot_[op.args[0].word] - 1].op;
  }
  return true;
}

// --- tests and jumps

Flow::Next Flow::type_test(GenericOp& op) {
  const Arg& source = op.args[1];
  Fact seen;
  if (op.op == Opcode::is_bitstr && source.is_reg()) {
    Fact* maybe = nullptr;
    if (!locate(source, maybe)) return Next::refuse;
    seen = *maybe;
    if (seen.kind() == Kind::parameter || seen.kind() == Kind::term_or_context || seen.kind() == Kind::context) {
      // True of a context, too. Where it fails there is none.
      if (seen.kind() != Kind::context) *maybe = Fact(Kind::term);
      if (!jump_to(op.args[0].index())) return Next::refuse;
      *maybe = seen;
      return Next::go_on;
    }
  }
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

}  // namespace loader::verify
