// SPDX-License-Identifier: Apache-2.0
// Reading and writing registers, collecting, frames, heap reservations: the steps that operations are made
// of.
#include <algorithm>

#include "loader/verify/flow.hpp"

namespace loader::verify {

std::string Flow::describe(const Arg& arg) const {
  const char* name = arg.is(ArgKind::x) ? "x" : arg.is(ArgKind::y) ? "y" : "fr";
  return name + std::to_string(arg.word);
}

bool Flow::locate(const Arg& arg, Fact*& fact) {
  if (arg.is(ArgKind::x)) {
    fact = &x(arg.word);
    return true;
  }
  if (!is_slot(arg.word)) return fail(LoadErrorCode::bad_frame, describe(arg) + " is not in the frame");
  fact = &y(arg.word);
  return true;
}

// Constants are terms; `seen` receives what was known about a register.
bool Flow::read(const Arg& arg, Fact* seen) {
  if (!arg.is_reg()) return true;
  Fact* fact = nullptr;
  if (!locate(arg, fact)) return false;
  if (seen != nullptr) *seen = *fact;
  if (fact->is_term()) return true;
  if (fact->kind() == Kind::parameter) {
    reject(fact->payload());
    *fact = Fact(Kind::term);
    return true;
  }
  if (fact->kind() == Kind::undefined) {
    return fail(LoadErrorCode::undefined_register, describe(arg) + " is read before it is set");
  }
  return fail(LoadErrorCode::bad_register_use, describe(arg) + " does not hold an ordinary term");
}

bool Flow::read_all(std::span<const Arg> args) {
  for (const Arg& arg : args) {
    if (!read(arg)) return false;
  }
  return true;
}

bool Flow::write(const Arg& arg, Fact fact) {
  Fact* target = nullptr;
  if (!locate(arg, target)) return false;
  if (arg.is(ArgKind::y)) {
    if (state_.is_sealed)
      return fail(LoadErrorCode::bad_frame, "a slot is written where different frames or marks meet");
    if (target->is_mark()) return fail(LoadErrorCode::bad_catch, describe(arg) + " holds a mark");
  }
  *target = fact;
  return true;
}

bool Flow::context(const Arg& arg) {
  Fact* fact = nullptr;
  if (!locate(arg, fact)) return false;
  return fact->kind() == Kind::context ||
         fail(LoadErrorCode::bad_register_use, describe(arg) + " does not hold a match context");
}

// Without rejecting a parameter. An error is left to read().
bool Flow::holds_term_or_context(const Arg& arg) {
  Fact* fact = nullptr;
  if (!arg.is_reg() || !locate(arg, fact)) return false;
  return fact->kind() >= Kind::term && fact->kind() <= Kind::term_or_context;
}

bool Flow::arguments(std::uint64_t count, std::uint32_t callee) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const Fact fact = i < x_count_ ? x(i) : Fact();
    if (fact.is_term()) continue;
    switch (fact.kind()) {
      case Kind::parameter:
        if (callee == kNoCallee)
          reject(fact.payload());
        else if (!use_->rejects.test(fact.payload()))
          use_->passes.add({fact.payload(), {callee, i}});
        break;
      case Kind::context:
      case Kind::term_or_context:
        if (callee == kNoCallee) {
          return fail(LoadErrorCode::bad_register_use,
                      "x" + std::to_string(i) + ": a match context leaves the module");
        }
        use_->requires_.add({callee, i});
        break;
      case Kind::undefined:
        return fail(LoadErrorCode::undefined_register, "argument x" + std::to_string(i) + " is not set");
      default:
        return fail(LoadErrorCode::bad_register_use,
                    "argument x" + std::to_string(i) + " is not an ordinary term");
    }
  }
  return true;
}

bool Flow::slots_are_set() {
  for (std::int32_t i = 0; i < state_.frame; ++i) {
    if (!y(i).is_set())
      return fail(LoadErrorCode::undefined_register, "y" + std::to_string(i) + " is not set");
  }
  return true;
}

void Flow::drop_x_from(std::uint64_t first) {
  for (std::uint64_t i = first; i < x_count_; ++i) x(i) = Fact();
}

bool Flow::collect(std::uint64_t live) {
  if (!slots_are_set()) return false;
  for (std::uint64_t i = 0; i < live; ++i) {
    if (i >= x_count_ || !x(i).is_set()) {
      return fail(LoadErrorCode::undefined_register, "x" + std::to_string(i) + " is kept alive, but not set");
    }
  }
  drop_x_from(live);
  state_.heap = {};
  state_.has_fresh = state_.is_building = false;
  return true;
}

void Flow::after_call() {
  drop_x_from(0);
  x(0) = Fact(Kind::term);
  std::fill(facts_.begin() + x_count_ + y_count_, facts_.end(), Fact());
  state_.heap = {};
  state_.has_fresh = state_.is_building = false;
}

bool Flow::reserve(HeapNeed need) {
  state_.heap = need;
  return true;
}

bool Flow::consume(std::uint64_t words, unsigned floats, unsigned funs) {
  HeapNeed& heap = state_.heap;
  if (words > heap.words || floats > heap.floats || funs > heap.funs) {
    return fail(LoadErrorCode::bad_heap_need, "more is built than was reserved");
  }
  heap.words -= static_cast<std::uint32_t>(words);
  heap.floats = static_cast<std::uint16_t>(heap.floats - floats);
  heap.funs = static_cast<std::uint16_t>(heap.funs - funs);
  return true;
}

bool Flow::needs_frame() {
  if (!state_.frame_is_known || state_.frame == kNoFrame)
    return fail(LoadErrorCode::bad_frame, "no stack frame here");
  return slots_are_set();
}

bool Flow::needs_no_frame() {
  return (state_.frame_is_known && state_.frame == kNoFrame) ||
         fail(LoadErrorCode::bad_frame, "a stack frame is left");
}

bool Flow::release_frame(std::uint64_t size) {
  if (!state_.frame_is_known || state_.frame == kNoFrame ||
      static_cast<std::uint64_t>(state_.frame) != size) {
    return fail(LoadErrorCode::bad_frame, "the frame has not " + std::to_string(size) + " slots");
  }
  for (std::uint64_t i = 0; i < size; ++i) {
    if (y(i).is_mark() || (state_.is_sealed && !y(i).is_set()))
      return fail(LoadErrorCode::bad_catch, "y" + std::to_string(i) + " still holds a mark");
    y(i) = Fact();
  }
  state_.frame = kNoFrame;
  state_.is_sealed = false;  // what was uncertain is gone, and the size is known
  return true;
}

}  // namespace loader::verify
