// SPDX-License-Identifier: Apache-2.0
// Maps of the external term format: MapBuilder, with what is an error here told apart: a key twice.
#include "runtime/term/etf_map.hpp"

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {

std::optional<Term> build_map(const Vm& vm, HeapWriter& w, std::span<const Term> pairs, Process* p) {
  const std::size_t count = pairs.size() / 2;
  MapBuilder builder(vm.atoms, count);
  for (std::size_t i = 0; i < count; ++i) builder.add(pairs[2 * i], pairs[2 * i + 1]);
  const std::size_t words = builder.words();
  if (builder.size() != count) return std::nullopt;
  if (p == nullptr || count <= kFlatMapMax) return builder.build(w);
  HeapWriter own = p->reserve(words);
  return builder.build(own);
}

}  // namespace rt
