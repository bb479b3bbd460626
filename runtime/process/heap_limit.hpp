// SPDX-License-Identifier: Apache-2.0
// max_heap_size: what happens to a process whose heap has become too large.
#pragma once

namespace rt {

class Process;

// After a collection. Larger than the process may be: an event for the logger, if that is wanted, and the process is killed,
// if that is wanted; it runs on to its next call and no further. Its own thread.
void check_heap_limit(Process& p);

}  // namespace rt
