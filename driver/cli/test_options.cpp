// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/test_options.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "driver/cli/help.hpp"
#include "driver/test/history_file.hpp"

namespace driver::cli {
namespace {

// "2", "2s", "1.5s", "500ms", "1m" -> milliseconds.
std::optional<std::int64_t> milliseconds(std::string_view text) {
  constexpr std::pair<std::string_view, double> kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"", 1000}};
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(number >= 0) || number > 1e9) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const auto& [name, factor] : kUnits) {
    if (unit == name) return std::llround(number * factor);
  }
  return std::nullopt;
}

constexpr const char* kExpectedTime = "expected a time: 2, 2s, 500ms or 1m";

std::unexpected<std::string> invalid(const std::string& value, const std::string& option, const std::string& why) {
  return std::unexpected(short_usage_text("invalid value '" + value + "' for '--" + option + "'\n\n  " + why));
}

std::uint64_t seed_of_clock() {
  return static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) % 1'000'000;
}

unsigned number(const ParsedOptions& options, std::string_view name, unsigned otherwise) {
  return options.has(name) ? static_cast<unsigned>(std::stoul(options.value(name))) : otherwise;
}

}  // namespace

std::optional<std::string> problem_with_filter(const std::string& value) {
  const auto filter = test::Filter::parse(value);
  return filter ? std::nullopt : std::optional(filter.error().text);
}

std::optional<std::string> problem_with_reporter(const std::string& value) {
  const auto choice = test::parse_reporter(value);
  return choice ? std::nullopt : std::optional(choice.error());
}

std::optional<std::string> problem_with_time(const std::string& value) {
  return milliseconds(value) ? std::nullopt : std::optional<std::string>(kExpectedTime);
}

std::optional<std::string> problem_with_shard(const std::string& value) {
  const auto shard = test::parse_shard(value);
  return shard ? std::nullopt : std::optional(shard.error());
}

std::expected<TestRequest, std::string> test_request(const ParsedOptions& options, const std::string& root,
                                                     const std::string& here) {
  TestRequest request;
  test::RunSettings& run = request.settings;
  test::SelectionSettings& selection = run.selection;
  // A form for lists that gleam.toml sets asks for nothing.
  const bool format_counts = !options.is_default("format");
  request.has_options = std::any_of(kTestRunOptions.begin(), kTestRunOptions.end(), [&](const OptionSpec& option) {
    return options.has(option.name) && (option.name != "format" || format_counts);
  });
  std::vector<std::string> words = options.positionals();
  selection.selectors = test::take_selectors(words, root, here);
  for (const std::string& text : options.values("filter")) {
    auto filter = test::Filter::parse(text);
    if (!filter) return std::unexpected(short_usage_text("invalid value for '--filter <EXPR>'\n\n" + filter.error().text));
    selection.selectors.filters.push_back(*std::move(filter));
  }
  for (const std::string& text : options.values("reporter")) {
    auto choice = test::parse_reporter(text);
    if (!choice) return invalid(text, "reporter", choice.error());
    request.reporters.push_back(*std::move(choice));
  }
  if (options.has("shard")) {
    const auto shard = test::parse_shard(options.value("shard"));
    if (!shard) return invalid(options.value("shard"), "shard", shard.error());
    selection.shard = *shard;
    run.told.emplace_back("shard", options.value("shard"));
  }
  for (const char* name : {"timeout", "slow-timeout"}) {
    if (!options.has(name)) continue;
    const auto time = milliseconds(options.value(name));
    if (!time) return invalid(options.value(name), name, kExpectedTime);
    (std::string_view(name) == "timeout" ? run.timeout_ms.emplace() : run.slow_ms) = *time;
    run.told.emplace_back(name, options.value(name));
  }
  if (options.has("format") && !options.has("list") && format_counts) {
    return std::unexpected(short_usage_text("'--format <FORMAT>' is for '--list'"));
  }
  using List = test::RunSettings::List;
  if (options.has("list")) run.list = options.value("format") == "json" ? List::json : List::text;
  if (options.has("shuffle")) {
    selection.shuffle_seed = options.value("shuffle").empty() ? seed_of_clock() : std::stoull(options.value("shuffle"));
  }
  if (options.has("rerun-failed")) {
    selection.only_ids = test::failed_ids(test::read_history(root));
    run.told.emplace_back("rerun-failed", "");
  }
  run.parallel = number(options, "jobs", 1);
  run.retries = number(options, "retries", 0);
  run.fail_fast = options.has("fail-fast") && options.value("fail-fast").empty() ? 1 : number(options, "fail-fast", 0);
  run.isolate = options.has("isolate");
  if (run.isolate) run.told.emplace_back("isolate", "");
  if (run.retries > 0) run.told.emplace_back("retries", std::to_string(run.retries));
  if (run.fail_fast > 0) run.told.emplace_back("fail-fast", std::to_string(run.fail_fast));
  // What is written into files is for machines; somebody may be looking on.
  const bool is_shown = std::any_of(request.reporters.begin(), request.reporters.end(),
                                    [](const test::ReporterChoice& choice) { return choice.path.empty(); });
  if (!is_shown) request.reporters.push_back({"pretty", ""});
  return request;
}

}  // namespace driver::cli
