// SPDX-License-Identifier: Apache-2.0
// GNU's form of messages: a line per failure as it comes, and a last line of counts. Problem matchers of VS
// Code, Emacs' compile-mode and Vim's errorformat read it.
#include <algorithm>

#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/counts_text.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

class Short final : public EventWriter {
 public:
  explicit Short(Output output) : EventWriter(std::move(output)) {}

 private:
  void tell(const TestFinished& test) override {
    if (!test.last) return;
    if (is_bad(test.status) && test.failure) {
      line(sources().location(test), "error", readable_name(test.id) + ": " + summary_line(*test.failure));
    } else if (test.flaky) {
      line(test.location, "warning",
           readable_name(test.id) + ": passed only at attempt " + std::to_string(test.attempt));
    }
  }

  void tell(const RunFinished& run) override { write(counts_text(run.counts, run.stopped) + "\n"); }

  // Readers want a line and a column: where there is none the first is as good as any.
  void line(const Location& place, std::string_view severity, std::string_view message) {
    write(single_line(place.file.empty() ? "unknown" : place.file) + ":" +
          std::to_string(std::max(place.line, 1u)) + ":" + std::to_string(std::max(place.column, 1u)) + ": " +
          std::string(severity) + ": " + single_line(message) + "\n");
  }
};

}  // namespace

std::unique_ptr<TestReporter> make_short(Output output, const Surface&) {
  return std::make_unique<Short>(std::move(output));
}

}  // namespace driver::test
