// SPDX-License-Identifier: Apache-2.0
// What tells references (and the nodes of identifiers) apart, whatever kind of object holds them: for equality,
// order and hashing. Pure, any thread.
#pragma once

#include "runtime/term/atom_table.hpp"
#include "runtime/term/boxed.hpp"

namespace rt {

struct ReferenceIds {
  Term node = atoms::nonode_at_nohost;
  Word creation = 0;
  std::size_t words = 0;        // 64-bit words used of ids
  const Word* ids = nullptr;    // least significant first; 32-bit number i is the i-th half

  Word word(std::size_t i) const { return i < words ? ids[i] : 0; }
  friend bool operator==(const ReferenceIds& a, const ReferenceIds& b) {
    if (a.node != b.node || a.creation != b.creation) return false;
    for (std::size_t i = 0; i < a.words || i < b.words; ++i) {
      if (a.word(i) != b.word(i)) return false;
    }
    return true;
  }
};

inline ReferenceIds reference_ids(Term reference) {  // Requires: is_reference
  const Word* r = reference.boxed_ptr();
  switch (header_kind(*r)) {
    case Kind::external_reference: return {Term::from_word(r[1]), r[2], (r[3] + 1) / 2, r + 4};
    case Kind::magic_reference: return {atoms::nonode_at_nohost, 0, 1, r + 3};
    default: return {atoms::nonode_at_nohost, 0, 2, r + 1};
  }
}

}  // namespace rt
