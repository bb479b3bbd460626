// SPDX-License-Identifier: Apache-2.0
// Reading of the option list; later options win, newline options combine bit by bit.
#include "runtime/bifs/re_options.hpp"

#include <limits>
#include <optional>
#include <string_view>

#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/boxed.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct PatternFlag {
  std::string_view name;
  std::uint32_t bits;
  bool only_compile;
};
constexpr PatternFlag kPatternFlags[] = {
    {"anchored", pattern_option::anchored, false},
    {"bsr_anycrlf", pattern_option::bsr_anycrlf, false},
    {"bsr_unicode", pattern_option::bsr_unicode, false},
    {"caseless", pattern_option::caseless, true},
    {"dollar_endonly", pattern_option::dollar_endonly, true},
    {"dotall", pattern_option::dotall, true},
    {"dupnames", pattern_option::dupnames, true},
    {"extended", pattern_option::extended, true},
    {"firstline", pattern_option::firstline, true},
    {"multiline", pattern_option::multiline, true},
    {"never_utf", pattern_option::never_utf, true},
    {"no_auto_capture", pattern_option::no_auto_capture, true},
    {"no_start_optimize", pattern_option::no_start_optimize, true},
    {"ucp", pattern_option::ucp, true},
    {"ungreedy", pattern_option::ungreedy, true},
    {"unicode", pattern_option::unicode, true},
};

struct Newline {
  std::string_view name;
  std::uint32_t bits;
};
constexpr Newline kNewlines[] = {
    {"any", pattern_option::newline_any},   {"anycrlf", pattern_option::newline_anycrlf},
    {"cr", pattern_option::newline_cr},     {"crlf", pattern_option::newline_crlf},
    {"lf", pattern_option::newline_lf},
};

std::optional<std::int64_t> count_of(Term t) {
  if (!t.is_small() || t.small_value() < 0 || t.small_value() > std::numeric_limits<int>::max()) return std::nullopt;
  return t.small_value();
}

bool match_flag(std::string_view name, ReOptions& o) {
  if (name == "notempty") o.match.notempty = true;
  else if (name == "notempty_atstart") o.match.notempty_atstart = true;
  else if (name == "notbol") o.match.notbol = true;
  else if (name == "noteol") o.match.noteol = true;
  else if (name == "report_errors") o.report_errors = true;
  else if (name == "global") o.global = true;
  else return false;
  o.only_match = true;
  return true;
}

bool parse_flag(std::string_view name, ReOptions& o) {
  for (const PatternFlag& flag : kPatternFlags) {
    if (flag.name != name) continue;
    o.pattern |= flag.bits;
    o.only_compile |= flag.only_compile;
    o.match.anchored |= flag.bits == pattern_option::anchored;
    return true;
  }
  return match_flag(name, o);
}

bool parse_pair(std::string_view name, std::string_view value_name, Term value, ReOptions& o) {
  if (name == "newline") {
    for (const Newline& newline : kNewlines) {
      if (newline.name != value_name) continue;
      o.pattern |= newline.bits;
      return true;
    }
    return false;
  }
  o.only_match = true;
  if (name == "capture") {
    o.has_capture = true;
    o.capture_values = value;
    return true;
  }
  const std::optional<std::int64_t> count = count_of(value);
  if (!count) return false;
  if (name == "offset") o.offset = static_cast<std::size_t>(*count);
  else if (name == "match_limit") o.match.match_limit = *count;
  else if (name == "match_limit_recursion") o.match.depth_limit = *count;
  else return false;
  return true;
}

}  // namespace

bool parse_re_options(Process& p, Term list, ReOptions& o) {
  const auto text = [&](Term t) { return atom_text(p, t); };
  for (; list.is_cons(); list = list.tail()) {
    const Term item = list.head();
    if (is_tuple(item, 3)) {
      if (text(tuple_element(item, 0)) != "capture") return false;
      o.has_capture = o.only_match = true;
      o.capture_values = tuple_element(item, 1);
      o.capture_type = tuple_element(item, 2);
    } else if (is_tuple(item, 2)) {
      const Term value = tuple_element(item, 1);
      const std::string_view name = text(tuple_element(item, 0));
      if (!parse_pair(name, text(value), value, o)) return false;
      if (name == "capture") o.capture_type = p.vm().atoms.must_intern("index");
    } else if (!item.is_atom() || !parse_flag(text(item), o)) {
      return false;
    }
  }
  return list.is_nil();
}

}  // namespace rt
