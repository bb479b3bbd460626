// SPDX-License-Identifier: Apache-2.0
// Handlers: the bit syntax. Semantics are in ops/binary_match and ops/binary_build; here operands are fetched and
// results stored. A context is changed in place.
#pragma once

#include "runtime/code/binary_commands.hpp"
#include "runtime/interp/exec.hpp"
#include "runtime/interp/ops_arith.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/ops/binary_match_inl.hpp"

namespace rt::ops {

constexpr std::size_t kTailWords = heap_binary_words(kHeapBinaryMaxBytes);

template <class E>
VM_INLINE Flow matched(E& e, Term value, DReg d, LabelRef f) {
  e.load();
  if (!value) {
    e.ip = f.target();
    return Flow::next;
  }
  e.set(d, value);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_start_match(E& e, Src s, DReg d, std::uint32_t live, LabelRef f) {
  Term t = e.get(s);
  if (!e.has_room(kMatchContextWords)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.x[live] = t;  // it need not be among the live ones
    e.collect_now(kMatchContextWords, live + 1);
    t = e.x[live];
  }
  e.save();
  const Term context = start_match_fast(*e.p, t);
  e.load();
  if (!context) {
    if (f.is_none()) {
      slow::raise_fault(*e.p, Fault::badarg, Term::none());
      e.load();
      return Flow::raise;
    }
    e.ip = f.target();
    return Flow::next;
  }
  e.set(d, context);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_match(E& e, DReg context, std::uint32_t live, std::uint32_t words, LabelRef f) {
  const Term c = e.get(context);
  const Word* commands = e.ip;
  e.ip += words;
  e.save();
  const bool ok = slow::match_commands(*e.p, c, commands, words, e.x);
  e.load();
  (void)live;
  if (!ok) e.ip = f.target();
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_get_integer(E& e, Src c, DReg d, std::uint32_t live, std::uint32_t flags, Src size, std::uint32_t unit,
                              LabelRef f) {
  (void)live;
  const Term context = e.get(c), s = e.get(size);
  e.save();
  return matched(e, rt::get_integer(*e.p, context, s, unit, flags), d, f);
}
template <class E>
VM_INLINE Flow bs_get_float(E& e, Src c, DReg d, std::uint32_t live, std::uint32_t flags, Src size, std::uint32_t unit,
                            LabelRef f) {
  (void)live;
  const Term context = e.get(c), s = e.get(size);
  e.save();
  return matched(e, rt::get_float(*e.p, context, s, unit, flags), d, f);
}
template <class E>
VM_INLINE Flow bs_get_binary(E& e, Src c, DReg d, std::uint32_t live, std::uint32_t flags, Src size, std::uint32_t unit,
                             LabelRef f) {
  (void)live;
  (void)flags;
  const Term context = e.get(c), s = e.get(size);
  e.save();
  return matched(e, rt::get_binary(*e.p, context, s, unit), d, f);
}
template <class E>
VM_INLINE Flow bs_skip_bits(E& e, Src c, Src size, std::uint32_t unit, LabelRef f) {
  return e.jump_if_not(rt::skip(e.get(c), e.get(size), unit), f);
}
template <class E>
VM_INLINE Flow bs_test_tail(E& e, Src c, std::uint32_t bits, LabelRef f) {
  return e.jump_if_not(ensure_exactly(e.get(c), bits), f);
}
template <class E>
VM_INLINE Flow bs_test_long_tail(E& e, Src c, Word bits, LabelRef f) {
  return e.jump_if_not(ensure_exactly(e.get(c), bits), f);
}
template <class E>
VM_INLINE Flow bs_test_unit(E& e, Src c, std::uint32_t unit, LabelRef f) {
  return e.jump_if_not(test_unit(e.get(c), unit), f);
}
template <class E>
VM_INLINE Flow bs_match_string(E& e, Src c, std::uint32_t bits, Raw bytes, LabelRef f) {
  return e.jump_if_not(match_string(e.get(c), bytes.as<const std::uint8_t>(), bits), f);
}
template <class E>
VM_INLINE Flow bs_get_utf8(E& e, Src c, DReg d, LabelRef f) {
  e.save();
  return matched(e, get_utf8_fast(e.get(c)), d, f);
}
template <class E>
VM_INLINE Flow bs_get_utf16(E& e, Src c, DReg d, std::uint32_t flags, LabelRef f) {
  e.save();
  return matched(e, get_utf16(e.get(c), flags), d, f);
}
template <class E>
VM_INLINE Flow bs_get_utf32(E& e, Src c, DReg d, std::uint32_t flags, LabelRef f) {
  e.save();
  return matched(e, get_utf32(e.get(c), flags), d, f);
}
template <class E>
VM_INLINE Flow bs_skip_utf8(E& e, Src c, LabelRef f) { return e.jump_if_not(bool(get_utf8_fast(e.get(c))), f); }
template <class E>
VM_INLINE Flow bs_skip_utf16(E& e, Src c, std::uint32_t flags, LabelRef f) {
  return e.jump_if_not(bool(get_utf16(e.get(c), flags)), f);
}
template <class E>
VM_INLINE Flow bs_skip_utf32(E& e, Src c, std::uint32_t flags, LabelRef f) {
  return e.jump_if_not(bool(get_utf32(e.get(c), flags)), f);
}
template <class E>
VM_INLINE Flow bs_get_tail(E& e, Src c, DReg d, std::uint32_t live) {
  if (!e.has_room(kTailWords)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    e.collect_now(kTailWords, live);
  }
  const Term context = e.get(c);
  e.save();
  const Term tail = get_tail(*e.p, context);
  e.load();
  if (!tail) {
    slow::raise_fault(*e.p, Fault::badarg, Term::none());
    e.load();
    return Flow::raise;
  }
  e.set(d, tail);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_get_position(E& e, Src c, DReg d, std::uint32_t live) {
  (void)live;
  e.set(d, position(e.get(c)));
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_set_position(E& e, Src c, Src at) {
  (void)set_position(e.get(c), e.get(at));
  return Flow::next;
}

// --- building. The heap words that follow in the same block are reserved together with the result's.
template <class E>
VM_INLINE Flow built(E& e, Term value, DReg d, std::uint32_t live, LabelRef f, std::uint32_t heap_words) {
  e.load();
  if (!value) [[unlikely]] {
    if (f.is_none()) return Flow::raise;
    e.ip = f.target();
    return Flow::next;
  }
  if (!e.has_room(heap_words) || e.p->heap.wants_collection()) [[unlikely]] {
    e.x[live] = value;
    e.collect_now(heap_words, live + 1);
    value = e.x[live];
  }
  e.set(d, value);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_create_bin(E& e, DReg d, std::uint32_t live, std::uint32_t segments, LabelRef f,
                             std::uint32_t heap_words) {
  const Word* rows = e.ip;
  e.ip += segments * BuildRow::kWords;
  e.save();
  return built(e, slow::create_binary(*e.p, rows, segments, e.x), d, live, f, heap_words);
}
template <class E>
VM_INLINE Flow bs_init_writable(E& e) {
  e.save();
  e.x[0] = slow::init_writable(*e.p, e.x[0]);
  e.settle(1);
  return Flow::next;
}

}  // namespace rt::ops
