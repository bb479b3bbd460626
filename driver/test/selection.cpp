// SPDX-License-Identifier: Apache-2.0
// Each selector makes a mask over the known tests; the masks are joined, then the shard and the order are
// taken.
#include "driver/test/selection.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <unordered_set>

#include "driver/test/nearest_names.hpp"

namespace driver::test {
namespace {

using Mask = std::vector<char>;
using Selected = std::expected<Mask, NoMatch>;
using Indices = std::vector<std::size_t>;

bool is_empty(const Mask& mask) { return std::find(mask.begin(), mask.end(), 1) == mask.end(); }

template <class Predicate>
Mask mask_of(const std::vector<KnownTest>& known, Predicate predicate) {
  Mask mask(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) mask[i] = predicate(known[i]) ? 1 : 0;
  return mask;
}

bool is_inside(const std::string& file, const std::string& place) {
  return file == place || (file.starts_with(place) && file[place.size()] == '/');
}

Selected by_place(const std::vector<KnownTest>& known, const Place& place) {
  Mask in_file = mask_of(known, [&](const KnownTest& test) { return is_inside(test.id.file, place.file); });
  if (is_empty(in_file)) {
    return std::unexpected(NoMatch{"no tests in `" + place.file + "`", nearest_files(known, place.file)});
  }
  if (place.line == 0) return in_file;
  // The last test that begins at or above the line, when it reaches to it; else the first one that begins
  // below.
  unsigned above = 0, below = 0, last_line = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (in_file[i] == 0) continue;
    const unsigned line = known[i].location.line;
    if (line <= place.line && line >= above) {
      above = line;
      last_line = known[i].last_line;
    }
    if (line > place.line && (below == 0 || line < below)) below = line;
  }
  const bool covered = above != 0 && (last_line == 0 || place.line <= last_line);
  const unsigned wanted = covered ? above : below;
  if (wanted == 0) {
    return std::unexpected(
        NoMatch{"no test at or below line " + std::to_string(place.line) + " of `" + place.file + "`",
                names_of(known, in_file)});
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].location.line != wanted) in_file[i] = 0;
  }
  return in_file;
}

Selected by_name(const std::vector<KnownTest>& known, const std::string& name) {
  Mask mask = mask_of(known, [&](const KnownTest& test) { return test.id.function == name; });
  if (!is_empty(mask)) return mask;
  mask = mask_of(known, [&](const KnownTest& test) {
    return (test.id.module + "." + test.id.function).find(name) != std::string::npos ||
           test.id.title.find(name) != std::string::npos;
  });
  if (!is_empty(mask)) return mask;
  return std::unexpected(NoMatch{"no test is named `" + name + "`", nearest_tests(known, {name})});
}

// Tests that one of `selectors` selects; all when there are none.
template <class Selector, class Select>
Selected united(const std::vector<KnownTest>& known, const std::vector<Selector>& selectors, Select by) {
  Mask mask(known.size(), selectors.empty() ? 1 : 0);
  for (const Selector& selector : selectors) {
    const Selected part = by(known, selector);
    if (!part) return part;
    for (std::size_t i = 0; i < known.size(); ++i) mask[i] |= (*part)[i];
  }
  return mask;
}

Selected selected(const std::vector<KnownTest>& known, const Selectors& selectors) {
  Selected mask = united(known, selectors.places, &by_place);
  if (!mask) return mask;
  const Selected named = united(known, selectors.names, &by_name);
  if (!named) return named;
  std::vector<std::string> words;
  for (const Filter& filter : selectors.filters)
    words.insert(words.end(), filter.words().begin(), filter.words().end());
  for (std::size_t i = 0; i < known.size(); ++i) {
    (*mask)[i] &= (*named)[i];
    for (const Filter& filter : selectors.filters) {
      if ((*mask)[i] != 0 && !filter.matches(known[i].id)) (*mask)[i] = 0;
    }
  }
  if (!selectors.empty() && is_empty(*mask)) {
    return std::unexpected(NoMatch{
        selectors.filters.empty() ? "no test matches all that was asked for" : "no test matches the filter",
        nearest_tests(known, words)});
  }
  return mask;
}

std::uint64_t hash_of(std::string_view text) {  // FNV-1a, then mixed: its low bits alone are uneven
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
  return hash ^ (hash >> 33);
}

// SplitMix64 and Fisher-Yates, spelled out: the library's shuffle may differ from one machine to the next.
class Shuffler {
 public:
  explicit Shuffler(std::uint64_t seed) : state_(seed) {}
  template <class Items>
  void shuffle(Items& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::size_t below(std::size_t bound) {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<std::size_t>((z ^ (z >> 31)) % bound);
  }
  std::uint64_t state_;
};

// Modules in the order of their first tests.
std::vector<Indices> by_module(const std::vector<KnownTest>& known, const Mask& mask) {
  std::vector<Indices> groups;
  std::map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (mask[i] == 0) continue;
    const auto [found, is_new] = place.try_emplace(known[i].id.module, groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(i);
  }
  return groups;
}

}  // namespace

std::expected<Shard, std::string> parse_shard(std::string_view text) {
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, shard.index);
  if (error == std::errc() && slash != end && *slash == '/') {
    const auto [last, second_error] = std::from_chars(slash + 1, end, shard.count);
    if (second_error == std::errc() && last == end && shard.index >= 1 && shard.index <= shard.count)
      return shard;
  }
  return std::unexpected("expected I/N, part I of N, with I from 1 to N: for example 1/3");
}

std::expected<std::vector<std::size_t>, NoMatch> select(const std::vector<KnownTest>& known,
                                                        const SelectionSettings& settings) {
  Selected mask = selected(known, settings.selectors);
  if (!mask) return std::unexpected(mask.error());
  if (settings.only_ids) {
    std::unordered_set<std::string> ids(settings.only_ids->begin(), settings.only_ids->end());
    for (const std::string& id : *settings.only_ids) ids.insert(id.substr(0, id.find('#')));  // its generator
    const Mask failed =
        mask_of(known, [&](const KnownTest& test) { return ids.contains(spelling(test.id)); });
    if (!is_empty(failed)) {
      for (std::size_t i = 0; i < known.size(); ++i) (*mask)[i] &= failed[i];
      if (is_empty(*mask)) {
        return std::unexpected(NoMatch{"none of the tests that failed last time is among those asked for",
                                       names_of(known, failed)});
      }
    }
  }
  if (settings.shard) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (hash_of(spelling(known[i].id)) % settings.shard->count != settings.shard->index - 1) (*mask)[i] = 0;
    }
  }
  std::vector<Indices> groups = by_module(known, *mask);
  if (settings.shuffle_seed) {
    Shuffler shuffler(*settings.shuffle_seed);
    shuffler.shuffle(groups);
    for (Indices& group : groups) shuffler.shuffle(group);
  }
  Indices order;
  for (const Indices& group : groups) order.insert(order.end(), group.begin(), group.end());
  return order;
}

}  // namespace driver::test
