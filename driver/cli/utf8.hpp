// SPDX-License-Identifier: Apache-2.0
// Whether words of the command line are UTF-8.
#pragma once

#include <string_view>

namespace driver::cli {

// Well-formed by the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace driver::cli
