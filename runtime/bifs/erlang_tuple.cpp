// SPDX-License-Identifier: Apache-2.0
// Erlang's natives on tuples, and size/1, which also measures bitstrings.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/tuple.hpp"

namespace rt {
namespace {

// A one-based position as an index below `limit`, or `limit` when it is none.
std::size_t index_of(Term position, std::size_t limit) {
  if (!position.is_small() || position.small_value() < 1) return limit;
  const auto index = static_cast<std::size_t>(position.small_value() - 1);
  return index < limit ? index : limit;
}

struct NewTuple {
  Word* elements;
  Term tuple;
  NewTuple(Process& p, std::size_t arity) {
    HeapWriter w = p.reserve(1 + arity);
    Word* t = w.take(1 + arity);
    t[0] = make_header(Kind::tuple, arity);
    elements = t + 1;
    tuple = Term::boxed(t);
  }
};

const Word* elements_of(Term tuple) { return tuple.boxed_ptr() + 1; }

void copy_words(Word* to, const Word* from, std::size_t count) {
  if (count > 0) std::memcpy(to, from, count * sizeof(Word));
}

Term element_2(Process& p, Term position, Term tuple) {
  if (!is_tuple(tuple)) return p.raise<Fault::badarg>();
  const std::size_t arity = tuple_arity(tuple), index = index_of(position, arity);
  return index < arity ? tuple_element(tuple, index) : p.raise<Fault::badarg>();
}

Term setelement_3(Process& p, Term position, Term tuple, Term value) {
  if (!is_tuple(tuple)) return p.raise<Fault::badarg>();
  const std::size_t arity = tuple_arity(tuple), index = index_of(position, arity);
  if (index == arity) return p.raise<Fault::badarg>();
  const NewTuple made(p, arity);
  copy_words(made.elements, elements_of(tuple), arity);
  made.elements[index] = value.word();
  return made.tuple;
}

Term append_element_2(Process& p, Term tuple, Term value) {
  if (!is_tuple(tuple) || tuple_arity(tuple) >= kMaxTupleSize) return p.raise<Fault::badarg>();
  const std::size_t arity = tuple_arity(tuple);
  const NewTuple made(p, arity + 1);
  copy_words(made.elements, elements_of(tuple), arity);
  made.elements[arity] = value.word();
  return made.tuple;
}

Term insert_element_3(Process& p, Term position, Term tuple, Term value) {
  if (!is_tuple(tuple)) return p.raise<Fault::badarg>();
  const std::size_t arity = tuple_arity(tuple), index = index_of(position, arity + 1);
  if (index > arity) return p.raise<Fault::badarg>();
  const NewTuple made(p, arity + 1);
  copy_words(made.elements, elements_of(tuple), index);
  made.elements[index] = value.word();
  copy_words(made.elements + index + 1, elements_of(tuple) + index, arity - index);
  return made.tuple;
}

Term delete_element_2(Process& p, Term position, Term tuple) {
  if (!is_tuple(tuple)) return p.raise<Fault::badarg>();
  const std::size_t arity = tuple_arity(tuple), index = index_of(position, arity);
  if (index == arity) return p.raise<Fault::badarg>();
  const NewTuple made(p, arity - 1);
  copy_words(made.elements, elements_of(tuple), index);
  copy_words(made.elements + index, elements_of(tuple) + index + 1, arity - index - 1);
  return made.tuple;
}

bool is_arity(Term t) {
  return t.is_small() && t.small_value() >= 0 && t.small_value() <= static_cast<std::int64_t>(kMaxTupleSize);
}

Term make_tuple_2(Process& p, Term arity, Term value) {
  if (!is_arity(arity)) return p.raise<Fault::badarg>();
  const auto n = static_cast<std::size_t>(arity.small_value());
  const NewTuple made(p, n);
  for (std::size_t i = 0; i < n; ++i) made.elements[i] = value.word();
  return made.tuple;
}

Term make_tuple_3(Process& p, Term arity, Term value, Term pairs) {
  const Term tuple = make_tuple_2(p, arity, value);
  if (tuple.is_none()) return tuple;
  const std::size_t n = tuple_arity(tuple);
  for (; pairs.is_cons(); pairs = pairs.tail()) {
    const Term pair = pairs.head();
    if (!is_tuple(pair, 2)) return p.raise<Fault::badarg>();
    const std::size_t index = index_of(tuple_element(pair, 0), n);
    if (index == n) return p.raise<Fault::badarg>();
    tuple.boxed_ptr()[1 + index] = tuple_element(pair, 1).word();
  }
  return pairs.is_nil() ? tuple : p.raise<Fault::badarg>();
}

Term tuple_to_list_1(Process& p, Term tuple) {
  if (!is_tuple(tuple)) return p.raise<Fault::badarg>();
  const std::size_t arity = tuple_arity(tuple);
  HeapWriter w = p.reserve(2 * arity);
  Term list = Term::nil();
  for (std::size_t i = arity; i-- > 0;) list = w.cons(tuple_element(tuple, i), list);
  return list;
}

Term tuple_size_1(Process& p, Term tuple) {
  return is_tuple(tuple) ? Term::small(static_cast<std::int64_t>(tuple_arity(tuple))) : p.raise<Fault::badarg>();
}

Term size_1(Process& p, Term t) {
  if (is_tuple(t)) return tuple_size_1(p, t);
  if (!is_bitstring(t)) return p.raise<Fault::badarg>();
  return Term::small(static_cast<std::int64_t>(bit_size(t) / 8));  // whole bytes
}

constexpr Bif kRows[] = {
    bif<&append_element_2>("append_element"),
    bif<&delete_element_2>("delete_element"),
    guard_bif<&element_2>("element"),
    bif<&insert_element_3>("insert_element"),
    bif<&make_tuple_2>("make_tuple"),
    bif<&make_tuple_3>("make_tuple"),
    bif<&setelement_3>("setelement"),
    guard_bif<&size_1>("size"),
    guard_bif<&tuple_size_1>("tuple_size"),
    bif<&tuple_to_list_1>("tuple_to_list"),
};

}  // namespace

extern constinit const BifModule kErlangTuple{"erlang", kRows};

}  // namespace rt
