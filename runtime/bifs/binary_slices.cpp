// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/binary_slices.hpp"

#include <algorithm>

#include "runtime/bifs/bif.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {

extern const Bif* const kBinaryCopyTrap;    // binary.cpp
extern const Bif* const kBinaryCommonTrap;  // binary.cpp
extern const Bif* const kBinarySearchTrap;  // binary_search.cpp

BinarySlices::BinarySlices(Vm& vm) {
  const auto bind = [&vm](Export& e, const Bif& row) { make_continuation(e, vm.atoms, atoms::erlang, row); };
  bind(copy, *kBinaryCopyTrap);
  bind(common, *kBinaryCommonTrap);
  bind(search, *kBinarySearchTrap);
}

std::size_t slice_budget(Process& p, std::size_t units_per_reduction) {
  const auto reductions = static_cast<std::size_t>(std::max(p.reductions_left, 1));
  const std::size_t units = reductions * units_per_reduction, limit = p.vm().binary_slices->limit.load(std::memory_order_relaxed);
  return limit != 0 ? std::min(limit, units) : units;
}

Term go_on_later(Process& p, const Export& continuation, std::initializer_list<Term> state) {
  p.charge(kReductionsPerSlice);
  return p.trap(&continuation, state);
}

}  // namespace rt
