// SPDX-License-Identifier: Apache-2.0
// Handlers: construction of bitstrings field by field (ops/binary_build_old.hpp). What is under construction is the
// worker's; its bytes do not move, for nothing collects between the beginning and the last field.
#pragma once

#include "runtime/interp/ops_binary.hpp"
#include "runtime/ops/binary_build_old.hpp"
#include "runtime/sched/worker.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Building& building(E& e) { return reinterpret_cast<Worker*>(e.x)->building; }
template <class E>
VM_INLINE Flow raise_or_jump(E& e, bool ok, LabelRef f) {
  e.load();
  if (ok) [[likely]] return Flow::next;
  if (f.is_none()) return Flow::raise;
  e.ip = f.target();
  return Flow::next;
}
template <class E>
VM_INLINE Flow store_or_jump(E& e, Term value, DReg d, LabelRef f) {
  const Flow flow = raise_or_jump(e, bool(value), f);
  if (value) e.set(d, value);
  return flow;
}

template <class E>
VM_INLINE Flow bs_add(E& e, Src a, Src b, DReg d, std::uint32_t unit, LabelRef f) {
  const Term first = e.get(a), second = e.get(b);
  e.save();
  return store_or_jump(e, add_sizes(*e.p, first, second, unit), d, f);
}
template <class E>
VM_INLINE Flow bs_begin(E& e, Src size, DReg d, std::uint32_t live, std::uint32_t unit, LabelRef f,
                        std::uint32_t heap_words) {
  const Term s = e.get(size);
  e.save();
  const auto bits = building_bits(*e.p, s, unit);
  if (!bits) return raise_or_jump(e, false, f);
  // All at once and before: the bytes must stay where they are.
  const std::size_t words = begin_words(*bits) + heap_words;
  if (!e.has_room(words)) e.collect_now(words, live);
  e.save();
  const Term result = begin_bitstring(*e.p, building(e), *bits);
  e.load();
  e.set(d, result);
  return Flow::next;
}
template <class E>
VM_INLINE Flow bs_append(E& e, Src size, Src bitstring, DReg d, std::uint32_t live, std::uint32_t unit, LabelRef f,
                         std::uint32_t heap_words) {
  const Term s = e.get(size);
  Term b = e.get(bitstring);
  e.save();
  const auto bits = building_bits(*e.p, s, 1);
  if (!bits) return raise_or_jump(e, false, f);
  const std::size_t words = append_words(b, *bits) + heap_words;
  if (!e.has_room(words)) {
    e.x[live] = b;  // it need not be among the live ones
    e.collect_now(words, live + 1);
    b = e.x[live];
  }
  e.save();
  return store_or_jump(e, begin_append(*e.p, building(e), b, *bits, unit), d, f);
}
template <class E>
VM_INLINE Flow bs_private_append(E& e, Src size, Src bitstring, DReg d, std::uint32_t unit, LabelRef f) {
  const Term s = e.get(size), b = e.get(bitstring);
  e.save();
  const auto bits = building_bits(*e.p, s, 1);
  if (!bits) return raise_or_jump(e, false, f);
  return store_or_jump(e, begin_private_append(*e.p, building(e), b, *bits, unit), d, f);
}

template <class E>
VM_INLINE Flow bs_put_integer(E& e, Src value, Src size, std::uint32_t unit, std::uint32_t flags, LabelRef f) {
  const Term v = e.get(value), s = e.get(size);
  e.save();
  return raise_or_jump(e, rt::put_integer(*e.p, building(e), v, s, unit, flags), f);
}
template <class E>
VM_INLINE Flow bs_put_float(E& e, Src value, Src size, std::uint32_t unit, std::uint32_t flags, LabelRef f) {
  const Term v = e.get(value), s = e.get(size);
  e.save();
  return raise_or_jump(e, rt::put_float(*e.p, building(e), v, s, unit, flags), f);
}
template <class E>
VM_INLINE Flow bs_put_binary(E& e, Src value, Src size, std::uint32_t unit, LabelRef f) {
  const Term v = e.get(value), s = e.get(size);
  e.save();
  return raise_or_jump(e, rt::put_binary(*e.p, building(e), v, s, unit), f);
}
template <class E>
VM_INLINE Flow bs_put_string(E& e, Raw bytes, std::uint32_t count) {
  e.save();
  const bool ok = rt::put_string(*e.p, building(e), bytes.as<const std::uint8_t>(), count);
  e.load();
  return ok ? Flow::next : Flow::raise;
}
template <class E>
VM_INLINE Flow bs_put_utf8(E& e, Src value, LabelRef f) {
  const Term v = e.get(value);
  e.save();
  return raise_or_jump(e, rt::put_utf8(*e.p, building(e), v), f);
}
template <class E>
VM_INLINE Flow bs_put_utf16(E& e, Src value, std::uint32_t flags, LabelRef f) {
  const Term v = e.get(value);
  e.save();
  return raise_or_jump(e, rt::put_utf16(*e.p, building(e), v, flags), f);
}
template <class E>
VM_INLINE Flow bs_put_utf32(E& e, Src value, std::uint32_t flags, LabelRef f) {
  const Term v = e.get(value);
  e.save();
  return raise_or_jump(e, rt::put_utf32(*e.p, building(e), v, flags), f);
}
template <class E>
VM_INLINE Flow bs_utf8_size(E& e, Src value, DReg d) { e.set(d, Term::small(utf8_size(e.get(value)))); return Flow::next; }
template <class E>
VM_INLINE Flow bs_utf16_size(E& e, Src value, DReg d) { e.set(d, Term::small(utf16_size(e.get(value)))); return Flow::next; }

}  // namespace rt::ops
