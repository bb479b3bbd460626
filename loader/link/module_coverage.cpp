// SPDX-License-Identifier: Apache-2.0
// Follows load_code() of OTP's JIT (asm_load.c): which mode, and add_line_entry().
#include "loader/link/module_coverage.hpp"

#include "loader/chunks/line_table.hpp"
#include "loader/transform/dropped_line.hpp"

namespace loader {
namespace {

rt::CoverageMode mode_for(rt::CoverageMode machine_mode, std::uint32_t line_flags) {
  if ((line_flags & LineTable::kForcesCounters) != 0) return rt::CoverageMode::line_counters;
  const bool has_lines = (line_flags & LineTable::kHasExecutableLines) != 0;
  return rt::counts_lines(machine_mode) && !has_lines ? rt::CoverageMode::none : machine_mode;
}

class LineLayout {
 public:
  explicit LineLayout(LinkedModule& linked) : linked_(linked) {}

  void run() {
    const DecodedModule& decoded = linked_.decoded();
    for (std::uint32_t f = 0; f < decoded.functions.size(); ++f) {
      first_line.push_back(static_cast<std::uint32_t>(lines.size()));
      // One that cannot be decoded is refused when it is called: it has nothing to count.
      if (decode_function(decoded, f, code_)) add_function();
    }
    first_line.push_back(static_cast<std::uint32_t>(lines.size()));
  }

  std::vector<rt::Coverage::Line> lines;
  std::vector<std::uint32_t> first_line;

 private:
  void add_function() {
    bool is_in_head = true;  // its line is an entry even if it is that of the function before
    for (std::size_t i = 0; i < code_.ops.size(); ++i) {
      const GenericOp& op = code_.ops[i];
      if (op.op == Opcode::func_info) is_in_head = false;
      if (op.op == Opcode::line && !is_line_dropped(linked_, code_, i)) add_entry(op.args[0].index(), is_in_head);
      if (op.op == Opcode::executable_line) add_counted(op);
    }
  }
  void add_entry(std::uint32_t line, bool even_if_same) {
    if (even_if_same || lines.empty() || lines.back().line != line) lines.push_back({.line = line});
  }
  void add_counted(const GenericOp& op) {
    add_entry(op.args[0].index(), false);
    lines.back().is_executable = true;
    lines.back().cover_id = op.args[1].index();
    linked_.counted_lines.push_back({op.offset, static_cast<std::uint32_t>(lines.size() - 1)});
  }

  LinkedModule& linked_;
  FunctionCode code_;
};

}  // namespace

void link_coverage(rt::CoverageMode machine_mode, std::uint32_t line_flags, LinkedModule& linked) {
  const rt::CoverageMode mode = mode_for(machine_mode, line_flags);
  rt::Module& module = *linked.module;
  if (mode == rt::CoverageMode::none) return;
  if (!rt::counts_lines(mode)) {
    module.coverage = std::make_unique<rt::Coverage>(mode, module.functions.size());
    return;
  }
  LineLayout layout(linked);
  layout.run();
  module.coverage = std::make_unique<rt::Coverage>(mode, layout.lines.size());
  module.coverage->lines = std::move(layout.lines);
  module.coverage->first_line = std::move(layout.first_line);
}

}  // namespace loader
