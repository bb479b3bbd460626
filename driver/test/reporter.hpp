// SPDX-License-Identifier: Apache-2.0
// Whoever tells of a test run. One file per form in reporters/; kReporters there is THE table of their names.
//
// A reporter is called by one thread at a time; the caller sees to that. It writes whole lines and flushes
// after each event, so that a reader at the other end of a pipe sees it at once. What it cannot write (a full
// disk, a closed pipe) stops no test: ok() tells at the end.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "driver/driver_error.hpp"
#include "driver/test/event.hpp"
#include "driver/test/surface.hpp"

namespace driver::test {

class TestReporter {
 public:
  virtual ~TestReporter() = default;
  virtual void on(const Event& event) = 0;
  // All that was to be written has been.
  virtual bool ok() const = 0;
};

struct ReporterChoice {
  std::string name;
  std::string path;  // "" for standard output
};

// "NAME" or "NAME=FILE". The error names the nearest reporter, or what is wrong, for exit code 2.
std::expected<ReporterChoice, std::string> parse_reporter(std::string_view text);

// All of them as one. Files are created here, and their folders: one that cannot be written is an error
// before the run, as are two reporters on standard output. `surface` is that of standard output.
Result<std::unique_ptr<TestReporter>> make_reporters(const std::vector<ReporterChoice>& choices,
                                                     const Surface& surface);

struct ReporterInfo {
  std::string_view name;
  std::string_view summary;
};
std::vector<ReporterInfo> reporter_table();  // for help

}  // namespace driver::test
