// SPDX-License-Identifier: Apache-2.0
#include "driver/test/nearest_names.hpp"

#include <algorithm>
#include <set>

#include "driver/cli/suggest.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kMost = 5;
constexpr std::size_t kLongestCompared = 200;

struct Candidate {
  std::size_t distance;
  std::string name;
};

// Half of the word may differ: a test's name is longer than a command's, and a suggestion is only that.
std::size_t distance_to(std::string_view word, std::string_view name) {
  if (word.empty() || name.empty() || word.size() > kLongestCompared || name.size() > kLongestCompared)
    return SIZE_MAX;
  const std::size_t longer = std::max(word.size(), name.size()), shorter = std::min(word.size(), name.size());
  if (longer - shorter > word.size() / 2) return SIZE_MAX;
  const std::size_t distance = cli::edit_distance(word, name);
  return distance <= std::max<std::size_t>(1, word.size() / 2) ? distance : SIZE_MAX;
}

// Nearly every test's function ends in this: it would make all of them alike.
std::string_view bare(std::string_view name) {
  for (const std::string_view ending : {"_", "_test"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  return name;
}

std::vector<std::string> best(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& left, const Candidate& right) {
    return left.distance < right.distance;
  });
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (Candidate& candidate : candidates) {
    if (names.size() == kMost || candidate.distance == SIZE_MAX) break;
    if (seen.insert(candidate.name).second) names.push_back(std::move(candidate.name));
  }
  return names;
}

}  // namespace

std::vector<std::string> nearest_tests(const std::vector<KnownTest>& known,
                                       const std::vector<std::string>& words) {
  std::vector<Candidate> candidates;
  for (const KnownTest& test : known) {
    std::size_t distance = SIZE_MAX;
    for (const std::string& word : words) {
      // A misspelt ending is compared as it stands, and must be near.
      const std::size_t whole = bare(word) == word ? distance_to(word, test.id.function) : SIZE_MAX;
      if (whole <= std::max<std::size_t>(1, word.size() / 3)) distance = std::min(distance, whole);
      distance = std::min({distance, distance_to(bare(word), bare(test.id.function)),
                           distance_to(bare(word), bare(test.id.module)),
                           word.find('.') == std::string::npos
                               ? SIZE_MAX
                               : distance_to(word, test.id.module + "." + test.id.function)});
    }
    if (distance != SIZE_MAX) candidates.push_back({distance, test.id.module + "." + test.id.function});
  }
  return best(std::move(candidates));
}

std::vector<std::string> nearest_files(const std::vector<KnownTest>& known, std::string_view file) {
  std::vector<Candidate> candidates;
  const std::string* last = nullptr;
  for (const KnownTest& test : known) {
    if (last != nullptr && *last == test.id.file) continue;
    last = &test.id.file;
    candidates.push_back({distance_to(file, test.id.file), test.id.file});
  }
  return best(std::move(candidates));
}

std::vector<std::string> names_of(const std::vector<KnownTest>& known, const std::vector<char>& mask) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (mask[i] != 0) candidates.push_back({0, known[i].id.module + "." + known[i].id.function});
  }
  return best(std::move(candidates));
}

}  // namespace driver::test
