// SPDX-License-Identifier: Apache-2.0
// Events with colours, in the same 256-colour sequences that the Gleam compiler writes, and the choice between
// this and plain text.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "driver/process/variable.hpp"
#include "driver/report/reporter.hpp"

namespace driver {
namespace {

constexpr std::string_view kReset = "\x1b[0m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[38;5;9m";

class TerminalReporter final : public Reporter {
 public:
  void error(const DriverError& error) override {
    std::string text;
    text.append(kReset).append(kBold).append(kRed).append("error");
    text.append(kReset).append(kBold).append(": ").append(error.title).append(kReset);
    text.append("\n").append(error.excerpt).append("\n").append(error.text).append("\n\n");
    plain_->usage_error(text);
  }
  void usage_error(std::string_view text) override { plain_->usage_error(text); }
  void text(std::string_view text) override { plain_->text(text); }

 private:
  std::unique_ptr<Reporter> plain_ = make_plain_reporter();
};

bool wants_colour() {
  if (is_variable_set("FORCE_COLOR")) return true;
  return isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

}  // namespace

std::unique_ptr<Reporter> make_terminal_reporter() { return std::make_unique<TerminalReporter>(); }

std::unique_ptr<Reporter> make_reporter() {
  return wants_colour() ? make_terminal_reporter() : make_plain_reporter();
}

}  // namespace driver
