// SPDX-License-Identifier: Apache-2.0
// The options of `gleamr test` that Gleam does not have -> what a test run is to do.
#pragma once

#include <array>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "driver/cli/commands.hpp"
#include "driver/test/reporter.hpp"
#include "driver/test/test_run.hpp"

namespace driver::cli {

// Why a value cannot be, in words (OptionSpec::problem).
std::optional<std::string> problem_with_filter(const std::string& value);
std::optional<std::string> problem_with_reporter(const std::string& value);
std::optional<std::string> problem_with_time(const std::string& value);
std::optional<std::string> problem_with_shard(const std::string& value);

// Each of them takes the run of EUnit's tests into our own hands.
inline constexpr std::array kTestRunOptions{
    OptionSpec{0, "filter", "EXPR", "Only tests that match: a word of their names, a glob, /regex/, not, and, or",
               "", "", true, false, &problem_with_filter},
    OptionSpec{0, "list", "", "Print the tests instead of running them", "", ""},
    OptionSpec{0, "format", "FORMAT", "How --list prints them", "text, json", ""},
    OptionSpec{0, "reporter", "NAME[=FILE]",
               "How to tell of the run, to standard output or into FILE; may be repeated", "", "", true, false, &problem_with_reporter},
    OptionSpec{0, "timeout", "TIME", "How long a test may take: 2, 2s, 500ms, 1m; as EUnit has it if not given",
               "", "", false, false, &problem_with_time},
    OptionSpec{0, "slow-timeout", "TIME", "After how long a test is called slow: 5s if not given, 0 for never",
               "", "", false, false, &problem_with_time},
    OptionSpec{'j', "jobs", "N", "How many modules are tested at a time: 1 if not given", "1..1024", ""},
    OptionSpec{0, "isolate", "", "Run each test in a process of its own", "", ""},
    OptionSpec{0, "retries", "N", "How often a test that failed is tried again", "0..1000", ""},
    OptionSpec{.short_name = 0, .name = "fail-fast", .value_name = "N", .help = "Stop after N tests that failed, or the first one",
               .values = "1..1000000000", .aliases = "", .value_is_optional = true},
    OptionSpec{.short_name = 0, .name = "shuffle", .value_name = "SEED",
               .help = "Run modules and their tests in an order that SEED, or else the clock, decides",
               .values = "0..18446744073709551615", .aliases = "", .value_is_optional = true},
    OptionSpec{0, "rerun-failed", "", "Only tests that failed last time, if any did", "", ""},
    OptionSpec{0, "shard", "I/N", "Only part I of N parts of the tests",
               "", "", false, false, &problem_with_shard},
};

struct TestRequest {
  bool has_options = false;  // one of kTestRunOptions was given
  test::RunSettings settings;
  std::vector<test::ReporterChoice> reporters;

  // Whether anything was asked for that needs our runner.
  bool is_ours() const { return has_options || !settings.selection.selectors.empty(); }
};

// `root`: the project's folder; `here`: the current one. The error is the whole text for standard error.
std::expected<TestRequest, std::string> test_request(const ParsedOptions& options, const std::string& root,
                                                     const std::string& here);

}  // namespace driver::cli
