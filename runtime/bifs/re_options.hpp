// SPDX-License-Identifier: Apache-2.0
// Options of re:compile and re:run, which share one list: some are for the pattern, some for the match, some for both.
#pragma once

#include <cstdint>

#include "runtime/regex/pattern.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;

struct ReOptions {
  std::uint32_t pattern = 0;      // pattern_option bits
  MatchOptions match;
  bool only_compile = false;      // an option was there that a match cannot take
  bool only_match = false;        // one that compiling cannot take
  bool global = false;
  bool report_errors = false;
  bool has_capture = false;
  Term capture_values = Term::nil(), capture_type = Term::nil();
  std::size_t offset = 0;
};

// False: the list is no list of options.
bool parse_re_options(Process& p, Term list, ReOptions& options);

}  // namespace rt
