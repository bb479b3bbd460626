// SPDX-License-Identifier: Apache-2.0
// Places and names among the words of a command line.
#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "driver/test/filter.hpp"

namespace driver::test {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kFolders{"test", "src", "dev"};
constexpr std::array<std::string_view, 2> kNameOptions{"--test-name-filter", "--test-filter"};

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Takes ":NUMBER" off the end.
std::optional<unsigned> take_number(std::string_view& word) {
  const std::size_t colon = word.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto value = number(word.substr(colon + 1));
  if (value) word = word.substr(0, colon);
  return value;
}

bool is_source(std::string_view path) { return path.ends_with(".gleam") || path.ends_with(".erl"); }

// Relative to the root, where the path lies in one of the folders of a project's code.
std::optional<std::string> inside(const fs::path& path, const fs::path& root) {
  const fs::path relative = path.lexically_normal().lexically_relative(root.lexically_normal());
  if (relative.empty()) return std::nullopt;
  const std::string first = relative.begin()->string();
  if (std::find(kFolders.begin(), kFolders.end(), first) == kFolders.end()) return std::nullopt;
  std::string text = relative.generic_string();
  while (text.ends_with('/')) text.pop_back();
  return text;
}

}  // namespace

std::optional<Place> place_of(std::string_view word, const fs::path& root, const fs::path& here) {
  std::string_view path = word;
  std::optional<unsigned> line = take_number(path);
  if (const auto before = line ? take_number(path) : std::nullopt)
    line = before;  // the last one was a column
  if (path.empty() || path.starts_with('-')) return std::nullopt;
  const std::array<fs::path, 2> candidates{here / path, root / path};
  std::error_code error;
  for (const fs::path& candidate : candidates) {
    if (!fs::exists(candidate, error)) continue;
    if (!is_source(path) && (line || !fs::is_directory(candidate, error))) continue;
    if (auto file = inside(candidate, root)) return Place{*std::move(file), line.value_or(0)};
  }
  if (!is_source(path)) return std::nullopt;
  for (const fs::path& candidate : candidates) {  // misspelt, likely: select() says so
    if (auto file = inside(candidate, root)) return Place{*std::move(file), line.value_or(0)};
  }
  return std::nullopt;
}

Selectors take_selectors(std::vector<std::string>& words, const fs::path& root, const fs::path& here) {
  Selectors selectors;
  std::vector<std::string> others;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const auto* option = std::find_if(kNameOptions.begin(), kNameOptions.end(), [&](std::string_view name) {
      return word.starts_with(name) && (word.size() == name.size() || word[name.size()] == '=');
    });
    if (option != kNameOptions.end()) {
      if (word.size() > option->size()) {
        selectors.names.push_back(word.substr(option->size() + 1));
        continue;
      }
      if (i + 1 < words.size()) {
        selectors.names.push_back(words[++i]);
        continue;
      }
    }
    if (auto place = place_of(word, root, here)) {
      selectors.places.push_back(*std::move(place));
    } else {
      others.push_back(word);
    }
  }
  words = std::move(others);
  return selectors;
}

}  // namespace driver::test
