// SPDX-License-Identifier: Apache-2.0
// feed_events [--terminal] RUN ROOT REPORTER[=FILE]..: a recorded run (tests/support/recorded_runs.hpp)
// through reporters. feed_events list COUNT text|json: a list of so many tests. feed_events source: the
// source that failures point into. For tests/steps/reporters, whose readers are independent of us.
#include <iostream>

#include "driver/test/reporter.hpp"
#include "driver/test/selection.hpp"
#include "tests/support/recorded_runs.hpp"

using namespace driver::test;

namespace {

int list(std::size_t count, std::string_view format) {
  std::vector<KnownTest> known;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string module = "list/m" + std::to_string(i / 100) + "_test",
                      file = "test/" + module + ".gleam";
    known.push_back({{file, module, "case_" + std::to_string(i) + "_test", "", ""},
                     {file, static_cast<unsigned>(3 * i % 300 + 1), 1},
                     0});
  }
  SelectionSettings settings;
  settings.selectors.filters.push_back(*Filter::parse("list and not /no_such_thing/"));
  const auto order = select(known, settings);
  std::cout << (format == "json" ? list_as_json(known, *order) : list_as_text(known, *order));
  return 0;
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() == 3 && arguments[0] == "list") return list(std::stoul(arguments[1]), arguments[2]);
  if (arguments.size() == 1 && arguments[0] == "source") {
    std::cout << cart_source();
    return 0;
  }
  Surface surface;
  if (!arguments.empty() && arguments[0] == "--terminal") {
    surface = {true, true, 60};
    arguments.erase(arguments.begin());
  }
  if (arguments.size() < 3) return 2;
  std::vector<ReporterChoice> choices;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const auto choice = parse_reporter(arguments[i]);
    if (!choice) {
      std::cerr << choice.error() << "\n";
      return 2;
    }
    choices.push_back(*choice);
  }
  const auto reporters = make_reporters(choices, surface);
  if (!reporters) {
    std::cerr << reporters.error().title << "\n" << reporters.error().text << "\n";
    return 1;
  }
  for (const Event& event : recorded_run(arguments[0], arguments[1])) (*reporters)->on(event);
  return (*reporters)->ok() ? 0 : 3;
}
