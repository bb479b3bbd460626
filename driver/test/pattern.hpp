// SPDX-License-Identifier: Apache-2.0
// One pattern of a filter: a word, an exact word, a glob or a regular expression, over one text.
#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace driver::test {

// The whole of `text`: `*` is any number of characters, `?` one. Takes at most |glob| * |text| steps.
bool glob_matches(std::string_view glob, std::string_view text);

struct RegexError {
  std::size_t offset;  // in the expression
  std::string message;
};

// A search for the regular expression anywhere in a text; text that is not UTF-8 is searched where it is. One
// that takes too many steps finds nothing.
std::expected<std::function<bool(std::string_view)>, RegexError> compile_regex(const std::string& expression);

}  // namespace driver::test
