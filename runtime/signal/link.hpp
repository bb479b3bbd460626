// SPDX-License-Identifier: Apache-2.0
// Links as their maker sees them. A process changes only its own side; the other side changes when the signal arrives.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;

// Links `p` to another local process, which is there. Already linked: nothing happens. `p`'s own thread.
void add_link(Process& p, Term other);

}  // namespace rt
