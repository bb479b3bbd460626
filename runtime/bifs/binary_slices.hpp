// SPDX-License-Identifier: Apache-2.0
// BinarySlices: how natives of module binary do long work a slice at a time, so that other processes run in between. One
// for a machine. A native that has done what slice_budget() allows calls go_on_later() with what it needs to continue.
#pragma once

#include <atomic>
#include <cstddef>
#include <initializer_list>

#include "runtime/code/module.hpp"

namespace rt {

class Process;
class Vm;

struct BinarySlices {
  explicit BinarySlices(Vm& vm);

  // Natives that nobody can name: where copy/2, longest_common_prefix/1 and _suffix/1, and what searches continue.
  Export copy, common, search;
  // The most units of a slice; 0: as many as there are reductions for. For tests, any thread:
  // erts_debug:set_internal_state(binary_loop_limit, N).
  std::atomic<std::size_t> limit{0};
};

// How many units of work (bytes, say) may be done now, at least 1, when so many cost a reduction.
std::size_t slice_budget(Process& p, std::size_t units_per_reduction);
// Ends the slice; `continuation` then gives the result of the native that returns what this gives.
[[nodiscard]] Term go_on_later(Process& p, const Export& continuation, std::initializer_list<Term> state);

}  // namespace rt
