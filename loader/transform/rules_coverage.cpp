// SPDX-License-Identifier: Apache-2.0
// Rules: what counts how often it was run, in modules that do (link/module_coverage.hpp).
#include <algorithm>

#include "loader/transform/translator.hpp"

namespace loader {

using rt::Instr;

void Translator::count(rt::CoverageCell& cell) {
  const bool counts = rt::has_counters(linked_.module->coverage->mode);
  emit(counts ? Instr::count_coverage : Instr::mark_coverage, pointer(&cell));
}

// At the function's entry.
void Translator::count_call() {
  rt::Coverage* coverage = linked_.module->coverage.get();
  if (coverage != nullptr && !rt::counts_lines(coverage->mode)) count(coverage->cells[function_.index]);
}

// executable_line is a line for stack traces in any mode.
void Translator::count_line(Index i) {
  lines_.push_back({static_cast<std::uint32_t>(writer_.size()), op(i).args[0].index()});
  const auto& counted = linked_.counted_lines;
  const auto found = std::ranges::lower_bound(counted, op(i).offset, {}, &CountedLine::offset);
  if (found != counted.end() && found->offset == op(i).offset) count(linked_.module->coverage->cells[found->line]);
}

}  // namespace loader
