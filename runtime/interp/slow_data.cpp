// SPDX-License-Identifier: Apache-2.0
// Slow paths over data: maps, conversions.
#include "runtime/interp/slow.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/map.hpp"

namespace rt::slow {

Term map_find(Term map, Term key) { return is_map(map) ? map_get(map, key) : Term::none(); }

Term put_map(Process& p, Term map, const Word* operands, const Term* x, std::size_t pairs,
             bool exact) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  for (std::size_t i = 0; i < pairs; ++i) {
    const Term key = operand(p, x, operands[2 * i]), value = operand(p, x, operands[2 * i + 1]);
    const Term updated = exact ? map_update(p, map, key, value) : map_put(p, map, key, value);
    if (!updated) return p.raise<Fault::badkey>(key);
    map = updated;
  }
  return map;
}

bool to_double(Process& p, Term t, double* out) {
  if (is_bignum(t)) {
    if (const auto value = integer_to_double(t)) {
      *out = *value;
      return true;
    }
  }
  (void)p.raise<Fault::badarith>();
  return false;
}

}  // namespace rt::slow
