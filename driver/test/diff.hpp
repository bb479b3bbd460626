// SPDX-License-Identifier: Apache-2.0
// Two inspected values -> where they differ: by lines, and within lines that were changed by words. Pure. The
// time is bounded: for texts that differ in very many places all that lies between their common ends is shown
// as changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace driver::test {

// A difference: [left_begin, left_end) became [right_begin, right_end); one of them may be empty.
struct Change {
  std::size_t left_begin, left_end, right_begin, right_end;
};
// In order, with something common between any two. Equal numbers are equal items.
std::vector<Change> changes(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right);

struct DiffLine {
  enum class Kind : std::uint8_t { common, left, right, gap };
  Kind kind;
  std::string text;  // of a gap: how many lines are left out
  std::vector<std::pair<std::size_t, std::size_t>>
      marks;  // what changed within it: bytes [begin, end) of text
};
// Lines in common stand around the changes, three at most on either side. Empty when the texts are equal.
std::vector<DiffLine> diff_lines(std::string_view left, std::string_view right);

// An inspected Gleam value with line breaks: what does not fit into `width` columns is broken at its
// outermost brackets, and a long string behind each \n in it. Text that is no such value comes out as it is.
std::string broken_value(std::string_view value, std::size_t width);

}  // namespace driver::test
