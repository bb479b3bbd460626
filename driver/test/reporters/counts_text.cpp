// SPDX-License-Identifier: Apache-2.0
#include "driver/test/reporters/counts_text.hpp"

#include "driver/test/text.hpp"

namespace driver::test {

std::string counts_text(const Counts& counts, std::string_view stopped) {
  std::string text = std::to_string(counts.passed) + " passed, " + std::to_string(counts.failed) + " failed";
  const auto add = [&text](std::size_t count, std::string_view what) {
    if (count != 0) text += ", " + std::to_string(count) + std::string(what);
  };
  add(counts.timed_out, " timed out");
  add(counts.crashed, " crashed");
  add(counts.skipped, " skipped");
  add(counts.not_run, " not run");
  if (counts.flaky != 0) text += " (" + std::to_string(counts.flaky) + " flaky)";
  if (!stopped.empty()) text += "; stopped: " + single_line(stopped);
  return text;
}

}  // namespace driver::test
