// SPDX-License-Identifier: Apache-2.0
// Modules as trees of their tests, a line each as it ends; in a long run a module that is fine is one line.
// Where modules run at the same time the lines of one are kept until it ends. On a terminal a last line tells
// what is running.
#include <map>

#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/closing.hpp"
#include "driver/test/reporters/counts_text.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/reporters/progress_line.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kLongRun = 200;  // tests
constexpr Microseconds kWorthTelling = 10'000;

class Pretty final : public EventWriter {
 public:
  Pretty(Output output, const Surface& surface)
      : EventWriter(std::move(output)),
        surface_(surface),
        style_(surface.colors),
        progress_([this](std::string_view text) { write(text); }, surface.progress, surface.width, style_) {}

 private:
  struct Module {
    std::string lines;  // not yet written
    bool has_title = false;
    Counts counts;
  };

  void tell(const RunStarted& run) override {
    run_ = run;
    closing_.start(run);
    std::string text;
    if (run.seed) text += "shuffled with seed " + std::to_string(*run.seed) + "\n";
    for (const auto& [name, value] : run.settings)
      text += terminal_line(name + " " + value, 200, false) + "\n";
    show(style_.grey(text));
  }

  void tell(const ModuleStarted& module) override { modules_[module.module] = {}; }

  void tell(const TestStarted& test) override { progress_.start(test.slot, readable_name(test.id)); }

  void tell(const SlowTest& test) override {
    show(style_.yellow("slow") + "  " + terminal_line(readable_name(test.id), 200, false) +
         style_.grey("  running for " + human_duration(test.so_far)) + "\n");
  }

  void tell(const TestFinished& test) override {
    closing_.add(test);
    progress_.end(test.slot);
    Module& module = modules_[test.id.module];
    counts_.add(test);
    module.counts.add(test);
    const bool is_plain = test.status == Status::pass && !test.flaky && !test.slow && test.last;
    if (!is_plain || run_.total <= kLongRun) {
      if (!module.has_title) module.lines += style_.bold(terminal_line(test.id.module, 200, false)) + "\n";
      module.has_title = true;
      module.lines += test_line(test);
    }
    if (run_.parallel > 1) {
      show("");
    } else {
      show(std::exchange(module.lines, ""));
    }
  }

  void tell(const ModuleFinished& module) override {
    Module& done = modules_[module.module];
    std::string text = std::move(done.lines);
    if (!done.has_title && done.counts.run() > 0) {
      text +=
          style_.green("✓") + " " + terminal_line(module.module, 200, false) +
          style_.grey("  " + counted(done.counts.run(), " test") + ", " + human_duration(module.duration)) +
          "\n";
    }
    modules_.erase(module.module);
    show(text);
  }

  void tell(const RunFinished& run) override {
    std::string text;
    for (auto& [name, module] : modules_) text += module.lines;  // of a run that was cut short
    progress_.finish(text + closing_.text(run, sources(), style_, surface_.width));
  }

  std::string test_line(const TestFinished& test) {
    std::string text = "  " + sign(test) + " " + terminal_line(readable_function(test.id), 200, false);
    if (test.duration >= kWorthTelling) text += style_.grey("  " + human_duration(test.duration));
    if (!test.last) text += style_.yellow("  attempt " + std::to_string(test.attempt) + " failed, again");
    if (test.flaky) text += style_.yellow("  flaky: attempt " + std::to_string(test.attempt));
    if (test.status == Status::skip && !test.skip_reason.empty()) {
      text += style_.grey("  " + terminal_line(single_line(test.skip_reason), 200, false));
    }
    if (is_bad(test.status)) {
      const std::string place = spelling(sources().location(test));
      if (!place.empty()) text += "  " + style_.cyan(terminal_line(place, 300, false));
      if (test.failure) text += "  " + style_.grey(shortened(single_line(headline(*test.failure)), 80));
    }
    return text + "\n";
  }

  std::string sign(const TestFinished& test) const {
    if (!test.last) return style_.yellow("↻");
    if (is_bad(test.status)) return style_.red("✗");
    return test.status == Status::skip ? style_.yellow("-") : style_.green("✓");
  }

  static std::string counted(std::size_t count, std::string_view what) {
    return std::to_string(count) + std::string(what) + (count == 1 ? "" : "s");
  }

  void show(std::string_view lines) {
    std::string counts =
        std::to_string(counts_.run()) + "/" + std::to_string(run_.total) + (run_.is_total_exact ? "" : "+");
    if (counts_.bad() > 0) counts += ", " + std::to_string(counts_.bad()) + " failed";
    progress_.set_counts(std::move(counts));
    progress_.write_above(lines);
  }

  Surface surface_;
  Style style_;
  RunStarted run_;
  Closing closing_;
  Counts counts_;
  std::map<std::string, Module> modules_;
  ProgressLine progress_;
};

}  // namespace

std::unique_ptr<TestReporter> make_pretty(Output output, const Surface& surface) {
  return std::make_unique<Pretty>(std::move(output), surface);
}

}  // namespace driver::test
