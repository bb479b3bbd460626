// SPDX-License-Identifier: Apache-2.0
// Compiling and matching with PCRE2.
#include "runtime/regex/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>

#include "runtime/regex/character_tables.hpp"

namespace rt {
namespace {

struct OptionBit {
  std::uint32_t ours, library;
};
constexpr OptionBit kOptionBits[] = {
    {pattern_option::anchored, PCRE2_ANCHORED},
    {pattern_option::caseless, PCRE2_CASELESS},
    {pattern_option::dollar_endonly, PCRE2_DOLLAR_ENDONLY},
    {pattern_option::dotall, PCRE2_DOTALL},
    {pattern_option::dupnames, PCRE2_DUPNAMES},
    {pattern_option::extended, PCRE2_EXTENDED},
    {pattern_option::firstline, PCRE2_FIRSTLINE},
    {pattern_option::multiline, PCRE2_MULTILINE},
    {pattern_option::never_utf, PCRE2_NEVER_UTF},
    {pattern_option::no_auto_capture, PCRE2_NO_AUTO_CAPTURE},
    {pattern_option::no_start_optimize, PCRE2_NO_START_OPTIMIZE},
    {pattern_option::ucp, PCRE2_UCP},
    {pattern_option::ungreedy, PCRE2_UNGREEDY},
    {pattern_option::unicode, PCRE2_UTF},
};

struct ContextDeleter {
  void operator()(pcre2_compile_context* c) const { pcre2_compile_context_free(c); }
  void operator()(pcre2_match_context* c) const { pcre2_match_context_free(c); }
  void operator()(pcre2_match_data* d) const { pcre2_match_data_free(d); }
};
template <class T>
using Owned = std::unique_ptr<T, ContextDeleter>;

// False: options that contradict one another.
bool set_newlines(pcre2_compile_context* context, std::uint32_t options) {
  switch (options & pattern_option::newline_mask) {
    case 0:
    case pattern_option::newline_lf: pcre2_set_newline(context, PCRE2_NEWLINE_LF); break;
    case pattern_option::newline_cr: pcre2_set_newline(context, PCRE2_NEWLINE_CR); break;
    case pattern_option::newline_crlf: pcre2_set_newline(context, PCRE2_NEWLINE_CRLF); break;
    case pattern_option::newline_any: pcre2_set_newline(context, PCRE2_NEWLINE_ANY); break;
    case pattern_option::newline_anycrlf: pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF); break;
    default: return false;
  }
  const bool any = options & pattern_option::bsr_unicode, crlf = options & pattern_option::bsr_anycrlf;
  pcre2_set_bsr(context, crlf && !any ? PCRE2_BSR_ANYCRLF : PCRE2_BSR_UNICODE);
  return !(any && crlf);
}

std::vector<PatternName> names_of(const pcre2_code* code) {
  std::uint32_t count = 0, size = 0;
  PCRE2_SPTR table = nullptr;
  pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
  std::vector<PatternName> names;
  for (std::uint32_t i = 0; i < count; ++i, table += size)
    names.push_back({reinterpret_cast<const char*>(table + 2), table[0] << 8 | table[1]});
  return names;
}

// What PCRE 8 takes and PCRE2 does not: unknown escapes are the character itself, and a hyphen behind a class
// ("[\\w-.]") is a hyphen.
pcre2_code* compile_as_pcre8(std::string source, std::uint32_t flags, pcre2_compile_context* context, int& error,
                             std::size_t& offset) {
  std::uint32_t extra = PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK;
  const std::size_t size = source.size();
  for (;;) {
    pcre2_set_compile_extra_options(context, extra);
    pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(), flags, &error,
                                     &offset, context);
    if (code) return code;
    if (error == PCRE2_ERROR_UNKNOWN_ESCAPE && !(extra & PCRE2_EXTRA_BAD_ESCAPE_IS_LITERAL)) {
      // Only then: it also lets pass what was an error before, as a backslash at the end.
      extra |= PCRE2_EXTRA_BAD_ESCAPE_IS_LITERAL;
    } else if (error == PCRE2_ERROR_CLASS_INVALID_RANGE && offset < source.size() && source[offset] == '-') {
      source.insert(offset, "\\");
    } else {
      offset -= std::min(offset, source.size() - size);
      return nullptr;
    }
  }
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// PCRE2 tells of some errors at another place than PCRE 8.
std::size_t pcre8_offset(std::string_view source, int error, std::size_t offset) {
  switch (error) {
    case PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE: {
      const bool condition = offset < source.size() && source[offset] == '(';
      if (condition) ++offset;
      while (offset < source.size() && is_word(source[offset])) ++offset;
      return condition && offset < source.size() ? offset + 1 : offset;
    }
    case PCRE2_ERROR_CONDITION_ASSERTION_EXPECTED: return offset + 1;
    case PCRE2_ERROR_UTF_IS_DISABLED: return 0;
    case PCRE2_ERROR_BACKSLASH_K_SYNTAX:
    case PCRE2_ERROR_CLASS_INVALID_RANGE:
    case PCRE2_ERROR_DUPLICATE_SUBPATTERN_NAME:
    case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY:
    case PCRE2_ERROR_UNSUPPORTED_ESCAPE_SEQUENCE: return offset - std::min<std::size_t>(offset, 1);
    default: return offset;
  }
}

}  // namespace

std::expected<std::shared_ptr<const Pattern>, PatternError> Pattern::compile(std::string_view source,
                                                                             std::uint32_t options) {
  const Owned<pcre2_compile_context> context(pcre2_compile_context_create(nullptr));
  if (!set_newlines(context.get(), options)) return std::unexpected(PatternError{"inconsistent NEWLINE options", 0});
  if (const std::uint8_t* tables = latin1_character_tables()) pcre2_set_character_tables(context.get(), tables);
  std::uint32_t flags = 0;
  for (const OptionBit bit : kOptionBits) {
    if (options & bit.ours) flags |= bit.library;
  }
  source = source.substr(0, source.find('\0'));
  // The library's search for where a match may begin does not know of letters between 128 and 255 in UTF-8.
  if ((flags & (PCRE2_UTF | PCRE2_UCP)) == PCRE2_UTF && source.find("\\w") != source.npos)
    flags |= PCRE2_NO_START_OPTIMIZE;
  int error = 0;
  std::size_t offset = 0;
  pcre2_code* code = compile_as_pcre8(std::string(source), flags, context.get(), error, offset);
  if (!code) return std::unexpected(PatternError{pattern_error_text(error), pcre8_offset(source, error, offset)});
  std::shared_ptr<Pattern> pattern(new Pattern);
  pattern->code_ = code;
  pattern->options_ = options;
  std::uint32_t groups = 0, newline = 0;
  pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
  pcre2_pattern_info(code, PCRE2_INFO_NEWLINE, &newline);
  pattern->groups_ = static_cast<int>(groups);
  pattern->crlf_ = newline == PCRE2_NEWLINE_ANY || newline == PCRE2_NEWLINE_CRLF || newline == PCRE2_NEWLINE_ANYCRLF;
  pattern->names_ = names_of(code);
  return pattern;
}

Pattern::~Pattern() { pcre2_code_free(static_cast<pcre2_code*>(code_)); }

Match Pattern::match(std::span<const std::uint8_t> subject, std::size_t start, const MatchOptions& options) const {
  const auto* code = static_cast<const pcre2_code*>(code_);
  const Owned<pcre2_match_data> data(pcre2_match_data_create_from_pattern(code, nullptr));
  const Owned<pcre2_match_context> context(pcre2_match_context_create(nullptr));
  if (!data || !context) return {MatchStatus::internal, {}};
  if (options.match_limit >= 0)
    pcre2_set_match_limit(context.get(), static_cast<std::uint32_t>(options.match_limit));
  if (options.depth_limit >= 0)
    pcre2_set_depth_limit(context.get(), static_cast<std::uint32_t>(options.depth_limit));
  std::uint32_t flags = 0;
  if (options.anchored) flags |= PCRE2_ANCHORED;
  if (options.notempty) flags |= PCRE2_NOTEMPTY;
  if (options.notempty_atstart) flags |= PCRE2_NOTEMPTY_ATSTART;
  if (options.notbol) flags |= PCRE2_NOTBOL;
  if (options.noteol) flags |= PCRE2_NOTEOL;
  if (options.subject_is_checked) flags |= PCRE2_NO_UTF_CHECK;
  static constexpr std::uint8_t kNothing = 0;
  const auto* text = subject.empty() ? &kNothing : subject.data();
  const int rc = pcre2_match(code, text, subject.size(), start, flags, data.get(), context.get());
  if (rc <= 0) {
    if (rc <= PCRE2_ERROR_UTF8_ERR1 && rc >= PCRE2_ERROR_UTF8_ERR21) return {MatchStatus::bad_subject, {}};
    switch (rc) {
      case PCRE2_ERROR_NOMATCH:
      case PCRE2_ERROR_RECURSELOOP: return {MatchStatus::nomatch, {}};
      case PCRE2_ERROR_MATCHLIMIT:
      case PCRE2_ERROR_HEAPLIMIT: return {MatchStatus::match_limit, {}};
      case PCRE2_ERROR_DEPTHLIMIT: return {MatchStatus::depth_limit, {}};
      case PCRE2_ERROR_BADUTFOFFSET: return {MatchStatus::bad_subject, {}};
      default: return {MatchStatus::internal, {}};
    }
  }
  const std::size_t* vector = pcre2_get_ovector_pointer(data.get());
  Match match{MatchStatus::match, {}};
  for (int i = 0; i < 2 * rc; ++i)
    match.bounds.push_back(vector[i] == PCRE2_UNSET ? -1 : static_cast<std::int64_t>(vector[i]));
  return match;
}

}  // namespace rt
