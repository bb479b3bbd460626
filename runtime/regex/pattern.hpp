// SPDX-License-Identifier: Apache-2.0
// Pattern: a compiled regular expression as module `re` understands it, on the PCRE2 library. OTP 27's engine is
// PCRE 8.44; where PCRE2 differs and it can be told so, it behaves like that one (unknown escapes are literals,
// \K in assertions, a pattern ends at a zero byte, messages of errors). Immutable; any thread may match with it.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rt {

// Options that shape the compiled pattern. Kept in the bytes of a compiled pattern, so never renumber.
namespace pattern_option {
enum : std::uint32_t {
  anchored = 1u << 0, caseless = 1u << 1, dollar_endonly = 1u << 2, dotall = 1u << 3, extended = 1u << 4,
  firstline = 1u << 5, multiline = 1u << 6, no_auto_capture = 1u << 7, dupnames = 1u << 8, ungreedy = 1u << 9,
  ucp = 1u << 10, never_utf = 1u << 11, unicode = 1u << 12, no_start_optimize = 1u << 13,
  bsr_anycrlf = 1u << 14, bsr_unicode = 1u << 15,
  // A number of three bits, as in PCRE 8: several newline options combine bit by bit.
  newline_cr = 1u << 16, newline_lf = 2u << 16, newline_crlf = 3u << 16, newline_any = 4u << 16,
  newline_anycrlf = 5u << 16, newline_mask = 7u << 16,
};
}

struct PatternError {
  std::string text;  // in OTP's words
  std::size_t offset;
};

struct PatternName {
  std::string name;
  int number;
};

// What of matching may be asked for.
struct MatchOptions {
  bool anchored = false, notempty = false, notempty_atstart = false, notbol = false, noteol = false;
  bool subject_is_checked = false;   // the subject is known to be UTF-8
  std::int64_t match_limit = -1;     // -1: the library's
  std::int64_t depth_limit = -1;
};

enum class MatchStatus { match, nomatch, match_limit, depth_limit, bad_subject, internal };

struct Match {
  MatchStatus status;
  std::vector<std::int64_t> bounds;  // start, end of the groups up to the last that took part; -1: took no part
};

class Pattern {
 public:
  static std::expected<std::shared_ptr<const Pattern>, PatternError> compile(std::string_view source,
                                                                             std::uint32_t options);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  std::uint32_t options() const { return options_; }
  int groups() const { return groups_; }
  bool newline_has_two_forms() const { return crlf_; }  // CR LF may be a newline
  // By name, then by number.
  const std::vector<PatternName>& names() const { return names_; }
  Match match(std::span<const std::uint8_t> subject, std::size_t start, const MatchOptions& options) const;

 private:
  Pattern() = default;
  void* code_ = nullptr;  // pcre2_code
  std::uint32_t options_ = 0;
  int groups_ = 0;
  bool crlf_ = false;
  std::vector<PatternName> names_;
};

// OTP's message for an error of the library.
std::string pattern_error_text(int code);

}  // namespace rt
