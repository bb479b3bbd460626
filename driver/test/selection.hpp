// SPDX-License-Identifier: Apache-2.0
// Known tests and settings -> the tests to run, in their order. Pure: the same for the same arguments
// everywhere.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/test/filter.hpp"

namespace driver::test {

// Part `index` (from 1) of `count`. A test's part depends on its id alone: it keeps it when others come or
// go.
struct Shard {
  std::size_t index = 1;
  std::size_t count = 1;
};
// "I/N", 1 <= I <= N. The error says what was expected.
std::expected<Shard, std::string> parse_shard(std::string_view text);

struct SelectionSettings {
  Selectors selectors;
  std::optional<Shard> shard;
  std::optional<std::uint64_t> shuffle_seed;  // modules among each other, then tests within each
  // --rerun-failed: the stable ids that failed in the last run; none at all means that everything runs.
  std::optional<std::vector<std::string>> only_ids;
};

struct NoMatch {
  std::string text;                  // "no test matches `--filter frob`", without a newline
  std::vector<std::string> nearest;  // readable names, best first, at most 5
};

// Indices into `known`, in order, tests of a module side by side. Empty only when there are no known tests or
// the shard has none of those that match; that selectors match nothing is the error, for exit code 4.
std::expected<std::vector<std::size_t>, NoMatch> select(const std::vector<KnownTest>& known,
                                                        const SelectionSettings& settings);

// The history file (layout::failed_tests): the stable ids of tests whose last attempt was bad, one a line.
std::vector<std::string> failed_ids(std::string_view history);
// The history after a run: what failed before and did not run now stays.
std::string updated_history(std::string_view history, const std::vector<TestFinished>& finished);

// The known tests as text, one stable id a line, or as one JSON document (README.md).
std::string list_as_text(const std::vector<KnownTest>& known, const std::vector<std::size_t>& order);
std::string list_as_json(const std::vector<KnownTest>& known, const std::vector<std::size_t>& order);

}  // namespace driver::test
