// SPDX-License-Identifier: Apache-2.0
// collect: the generational copying collector of one process heap. After it `heap.has_room(need_words)` holds.
// Everything may move: x registers are updated through `live`, the stack and Process::for_each_root likewise;
// other C++ locals are stale. Called by the engine only (between instructions, after natives), on the thread that
// runs the process.
#pragma once

#include <span>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

class DyingLiteralHits;

enum class CollectKind : unsigned char {
  automatic,
  major,
  hibernate,  // major, and the heap becomes as small as what lives in it
};

void collect(Process& p, std::size_t need_words, std::span<Term> live, CollectKind kind = CollectKind::automatic);

// A major collection that copies literals of these areas, too: no root points into one of them afterwards. Requires: the
// process is between slices, and no root points into a dying area that was not hit.
void collect_literals(Process& p, const DyingLiteralHits& hits);

}  // namespace rt
