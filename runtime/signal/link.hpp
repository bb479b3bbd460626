// SPDX-License-Identifier: Apache-2.0
// Links and monitors as their maker sees them. A process changes only its own side; the other side changes when the signal arrives.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;
struct Monitoring;

// Links `p` to another local process, which is there. Already linked: nothing happens. `p`'s own thread.
void add_link(Process& p, Term other);

// Monitors another local process, which need not be there: {'DOWN', Reference, process, Other, Reason} comes when it ends. The
// low word of the reference. `p`'s own thread.
Word begin_monitoring(Process& p, Term other);

// Whoever is watched is told that it is so no more; the caller forgets the monitor. `p`'s own thread.
void end_monitoring(Process& p, Word reference_low, const Monitoring& monitoring);

}  // namespace rt
