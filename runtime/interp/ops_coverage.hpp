// SPDX-License-Identifier: Apache-2.0
// Handlers: coverage (code/coverage.hpp).
#pragma once

#include "runtime/code/coverage.hpp"
#include "runtime/interp/exec.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow count_coverage(E&, Raw cell) {
  cell.as<CoverageCell>()->fetch_add(1, std::memory_order_relaxed);
  return Flow::next;
}
template <class E>
VM_INLINE Flow mark_coverage(E&, Raw cell) {
  auto* c = cell.as<CoverageCell>();
  if (c->load(std::memory_order_relaxed) == 0) [[unlikely]] c->store(1, std::memory_order_relaxed);
  return Flow::next;
}

}  // namespace rt::ops
