// SPDX-License-Identifier: Apache-2.0
// Completion of command lines. The shells' scripts are thin: they ask gleamr itself, with the hidden command below, so
// that the command table is all there is to keep.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace driver::cli {

// gleamr __complete WORDS...
inline constexpr std::string_view kCompleteWord = "__complete";

// What the last of `words` can become; the others stand before it, without the program's name. A candidate a line, with a
// tab and what it is about behind it where there is something to say. The line ":files" or ":folders" stands for the names
// that the shell knows itself.
std::string completion_lines(const std::vector<std::string>& words);

// For `shell` of "bash", "zsh", "fish".
std::string completion_script(std::string_view shell);

}  // namespace driver::cli
