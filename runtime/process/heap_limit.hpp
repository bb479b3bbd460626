// SPDX-License-Identifier: Apache-2.0
// max_heap_size: what happens to a process whose heap has become too large.
#pragma once

#include <cstddef>

namespace rt {

class Process;

// After a collection of a heap that had `words_before` words. Larger than the process may be: an event for the logger, if
// that is wanted, and the process is killed, if that is wanted; it runs on to its next call and no further, and ends as
// killed however it ends before. Its own thread.
void check_heap_limit(Process& p, std::size_t words_before);

}  // namespace rt
