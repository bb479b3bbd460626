// SPDX-License-Identifier: Apache-2.0
// Regular expressions are PCRE's, which our runtime has at hand for Erlang's `re`.
#include "driver/test/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <memory>

#include "driver/test/text.hpp"

namespace driver::test {

bool glob_matches(std::string_view glob, std::string_view text) {
  // On a mismatch the last star takes one character more: earlier stars never need to be tried again.
  std::size_t g = 0, t = 0, star = std::string_view::npos, after_star = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      after_star = t;
    } else if (g < glob.size() && glob[g] == '?') {
      ++g;
      t += character_at(text, t).length;
    } else if (g < glob.size() && glob[g] == text[t]) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos) {
      after_star += character_at(text, after_star).length;
      t = after_star;
      g = star + 1;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

std::expected<std::function<bool(std::string_view)>, RegexError> compile_regex(
    const std::string& expression) {
  int code = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* compiled =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(),
                    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, &code, &offset, nullptr);
  if (compiled == nullptr) {
    std::array<PCRE2_UCHAR, 256> message{};
    pcre2_get_error_message(code, message.data(), message.size());
    return std::unexpected(RegexError{offset, reinterpret_cast<const char*>(message.data())});
  }
  std::shared_ptr<pcre2_code> regex(compiled, &pcre2_code_free);
  std::shared_ptr<pcre2_match_data> found(pcre2_match_data_create_from_pattern(compiled, nullptr),
                                          &pcre2_match_data_free);
  return [regex, found](std::string_view text) {
    return pcre2_match(regex.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, found.get(),
                       nullptr) >= 0;
  };
}

}  // namespace driver::test
