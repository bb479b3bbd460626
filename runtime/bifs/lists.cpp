// SPDX-License-Identifier: Apache-2.0
// Natives of module lists: searching, and reversing onto a tail.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// `=:=`; an end that is no [] is only seen when nothing was found before it.
Term member_2(Process& p, Term wanted, Term list) {
  std::size_t visited = 0;
  const bool immediate = wanted.is_immediate();
  for (; list.is_cons(); list = list.tail(), ++visited) {
    if (becomes_long(p, visited)) return run_dirty(p, DirtyKind::cpu);
    const Term item = list.head();
    if (item == wanted || (!immediate && exact_equal(item, wanted))) {
      charge_elements(p, visited);
      return atoms::true_;
    }
  }
  charge_elements(p, visited);
  return list.is_nil() ? atoms::false_ : p.raise<Fault::badarg>();
}

Term reverse_2(Process& p, Term list, Term tail) {
  std::size_t n = 0;
  Term end = list;
  for (; end.is_cons(); end = end.tail()) ++n;
  if (!end.is_nil()) return p.raise<Fault::badarg>();
  if (is_long(p, n)) return run_dirty(p, DirtyKind::cpu);
  charge_elements(p, n);
  HeapWriter w = p.reserve(2 * n);
  for (; list.is_cons(); list = list.tail()) tail = w.cons(list.head(), tail);
  return tail;
}

// The first tuple whose element `position` compares equal (==) to `key`; false if there is none; none with badarg raised.
Term find_by_key(Process& p, Term key, Term position, Term list) {
  if (!position.is_small() || position.small_value() < 1) return p.raise<Fault::badarg>();
  const auto at = static_cast<std::size_t>(position.small_value());
  // What can only be equal when it is the same word: not a number and not a pointer.
  const bool by_word = key.is_immediate() && !key.is_small() && !key.is_immediate_float();
  std::size_t visited = 0;
  for (; list.is_cons(); list = list.tail(), ++visited) {
    if (becomes_long(p, visited)) return run_dirty(p, DirtyKind::cpu);
    const Term item = list.head();
    if (!is_tuple(item) || tuple_arity(item) < at) continue;
    const Term element = tuple_element(item, at - 1);
    if (element == key || (!by_word && equal(p.vm().atoms, element, key))) {
      charge_elements(p, visited);
      return item;
    }
  }
  charge_elements(p, visited);
  return list.is_nil() ? atoms::false_ : p.raise<Fault::badarg>();
}

Term keyfind_3(Process& p, Term key, Term position, Term list) { return find_by_key(p, key, position, list); }

Term keymember_3(Process& p, Term key, Term position, Term list) {
  const Term found = find_by_key(p, key, position, list);
  return found && found != atoms::false_ ? atoms::true_ : found;
}

Term keysearch_3(Process& p, Term key, Term position, Term list) {
  const Term found = find_by_key(p, key, position, list);
  return found && found != atoms::false_ ? p.reserve(3).tuple({atoms::value, found}) : found;
}

constexpr Bif kRows[] = {
    bif<&keyfind_3>("keyfind"), bif<&keymember_3>("keymember"), bif<&keysearch_3>("keysearch"),
    bif<&member_2>("member"),   bif<&reverse_2>("reverse"),
};

}  // namespace

extern constinit const BifModule kLists{"lists", kRows};

}  // namespace rt
