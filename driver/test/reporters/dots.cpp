// SPDX-License-Identifier: Apache-2.0
// A sign per test: "." passed, "F" failed, "T" timed out, "C" crashed, "s" skipped.
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/closing.hpp"
#include "driver/test/reporters/event_writer.hpp"

namespace driver::test {
namespace {

class Dots final : public EventWriter {
 public:
  Dots(Output output, const Surface& surface)
      : EventWriter(std::move(output)), style_(surface.colors), width_(surface.width) {}

 private:
  void tell(const RunStarted& run) override { closing_.start(run); }

  void tell(const TestFinished& test) override {
    closing_.add(test);
    if (!test.last) return;
    std::string text = column_ > 0 && column_ % width_ == 0 ? "\n" : "";
    ++column_;
    write(text + sign(test));
  }

  void tell(const RunFinished& run) override {
    write((column_ > 0 ? "\n" : "") + closing_.text(run, sources(), style_, width_));
  }

  std::string sign(const TestFinished& test) const {
    switch (test.status) {
      case Status::pass: return test.flaky ? style_.yellow(".") : style_.green(".");
      case Status::fail: return style_.red("F");
      case Status::skip: return style_.yellow("s");
      case Status::timeout: return style_.red("T");
      case Status::crash: return style_.red("C");
    }
    return "";
  }

  Style style_;
  unsigned width_;
  std::size_t column_ = 0;
  Closing closing_;
};

}  // namespace

std::unique_ptr<TestReporter> make_dots(Output output, const Surface& surface) {
  return std::make_unique<Dots>(std::move(output), surface);
}

}  // namespace driver::test
