// SPDX-License-Identifier: Apache-2.0
// What the driver itself has to tell, as events; how they look is the implementation's affair. The compiler's and
// the program's own output never pass through here. One thread.
#pragma once

#include <memory>
#include <string_view>

#include "driver/driver_error.hpp"

namespace driver {

class Reporter {
 public:
  virtual ~Reporter() = default;
  // Gleam's shape: "error: TITLE", the excerpt where there is one, a blank line, the text, a blank line.
  virtual void error(const DriverError& error) = 0;
  // Wrong command line: the text as it is.
  virtual void usage_error(std::string_view text) = 0;
  // Help and version texts, for standard output.
  virtual void text(std::string_view text) = 0;
};

std::unique_ptr<Reporter> make_plain_reporter();
std::unique_ptr<Reporter> make_terminal_reporter();

// Colours when FORCE_COLOR is not empty, or on a terminal without NO_COLOR.
std::unique_ptr<Reporter> make_reporter();

}  // namespace driver
