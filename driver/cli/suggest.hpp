// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the nearest word by edit distance.
#pragma once

#include <span>
#include <string_view>

namespace driver::cli {

// Insertions, deletions, replacements and swaps of neighbours, one each.
std::size_t edit_distance(std::string_view left, std::string_view right);

// The nearest candidate that is near enough to be a slip (a third of the word's length, at least 1); "" for none.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace driver::cli
