// SPDX-License-Identifier: Apache-2.0
// Map instructions, for the interpreter and the compiler alike. Pairs are [Key1, Value1, Key2, Value2 ...], in any order; of
// equal keys the last one wins. Results are terms, or none with an exception raised. Never collects.
#pragma once

#include <initializer_list>
#include <span>

#include "runtime/term/map_inl.hpp"

namespace rt {

class Process;

// A map of these pairs alone.
Term new_map(Process& p, std::span<const Term> pairs);
inline Term new_map(Process& p, std::initializer_list<Term> pairs) {
  return new_map(p, std::span<const Term>(pairs.begin(), pairs.size()));
}

// put_map_assoc: Map#{K => V, ...}; badmap.
Term put_map_assoc(Process& p, Term map, std::span<const Term> pairs);

// put_map_exact: Map#{K := V, ...}; badmap, or badkey of the first missing key in map order.
Term put_map_exact(Process& p, Term map, std::span<const Term> pairs);

// get_map_elements, has_map_fields, is_map_key: the value, or none. Requires: is_map(map).
inline Term get_map_element(Term map, Term key) {
  if (is_flat_map(map) && key.is_immediate()) return map_get_flat_inline(map, key);
  return map_get(map, key);
}

}  // namespace rt
