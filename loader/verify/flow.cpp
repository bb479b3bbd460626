// SPDX-License-Identifier: Apache-2.0
// The worklist and the meeting of states. One entry point: Flow::run().
//
// Work is bounded: every step and every fact that is merged costs, and a function that costs far more
// than real code ever does is refused as too complex. (The compiler's output needs one or two visits a
// label.)
#include "loader/verify/flow.hpp"

#include <algorithm>
#include <bit>

namespace loader::verify {
namespace {

constexpr std::size_t kMaxLabelFacts = std::size_t{1} << 24;
constexpr std::uint64_t kStepsPerOp = 200;
constexpr std::uint64_t kSpareSteps = 1'000'000;
constexpr std::uint32_t kTryCaseResults = 3;  // x0..x2

}  // namespace

Result<void> Flow::run(FunctionCode& code, ContextUse& use) {
  code_ = &code;
  use_ = &use;
  error_ = {Stage::verify, LoadErrorCode::bad_instruction, std::string(module_.name()), "Code", 0, {}};
  presets_ = false;
  if (settle()) return {};
  if (error_.code != LoadErrorCode::undefined_register) return std::unexpected(error_);
  const LoadError error = error_;
  use = {};
  presets_ = true;
  if (settle()) return {};
  return std::unexpected(error);
}

bool Flow::settle() {
  if (!prepare()) return false;
  while (first_pending_ < pending_.size()) {
    if (pending_[first_pending_] == 0) {
      ++first_pending_;
      continue;
    }
    const auto bit = static_cast<unsigned>(std::countr_zero(pending_[first_pending_]));
    pending_[first_pending_] &= pending_[first_pending_] - 1;
    if (!analyse_block(static_cast<std::uint32_t>(first_pending_ * 64 + bit))) return false;
  }
  return true;
}

// Counts registers, numbers the labels, and puts the entry's state in place.
bool Flow::prepare() {
  const FunctionInfo& info = module_.functions[code_->function];
  x_count_ = std::max({std::uint32_t{code_->x_count}, info.arity, kTryCaseResults});
  y_count_ = code_->y_count;
  labels_.clear();
  for (std::uint32_t i = 0; i < code_->ops.size(); ++i) {
    GenericOp& op = code_->ops[i];
    op.flags = 0;
    if (op.op == Opcode::label) {
      label_slot_[op.args[0].word] = static_cast<std::uint32_t>(labels_.size()) + 1;
      labels_.push_back({{}, i, false, false});
    } else if (op.op == Opcode::allocate || op.op == Opcode::allocate_heap) {
      y_count_ = std::max(y_count_, op.args[0].index());
    }
  }
  for (std::size_t i = labels_.size(); i-- != 0;) {
    std::uint32_t at = labels_[i].op + 1;
    while (at < code_->ops.size() && code_->ops[at].op == Opcode::line) ++at;
    if (at == code_->ops.size()) continue;
    labels_[i].is_try_handler = code_->ops[at].op == Opcode::try_case ||
                                (code_->ops[at].op == Opcode::label && labels_[i + 1].is_try_handler);
  }
  fact_count_ = x_count_ + y_count_ + code_->fr_count;
  steps_left_ = kSpareSteps + kStepsPerOp * code_->ops.size();
  if (labels_.size() * fact_count_ > kMaxLabelFacts || module_.label_home.size() > Fact::kMaxPayload) {
    return fail(LoadErrorCode::too_complex, "too many labels and registers");
  }
  label_facts_.resize(labels_.size() * fact_count_);
  pending_.assign(labels_.size() / 64 + 1, 0);
  first_pending_ = 0;
  state_ = {};
  facts_.assign(fact_count_, Fact());
  for (std::uint32_t i = 0; i < info.arity; ++i) x(i) = Fact(Kind::parameter, i);
  return merge(label_slot_[info.entry_label] - 1, state_, facts_.data());
}

bool Flow::analyse_block(std::uint32_t slot) {
  state_ = labels_[slot].state;
  facts_.assign(facts_of(slot), facts_of(slot) + fact_count_);
  std::uint32_t at = labels_[slot].op;
  code_->ops[at].flags |= kReachable;
  is_block_start_ = true;
  for (++at; at < code_->ops.size(); ++at) {
    GenericOp& op = code_->ops[at];
    op_offset_ = op.offset;
    if (op.op == Opcode::label) {
      // Two labels in a row are one place: an exception may come to either.
      return is_block_start_ ? jump_to(op.args[0].index()) : leave_to(op.args[0].index(), code_->ops[at - 1]);
    }
    if (steps_left_-- == 0) return fail(LoadErrorCode::too_complex, "data flow does not settle");
    op.flags |= kReachable;
    switch (operation(op)) {
      case Next::go_on: is_block_start_ = is_block_start_ && op.op == Opcode::line; break;
      case Next::stop: return true;
      case Next::refuse: return false;
    }
  }
  return fail(LoadErrorCode::falls_off_end, "");
}

bool Flow::fail(LoadErrorCode code, std::string detail) {
  error_.code = code;
  error_.offset = op_offset_;
  error_.detail = std::move(detail);
  return false;
}

// Paths with different marks may meet where only a raising operation follows, so every edge out of a
// protected region also counts as an exception: that keeps the handler's state right whatever they meet.
bool Flow::jump_to(std::uint32_t label) {
  return to_handler() && merge(label_slot_[label] - 1, state_, facts_.data());
}

// The compiler knows functions that never return; what follows their call may then be a handler.
bool Flow::leave_to(std::uint32_t label, GenericOp& from) {
  if (!labels_[label_slot_[label] - 1].is_try_handler) return jump_to(label);
  from.flags |= kTrap;
  return to_handler();
}

bool Flow::raise() {
  for (std::int32_t i = 0; i < state_.frame && !code_->clears_frames; ++i) code_->clears_frames = !y(i).is_set();
  return to_handler();
}

// Where different marks met, every path has told its own handler on the way here, and nothing a handler reads has
// changed since.
bool Flow::to_handler() {
  if (state_.marks == 0 || state_.is_sealed) return true;
  std::int32_t slot = 0;
  while (y(slot).kind() != Kind::catch_mark && y(slot).kind() != Kind::try_mark) ++slot;
  scratch_.assign(fact_count_, Fact());
  scratch_[0] = Fact(Kind::exception, 0);
  std::copy_n(&facts_[x_count_], y_count_, &scratch_[x_count_]);
  State state = state_;
  state.heap = {};
  state.has_fresh = state.is_building = false;
  return merge(label_slot_[y(slot).payload()] - 1, state, scratch_.data());
}

bool Flow::merge(std::uint32_t slot, const State& from, const Fact* from_facts) {
  LabelState& label = labels_[slot];
  Fact* facts = facts_of(slot);
  const std::uint64_t cost = 1 + fact_count_ / 16;
  if (steps_left_ < cost) return fail(LoadErrorCode::too_complex, "data flow does not settle");
  steps_left_ -= cost;
  if (!label.is_reached) {
    label.is_reached = true;
    label.state = from;
    std::copy_n(from_facts, fact_count_, facts);
    put_off(slot);
    return true;
  }
  bool is_changed = false;
  State& into = label.state;
  if (into.frame != from.frame || into.frame_is_known != from.frame_is_known) {
    const State before = into;
    if (!meet_frames(into, from, facts, from_facts)) return false;
    is_changed = into.frame != before.frame || into.frame_is_known != before.frame_is_known;
  }
  const std::uint32_t slots = into.frame > 0 ? static_cast<std::uint32_t>(into.frame) : 0;
  for (std::uint32_t i = 0; i < fact_count_; ++i) {
    if (facts[i] == from_facts[i] || (i >= x_count_ + slots && i < x_count_ + y_count_)) continue;
    const Fact met = meet(facts[i], from_facts[i]);
    // A mark on one path only: it is still there, whatever is known of the slot.
    if (facts[i].is_mark() || from_facts[i].is_mark()) {
      is_changed = is_changed || !into.is_sealed;
      into.is_sealed = true;
    }
    if (met == facts[i]) continue;
    facts[i] = met;
    is_changed = true;
  }
  const HeapNeed heap{std::min(into.heap.words, from.heap.words),
                      std::min(into.heap.floats, from.heap.floats), std::min(into.heap.funs, from.heap.funs)};
  const bool has_fresh = into.has_fresh && from.has_fresh;
  const bool is_building = into.is_building && from.is_building;
  const bool is_sealed = into.is_sealed || from.is_sealed;
  if (!(heap == into.heap) || has_fresh != into.has_fresh || is_building != into.is_building ||
      is_sealed != into.is_sealed) {
    into.heap = heap;
    into.has_fresh = has_fresh;
    into.is_building = is_building;
    into.is_sealed = is_sealed;
    is_changed = true;
  }
  if (!is_changed) return true;
  into.marks = 0;
  for (std::uint32_t i = 0; i < slots; ++i) {
    const Kind kind = facts[x_count_ + i].kind();
    if (kind == Kind::catch_mark || kind == Kind::try_mark) ++into.marks;
  }
  put_off(slot);
  return true;
}

// Frames of different sizes meet: only what both have is left, and only raising may follow. What is
// dropped from sight must be set, because unwinding and collecting will still pass over it.
bool Flow::meet_frames(State& into, const State& from, Fact* into_facts, const Fact* from_facts) {
  const auto slots_of = [](const State& state) {
    return state.frame > 0 ? static_cast<std::uint32_t>(state.frame) : 0;
  };
  const std::uint32_t common = std::min(slots_of(into), slots_of(from));
  for (std::uint32_t i = common; i < slots_of(into); ++i) {
    if (!into_facts[x_count_ + i].is_set())
      return fail(LoadErrorCode::bad_frame, "different frames meet, not all set");
    into_facts[x_count_ + i] = Fact();
  }
  for (std::uint32_t i = common; i < slots_of(from); ++i) {
    if (!from_facts[x_count_ + i].is_set())
      return fail(LoadErrorCode::bad_frame, "different frames meet, not all set");
  }
  into.frame = static_cast<std::int32_t>(common);
  into.frame_is_known = false;
  into.is_sealed = true;
  return true;
}

// What holds on both paths. A parameter counts as an ordinary term as soon as it has been rejected, so
// facts only ever go down.
Fact Flow::meet(Fact a, Fact b) {
  const auto settle = [this](Fact f) {
    return f.kind() == Kind::parameter && use_->rejects.test(f.payload()) ? Fact(Kind::term) : f;
  };
  a = settle(a);
  b = settle(b);
  if (a == b) return a;
  if (a.kind() == Kind::undefined || b.kind() == Kind::undefined) return Fact();
  if (a.is_mark() || b.is_mark()) return a.is_set() && b.is_set() ? Fact(Kind::maybe_mark) : Fact();
  if (b.kind() == Kind::exception || b.kind() == Kind::marker || b.kind() == Kind::opaque) std::swap(a, b);
  if (a.kind() == Kind::exception) {
    if (b.kind() == Kind::parameter) reject(b.payload());
    const bool is_fine = b.is_term() || b.kind() == Kind::parameter || b.kind() == Kind::exception;
    return is_fine ? Fact(Kind::exception, 1) : Fact();
  }
  if (a.kind() == Kind::marker || a.kind() == Kind::opaque) return b.is_set() ? Fact(Kind::opaque) : Fact();
  if (a.kind() == Kind::parameter && b.kind() == Kind::parameter) {
    reject(a.payload());
    reject(b.payload());
    return Fact(Kind::term);
  }
  if (b.kind() == Kind::parameter) std::swap(a, b);
  if (a.kind() == Kind::parameter && b.is_term()) return a;
  if (a.kind() == Kind::parameter) reject(a.payload());
  if (!a.is_term() || !b.is_term()) return Fact(Kind::term_or_context);
  if (a.kind() == Kind::tuple && b.kind() == Kind::tuple) {
    return Fact(Kind::tuple, std::min(a.payload() >> 1, b.payload() >> 1) << 1);
  }
  return Fact(Kind::term);
}

}  // namespace loader::verify
