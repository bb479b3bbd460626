// SPDX-License-Identifier: Apache-2.0
// RefId: what tells one local reference from another. `low` is unique in its Vm. `high` names the owner of a reference
// that may serve as alias (alias/1, monitor/3, spawn_request), so that a message sent to it finds its process; it is 0
// for all others. Written and printed (term/identifier.hpp) the first kind has five 32-bit ids, the second three, as in OTP.
#pragma once

#include "runtime/term/identifier.hpp"

namespace rt {

struct RefId {
  Word low = 0;
  Word high = 0;
  friend bool operator==(const RefId&, const RefId&) = default;
};

// Requires: kReferenceWords left.
inline Term write_reference(HeapWriter& w, RefId id) { return make_reference(w, id.low, id.high); }

inline bool is_local_reference(Term t) {
  return is_boxed_kind(t, Kind::reference) || is_boxed_kind(t, Kind::magic_reference);
}

// Requires: is_local_reference(t).
inline RefId ref_id(Term t) {
  const Word* at = t.boxed_ptr();
  if (header_kind(*at) == Kind::magic_reference) return RefId{at[magic::kNumber], 0};
  return RefId{at[1], at[2]};
}

// The owner's part lies above the 18 bits that belong to the third id.
constexpr unsigned kOwnerShift = 18;
inline RefId owned_reference(Word low, Term pid) { return RefId{low, (pid.local_id() + 1) << kOwnerShift}; }
// The pid of the owner, or none for a plain reference.
inline Term owner_of(RefId id) {
  return id.high >> kOwnerShift == 0 ? Term::none() : Term::local_pid((id.high >> kOwnerShift) - 1);
}

}  // namespace rt
