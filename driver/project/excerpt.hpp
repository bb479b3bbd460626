// SPDX-License-Identifier: Apache-2.0
// A place in a file, shown as Gleam's compiler shows one, so that whoever reads its messages (people, problem matchers) reads
// ours too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace driver {

// Lines and columns count from 1, columns in characters. `width` characters are underlined, at least one.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t width = 1;
};

// "  ┌─ FILE:LINE:COLUMN", the line itself, and the underlining; each line ends in a newline. `content`: that of the file.
std::string excerpt(std::string_view file, std::string_view content, const Place& place);

}  // namespace driver
