// SPDX-License-Identifier: Apache-2.0
// Natives whose caller goes on in its next slice, on whichever worker may then run it.
#pragma once

#include "runtime/bifs/trap.hpp"

namespace rt {

// What the native returns; then `value` is its result. Natives do not end a slice, entering a function does: the larger of a
// term and itself is the function.
inline Term yield_and_give(Process& p, Term value) {
  p.end_slice();
  return trap_to_erlang(p, "max", {value, value});
}

}  // namespace rt
