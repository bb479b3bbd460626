// SPDX-License-Identifier: Apache-2.0
// How a descriptor takes text that is for people.
#pragma once

namespace driver::test {

// For a file everything is off.
struct Surface {
  bool colors = false;    // escape sequences for colours
  bool progress = false;  // a line that is rewritten: only on a terminal
  unsigned width = 80;
};

// By what the descriptor is, FORCE_COLOR and NO_COLOR.
Surface surface_of(int descriptor);

}  // namespace driver::test
