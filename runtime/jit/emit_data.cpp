// SPDX-License-Identifier: Apache-2.0
// Native code: tuples, records, lists, funs. As ops_data.hpp and ops_check.hpp.
#include "runtime/jit/emitter.hpp"
#include "runtime/jit/layout.hpp"

namespace rt::jit {

using namespace asmjit;

ValueId Emitter::load_word(ValueId from, std::int32_t displacement) {
  const Gp base = gpr(from);
  const ValueId v = registers_.fresh();
  a_.mov(gpr(v), x86::qword_ptr(base, displacement));
  return v;
}

ValueId Emitter::take_heap(std::uint32_t words, std::int32_t tag) {
  const ValueId v = registers_.fresh();
  a_.lea(gpr(v), x86::ptr(kHtop, tag));
  a_.add(kHtop, static_cast<std::int32_t>(8 * words));
  return v;
}
ValueId Emitter::take_tuple(std::uint32_t arity) {
  const ValueId v = take_heap(arity + 1, 2);
  facts(v).tuple = true;
  facts(v).least_arity = arity;
  return v;
}

void Emitter::get_element_x_x(XReg s, std::uint32_t n, XReg d) { element_of(s, n, d); }
void Emitter::get_element_x_y(XReg s, std::uint32_t n, YReg d) { element_of(s, n, d); }
void Emitter::get_element_y_x(YReg s, std::uint32_t n, XReg d) { element_of(s, n, d); }
void Emitter::get_element(Src s, std::uint32_t n, DReg d) { element_of(s, n, d); }
void Emitter::get_2_elements_x_x(XReg s, std::uint32_t n, XReg d1, XReg d2) {
  const ValueId t = of(s);
  put(d1, load_word(t, element_offset(n)));
  put(d2, load_word(t, element_offset(n + 1)));
}
void Emitter::get_3_elements_x_x(XReg s, std::uint32_t n, XReg d1, XReg d2, XReg d3) {
  const ValueId t = of(s);
  put(d1, load_word(t, element_offset(n)));
  put(d2, load_word(t, element_offset(n + 1)));
  put(d3, load_word(t, element_offset(n + 2)));
}
void Emitter::get_2_elements_y_x(YReg s, std::uint32_t n, XReg d1, XReg d2) {
  const ValueId t = of(s);
  put(d1, load_word(t, element_offset(n)));
  put(d2, load_word(t, element_offset(n + 1)));
}

void Emitter::new_tuple(DReg d, const Word* sources, std::uint32_t arity) {
  store_word(x86::qword_ptr(kHtop), make_header(Kind::tuple, arity));
  for (std::uint32_t i = 0; i < arity; ++i) {
    store_word(x86::qword_ptr(kHtop, static_cast<std::int32_t>(8 * (i + 1))), of(Src{sources[i]}));
    registers_.unpin();
  }
  put(d, take_tuple(arity));
}
void Emitter::put_tuple2(DReg d, std::uint32_t arity) { new_tuple(d, list(), arity); }
void Emitter::put_tuple2_2(DReg d, Src a, Src b) {
  const Word sources[] = {a.word, b.word};
  new_tuple(d, sources, 2);
}
void Emitter::put_tuple2_3(DReg d, Src a, Src b, Src c) {
  const Word sources[] = {a.word, b.word, c.word};
  new_tuple(d, sources, 3);
}
// The words that stay are copied in pairs where two lie side by side.
void Emitter::update_record(DReg d, Src s, std::uint32_t size, std::uint32_t updates) {
  const ValueId from = of(s);
  const Gp record = gpr(from);
  std::vector<bool> is_new(size + 2);
  for (std::uint32_t i = 0; i < updates; ++i) is_new[list()[2 * i]] = true;
  is_new[size + 1] = true;
  const auto word = [](const Gp& base, std::uint32_t i, std::int32_t displacement) {
    return x86::ptr(base, static_cast<std::int32_t>(8 * i) + displacement);
  };
  for (std::uint32_t i = 0; i <= size;) {
    if (is_new[i]) {
      ++i;
    } else if (!is_new[i + 1]) {
      a_.movups(kScratchDouble, word(record, i, -2));
      a_.movups(word(kHtop, i, 0), kScratchDouble);
      i += 2;
    } else {
      a_.mov(kScratch, word(record, i, -2));
      a_.mov(word(kHtop, i, 0), kScratch);
      ++i;
    }
  }
  for (std::uint32_t i = 0; i < updates; ++i) {
    registers_.unpin();
    store_word(x86::qword_ptr(kHtop, static_cast<std::int32_t>(8 * list()[2 * i])), of(Src{list()[2 * i + 1]}));
  }
  put(d, take_tuple(size));
}

template <class D>
void Emitter::cons(ValueId h, ValueId t, D d) {
  store_word(x86::qword_ptr(kHtop), h);
  store_word(x86::qword_ptr(kHtop, 8), t);
  const ValueId c = take_heap(2, 1);
  facts(c).cons = true;
  put(d, c);
}
void Emitter::put_list(Src h, Src t, DReg d) { cons(of(h), of(t), d); }
void Emitter::put_list_x_x_x(XReg h, XReg t, XReg d) { cons(of(h), of(t), d); }
void Emitter::put_list_x_y_x(XReg h, YReg t, XReg d) { cons(of(h), of(t), d); }
void Emitter::put_list_y_x_x(YReg h, XReg t, XReg d) { cons(of(h), of(t), d); }

template <class S, class H, class T>
void Emitter::split(S s, H h, T t) {
  const ValueId list = of(s);
  const ValueId head = load_word(list, -1), tail = load_word(list, 7);
  put(h, head);
  put(t, tail);
}
void Emitter::get_list_x(XReg s, DReg h, DReg t) { split(s, h, t); }
void Emitter::get_list_x_x_x(XReg s, XReg h, XReg t) { split(s, h, t); }
void Emitter::get_list_x_y_x(XReg s, YReg h, XReg t) { split(s, h, t); }
void Emitter::get_list_x_x_y(XReg s, XReg h, YReg t) { split(s, h, t); }
void Emitter::get_list_x_y_y(XReg s, YReg h, YReg t) { split(s, h, t); }
void Emitter::get_list(Src s, DReg h, DReg t) { split(s, h, t); }
void Emitter::get_hd(Src s, DReg d) { put(d, load_word(of(s), -1)); }
void Emitter::get_tl(Src s, DReg d) { put(d, load_word(of(s), 7)); }
void Emitter::nonempty_get_list_x_x_x(XReg s, XReg h, XReg t, LabelRef f) {
  want_cons(of(s), target(f));
  split(s, h, t);
}
void Emitter::nonempty_get_list_x_y_x(XReg s, YReg h, XReg t, LabelRef f) {
  want_cons(of(s), target(f));
  split(s, h, t);
}

void Emitter::make_fun(Raw entry, DReg d, std::uint32_t free) {
  store_word(x86::qword_ptr(kHtop), make_header(Kind::fun_local, 2 + free));
  store_word(x86::qword_ptr(kHtop, 8), entry.word);
  a_.mov(kScratch, x86::qword_ptr(kProcess, kPidOffset));
  a_.mov(x86::qword_ptr(kHtop, 16), kScratch);
  for (std::uint32_t i = 0; i < free; ++i) {
    store_word(x86::qword_ptr(kHtop, static_cast<std::int32_t>(8 * (i + 3))), of(Src{list()[i]}));
    registers_.unpin();
  }
  put(d, take_heap(free + 3, 2));
}

void Emitter::check_cons(Src s) { want_cons(of(s), slow()); }
void Emitter::check_tuple(Src s, std::uint32_t arity) { want_tuple(of(s), arity, slow()); }
void Emitter::check_tuple_x(XReg s, std::uint32_t arity) { want_tuple(of(s), arity, slow()); }
void Emitter::check_tuple_y(YReg s, std::uint32_t arity) { want_tuple(of(s), arity, slow()); }

}  // namespace rt::jit
