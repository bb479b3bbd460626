// SPDX-License-Identifier: Apache-2.0
// Which groups of a match re:run returns, and as what.
#pragma once

#include <optional>
#include <vector>

#include "runtime/regex/pattern.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;

struct ReCapture {
  enum class Type { index, list, binary, none } type = Type::index;
  // all: every group up to the last that took part. Else `picked`: each with the groups of which the first that
  // took part is taken (a name may stand for several).
  bool all = true;
  bool but_first = false;
  std::vector<std::vector<int>> picked;
};

// Nothing: no such specification.
std::optional<ReCapture> parse_re_capture(Process& p, Term values, Term type, const Pattern& pattern);

// What re:run answers to a match: match, or {match, List}. `subject` is what `bytes` were taken from.
Term capture_result(Process& p, const Match& match, const ReCapture& capture, Term subject,
                    std::span<const std::uint8_t> bytes);

}  // namespace rt
