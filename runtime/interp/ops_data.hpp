// SPDX-License-Identifier: Apache-2.0
// Handlers: tuples, lists, records, maps. Heap for what they build was reserved by test_heap or allocate_heap.
#pragma once

#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"

namespace rt::ops {

VM_INLINE Term word_of(Term boxed, std::uint32_t n) { return Term::from_word(boxed.boxed_ptr()[n]); }
template <class E>
VM_INLINE Flow get_element_x_x(E& e, XReg s, std::uint32_t n, XReg d) { e[d] = word_of(e[s], n); return Flow::next; }
template <class E>
VM_INLINE Flow get_element_x_y(E& e, XReg s, std::uint32_t n, YReg d) { e[d] = word_of(e[s], n); return Flow::next; }
template <class E>
VM_INLINE Flow get_element_y_x(E& e, YReg s, std::uint32_t n, XReg d) { e[d] = word_of(e[s], n); return Flow::next; }
template <class E>
VM_INLINE Flow get_element(E& e, Src s, std::uint32_t n, DReg d) { e.set(d, word_of(e.get(s), n)); return Flow::next; }
template <class E>
VM_INLINE Flow get_2_elements_x_x(E& e, XReg s, std::uint32_t n, XReg d1, XReg d2) {
  const Term t = e[s];
  e[d1] = word_of(t, n);
  e[d2] = word_of(t, n + 1);
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_3_elements_x_x(E& e, XReg s, std::uint32_t n, XReg d1, XReg d2, XReg d3) {
  const Term t = e[s];
  e[d1] = word_of(t, n);
  e[d2] = word_of(t, n + 1);
  e[d3] = word_of(t, n + 2);
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_2_elements_y_x(E& e, YReg s, std::uint32_t n, XReg d1, XReg d2) {
  const Term t = e[s];
  e[d1] = word_of(t, n);
  e[d2] = word_of(t, n + 1);
  return Flow::next;
}
template <class E>
VM_INLINE Flow set_element(E& e, Src value, Src tuple, std::uint32_t n) {
  e.get(tuple).boxed_ptr()[n] = e.get(value).word();
  return Flow::next;
}
template <class E>
VM_INLINE Flow put_tuple2(E& e, DReg d, std::uint32_t arity) {
  Word* t = e.htop;
  t[0] = make_header(Kind::tuple, arity);
  for (std::uint32_t i = 0; i < arity; ++i) t[1 + i] = e.get(Src{e.ip[i]}).word();
  e.ip += arity;
  e.htop += 1 + arity;
  e.set(d, Term::boxed(t));
  return Flow::next;
}
template <class E>
VM_INLINE Flow put_tuple2_2(E& e, DReg d, Src a, Src b) {
  Word* t = e.htop;
  t[0] = make_header(Kind::tuple, 2);
  t[1] = e.get(a).word();
  t[2] = e.get(b).word();
  e.htop += 3;
  e.set(d, Term::boxed(t));
  return Flow::next;
}
template <class E>
VM_INLINE Flow put_tuple2_3(E& e, DReg d, Src a, Src b, Src c) {
  Word* t = e.htop;
  t[0] = make_header(Kind::tuple, 3);
  t[1] = e.get(a).word();
  t[2] = e.get(b).word();
  t[3] = e.get(c).word();
  e.htop += 4;
  e.set(d, Term::boxed(t));
  return Flow::next;
}
template <class E>
VM_INLINE Flow update_record(E& e, DReg d, Src s, std::uint32_t size, std::uint32_t updates) {
  const Word* from = e.get(s).boxed_ptr();
  Word* t = e.htop;
  for (std::uint32_t i = 0; i <= size; ++i) t[i] = from[i];
  for (std::uint32_t i = 0; i < updates; ++i) t[e.ip[2 * i]] = e.get(Src{e.ip[2 * i + 1]}).word();
  e.ip += 2 * updates;
  e.htop += 1 + size;
  e.set(d, Term::boxed(t));
  return Flow::next;
}
template <class E>
VM_INLINE Term new_cons(E& e, Term head, Term tail) {
  Word* c = e.htop;
  c[0] = head.word();
  c[1] = tail.word();
  e.htop += 2;
  return Term::cons(c);
}
template <class E>
VM_INLINE Flow put_list(E& e, Src h, Src t, DReg d) { e.set(d, new_cons(e, e.get(h), e.get(t))); return Flow::next; }
template <class E>
VM_INLINE Flow put_list_x_x_x(E& e, XReg h, XReg t, XReg d) { e[d] = new_cons(e, e[h], e[t]); return Flow::next; }
template <class E>
VM_INLINE Flow put_list_x_y_x(E& e, XReg h, YReg t, XReg d) { e[d] = new_cons(e, e[h], e[t]); return Flow::next; }
template <class E>
VM_INLINE Flow put_list_y_x_x(E& e, YReg h, XReg t, XReg d) { e[d] = new_cons(e, e[h], e[t]); return Flow::next; }
template <class H, class T, class E>
VM_INLINE Flow split(E& e, Term list, H h, T t) {
  const Term head = list.head(), tail = list.tail();
  e[h] = head;
  e[t] = tail;
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_list_x_x_x(E& e, XReg s, XReg h, XReg t) { return split(e, e[s], h, t); }
template <class E>
VM_INLINE Flow get_list_x_y_x(E& e, XReg s, YReg h, XReg t) { return split(e, e[s], h, t); }
template <class E>
VM_INLINE Flow get_list_x_x_y(E& e, XReg s, XReg h, YReg t) { return split(e, e[s], h, t); }
template <class E>
VM_INLINE Flow get_list_x_y_y(E& e, XReg s, YReg h, YReg t) { return split(e, e[s], h, t); }
template <class E>
VM_INLINE Flow get_list(E& e, Src s, DReg h, DReg t) {
  const Term list = e.get(s);
  const Term head = list.head(), tail = list.tail();
  e.set(h, head);
  e.set(t, tail);
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_list_x(E& e, XReg s, DReg h, DReg t) {
  const Term list = e[s];
  const Term head = list.head(), tail = list.tail();
  e.set(h, head);
  e.set(t, tail);
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_hd(E& e, Src s, DReg d) { e.set(d, e.get(s).head()); return Flow::next; }
template <class E>
VM_INLINE Flow get_tl(E& e, Src s, DReg d) { e.set(d, e.get(s).tail()); return Flow::next; }
template <class E>
VM_INLINE Flow nonempty_get_list_x_x_x(E& e, XReg s, XReg h, XReg t, LabelRef f) {
  const Term list = e[s];
  if (!list.is_cons()) {
    e.ip = f.target();
    return Flow::next;
  }
  return split(e, list, h, t);
}
template <class E>
VM_INLINE Flow nonempty_get_list_x_y_x(E& e, XReg s, YReg h, XReg t, LabelRef f) {
  const Term list = e[s];
  if (!list.is_cons()) {
    e.ip = f.target();
    return Flow::next;
  }
  return split(e, list, h, t);
}

// --- maps. Trailing words are pairs of key and value (or destination).
template <bool Exact, class E>
VM_INLINE Flow put_map(E& e, Src s, DReg d, std::uint32_t live, std::uint32_t pairs, LabelRef f) {
  const Word* list = e.ip;
  e.ip += 2 * pairs;
  e.save();
  const Term result = slow::put_map(*e.p, e.get(s), list, e.x, pairs, Exact);
  e.load();
  if (!result) [[unlikely]] {
    if (f.is_none()) return Flow::raise;
    e.ip = f.target();
    return Flow::next;
  }
  e.set(d, result);
  if (e.p->heap.wants_collection()) [[unlikely]] {
    // The result may be in a register that is not among the live ones: keep it in x[live].
    e.x[live] = result;
    e.collect_now(0, live + 1);
    e.set(d, e.x[live]);
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow put_map_assoc(E& e, Src s, DReg d, std::uint32_t live, std::uint32_t pairs, LabelRef f) {
  return put_map<false>(e, s, d, live, pairs, f);
}
template <class E>
VM_INLINE Flow put_map_exact(E& e, Src s, DReg d, std::uint32_t live, std::uint32_t pairs, LabelRef f) {
  return put_map<true>(e, s, d, live, pairs, f);
}
// All such maps share their keys.
template <class E>
VM_INLINE Flow new_small_map(E& e, DReg d, std::uint32_t live, std::uint32_t count, Term keys) {
  const std::size_t words = 2 + count;
  if (!e.has_room(words)) [[unlikely]] {
    VM_SLOW_FROM_HERE(E);
    // Values may lie in registers that are not live: build first, collect then.
    e.save();
    Word* map = e.p->reserve(words).take(words);
    e.load();
    map[0] = make_header(Kind::map_flat, 1 + count);
    map[1] = keys.word();
    for (std::uint32_t i = 0; i < count; ++i) map[2 + i] = e.get(Src{e.ip[i]}).word();
    e.ip += count;
    e.x[live] = Term::boxed(map);
    e.collect_now(0, live + 1);
    e.set(d, e.x[live]);
    return Flow::next;
  }
  Word* map = e.htop;
  map[0] = make_header(Kind::map_flat, 1 + count);
  map[1] = keys.word();
  for (std::uint32_t i = 0; i < count; ++i) map[2 + i] = e.get(Src{e.ip[i]}).word();
  e.ip += count;
  e.htop += words;
  e.set(d, Term::boxed(map));
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_map_element(E& e, Src s, Src key, DReg d, LabelRef f) {
  const Term value = slow::map_find(e.get(s), e.get(key));
  if (!value) {
    e.ip = f.target();
    return Flow::next;
  }
  e.set(d, value);
  return Flow::next;
}
template <class E>
VM_INLINE Flow get_map_elements(E& e, Src s, std::uint32_t pairs, LabelRef f) {
  const Term map = e.get(s);
  const Word* list = e.ip;
  e.ip += 2 * pairs;
  for (std::uint32_t i = 0; i < pairs; ++i) {
    const Term value = slow::map_find(map, e.get(Src{list[2 * i]}));
    if (!value) {
      e.ip = f.target();
      return Flow::next;
    }
    e.set(DReg{static_cast<std::uint16_t>(list[2 * i + 1])}, value);
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow has_map_fields(E& e, Src s, std::uint32_t count, LabelRef f) {
  const Term map = e.get(s);
  const Word* list = e.ip;
  e.ip += count;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!slow::map_find(map, e.get(Src{list[i]}))) {
      e.ip = f.target();
      return Flow::next;
    }
  }
  return Flow::next;
}

}  // namespace rt::ops
