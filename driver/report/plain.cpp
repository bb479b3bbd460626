// SPDX-License-Identifier: Apache-2.0
// Events as plain text: for pipes, files and terminals without colours.
#include <cstdio>
#include <string>

#include "driver/report/reporter.hpp"

namespace driver {
namespace {

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

class PlainReporter final : public Reporter {
 public:
  void error(const DriverError& error) override {
    put(stderr, "error: " + error.title + "\n" + error.excerpt + "\n" + error.text + "\n\n");
  }
  void usage_error(std::string_view text) override { put(stderr, text); }
  void text(std::string_view text) override { put(stdout, text); }
};

}  // namespace

std::unique_ptr<Reporter> make_plain_reporter() { return std::make_unique<PlainReporter>(); }

}  // namespace driver
