// SPDX-License-Identifier: Apache-2.0
// Copying terms between heaps: messages, spawn arguments, ETS objects, persistent terms.
//
// A literal is not copied, its address is (LiteralPolicy::keep): its area is not freed before the process that gets it has
// left it. (One of an area that dies is copied.) Sharing inside a term is not kept (OTP does the same): a term that occurs twice is copied twice. Handles of shared binaries and magic objects
// are retained and linked in the target's off-heap list. A slice of at most kHeapBinaryMaxBytes is copied as its bytes alone, so that a
// few bytes do not keep a large binary alive.
// Any thread; the source must not change meanwhile. No recursion on the C stack.
#pragma once

#include <cstddef>

#include "runtime/heap/fragment.hpp"
#include "runtime/heap/literal_area.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;

enum class LiteralPolicy : bool {
  keep,
  copy,  // the copy holds no address of a literal: for what no process has, since only processes are asked to leave one
};

// The words that copy() of this term takes from its writer: exact.
[[nodiscard]] std::size_t copied_words(Term t, const LiteralSpace& literals, LiteralPolicy policy = LiteralPolicy::keep);

// Requires: `w` has copied_words() left, with the same policy.
[[nodiscard]] Term copy(Term t, HeapWriter& w, const LiteralSpace& literals, LiteralPolicy policy = LiteralPolicy::keep);

// A copy on the heap of `p`: on its own thread; never collects.
[[nodiscard]] Term copy_to_heap(Process& p, Term t, LiteralPolicy policy = LiteralPolicy::keep);

// A fragment of exactly the right size with the copy in it, literals too; `copied` is the term. Null when there is nothing to
// copy (an immediate): `copied` is `t` then.
[[nodiscard]] FragmentPtr copy_to_fragment(Term t, const LiteralSpace& literals, Term& copied);

}  // namespace rt
