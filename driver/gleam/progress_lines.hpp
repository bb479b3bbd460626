// SPDX-License-Identifier: Apache-2.0
// Gleam's progress lines, for those of its commands that cannot leave them out.
#pragma once

#include <string_view>

namespace driver {

// "   Compiled in 0.02s", "  Compiling demo": a word that ends at column 11, with or without colours.
bool is_progress_line(std::string_view line);

}  // namespace driver
