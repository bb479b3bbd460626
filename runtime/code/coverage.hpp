// SPDX-License-Identifier: Apache-2.0
// Coverage: how often the functions or the lines of a module have run, counted by its own code (code:get_coverage/2).
//
// What is counted is settled when a module is loaded, by the mode that the machine is in then: the code of such a module has
// an instruction at each function's entry, or where the compiler has put executable_line, that changes a cell of the
// module's. Of a module loaded in mode none there is no Coverage, and nothing in its code.
//
// Threads: the cells are atomic, without any order, since who reads them wants numbers only; everything else is constant once
// the module can be reached.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

enum class CoverageMode : std::uint8_t { none, function, function_counters, line, line_counters };

// As programs name it.
constexpr std::string_view text_of(CoverageMode mode) {
  switch (mode) {
    case CoverageMode::none: return "none";
    case CoverageMode::function: return "function";
    case CoverageMode::function_counters: return "function_counters";
    case CoverageMode::line: return "line";
    case CoverageMode::line_counters: return "line_counters";
  }
  return {};
}

constexpr std::optional<CoverageMode> coverage_mode_of(std::string_view text) {
  using enum CoverageMode;
  for (const CoverageMode mode : {none, function, function_counters, line, line_counters}) {
    if (text_of(mode) == text) return mode;
  }
  return std::nullopt;
}

constexpr bool counts_lines(CoverageMode m) { return m == CoverageMode::line || m == CoverageMode::line_counters; }
// Otherwise a cell says only whether anything has run: it is written once, and schedulers need not take it from each other.
constexpr bool has_counters(CoverageMode m) {
  return m == CoverageMode::function_counters || m == CoverageMode::line_counters;
}

using CoverageCell = std::atomic<Word>;

struct Coverage {
  // An entry of the module's line table as OTP's loader writes it.
  struct Line {
    std::uint32_t line = 0;      // index into Module::lines
    std::uint32_t cover_id = 0;  // executable_line's second operand: what module `cover` knows the place by
    bool is_executable = false;  // otherwise there is nothing to count, and nobody asks for it
  };

  Coverage(CoverageMode m, std::size_t count) : mode(m), cells(count) {}

  CoverageMode mode;                      // not none
  std::vector<CoverageCell> cells;        // by function, or of `lines`
  std::vector<Line> lines;                // only where lines are counted; here and below
  std::vector<std::uint32_t> first_line;  // of each function, in `lines`; and behind the last function their number
};

}  // namespace rt
