// SPDX-License-Identifier: Apache-2.0
// Erlang's term order and equalities, as OTP 27 has them (erts/emulator/beam/utils.c, erts_cmp):
//
//   number < atom < reference < fun < port < pid < tuple < map < [] < list < bitstring
//
// Integers and floats compare by value, exactly. Tuples by size, then elements; maps by size, then keys in
// order (integers before floats), then values in key order; atoms by text.
// Pure functions of their arguments, any thread, no recursion on the C stack.
#pragma once

#include "runtime/term/atom_table.hpp"
#include "runtime/term/term.hpp"

namespace rt {

namespace compare_detail {
int compare_slow(const AtomTable& atoms, Term a, Term b, bool exact);
bool equal_slow(Term a, Term b, bool exact);
}  // namespace compare_detail

// The order that <, =<, >, >= and sorting see: <0, 0, >0. 1 and 1.0 are the same to it.
inline int compare(const AtomTable& atoms, Term a, Term b) {
  if (a == b) return 0;
  if (Term::both_small(a, b)) return a.small_value() < b.small_value() ? -1 : 1;
  return compare_detail::compare_slow(atoms, a, b, false);
}

// A total order on terms up to =:=, in which an integer comes before every float (erts_internal:cmp_term/2, and
// keys of maps).
inline int compare_exact(const AtomTable& atoms, Term a, Term b) {
  if (a == b) return 0;
  if (Term::both_small(a, b)) return a.small_value() < b.small_value() ? -1 : 1;
  return compare_detail::compare_slow(atoms, a, b, true);
}

// ==
inline bool equal(const AtomTable&, Term a, Term b) {
  if (a == b) return true;
  if (Term::both_small(a, b)) return false;
  return compare_detail::equal_slow(a, b, false);
}

// =:=
inline bool exact_equal(Term a, Term b) {
  if (a == b) return true;
  if (!a.is_pointer() || !b.is_pointer()) return false;  // an immediate equals only itself
  return compare_detail::equal_slow(a, b, true);
}

}  // namespace rt
