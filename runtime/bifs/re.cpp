// SPDX-License-Identifier: Apache-2.0
// Natives of module re. What needs characters instead of bytes (unicode subjects that are lists) or all matches is
// Erlang's own code, as in OTP: the natives go on there (ucompile, urun, grun).
#include <string>
#include <vector>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/re_capture.hpp"
#include "runtime/bifs/re_options.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/process/process.hpp"
#include "runtime/regex/pattern_cache.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term bad_option(Process& p) { return p.raise_with_cause(atoms::badarg, atoms::badopt); }

Term go_on_in(Process& p, std::string_view function, std::initializer_list<Term> arguments) {
  AtomTable& atoms = p.vm().atoms;
  return p.trap(p.vm().exports.intern(atoms.must_intern("re"), atoms.must_intern(function),
                                      static_cast<unsigned>(arguments.size())),
                arguments);
}

std::optional<std::string> source_of(Term iodata) {
  const auto bytes = iodata_bytes(iodata);
  if (!bytes) return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

// {re_pattern, Groups, Unicode, CrLf, Bytes}
Term pattern_tuple(Process& p, const Pattern& pattern, std::string_view source) {
  const std::string bytes = PatternCache::encode(source, pattern.options());
  const Term binary = byte_binary(p, bytes);
  return p.reserve(6).tuple({p.vm().atoms.must_intern("re_pattern"), Term::small(pattern.groups()),
                  Term::small(pattern.options() & pattern_option::unicode ? 1 : 0),
                  Term::small(pattern.newline_has_two_forms() ? 1 : 0), binary});
}

// {Text, Offset}
Term error_pair(Process& p, const PatternError& error) {
  const Term text = byte_list(p, error.text);
  return p.reserve(3).tuple({text, Term::small(static_cast<std::int64_t>(error.offset))});
}

Term pair(Process& p, Term a, Term b) { return p.reserve(3).tuple({a, b}); }

Term compile_2(Process& p, Term expression, Term options) {
  ReOptions o;
  if (!parse_re_options(p, options, o) || o.only_match) return bad_option(p);
  if (o.pattern & pattern_option::unicode && !is_bitstring(expression))
    return go_on_in(p, "ucompile", {expression, options});
  const auto source = source_of(expression);
  if (!source) return p.raise<Fault::badarg>();
  charge_bytes(p, source->size());
  const auto pattern = p.vm().patterns->get(*source, o.pattern);
  if (!pattern) return pair(p, atoms::error, error_pair(p, pattern.error()));
  return pair(p, atoms::ok, pattern_tuple(p, **pattern, *source));
}
Term compile_1(Process& p, Term expression) { return compile_2(p, expression, Term::nil()); }

bool is_pattern(Process& p, Term t) {
  return is_tuple(t, 5) && tuple_element(t, 0) == p.vm().atoms.must_intern("re_pattern") &&
         tuple_element(t, 1).is_small() && tuple_element(t, 2).is_small() && tuple_element(t, 3).is_small() &&
         is_bitstring(tuple_element(t, 4));
}

// The pattern of a tuple, with the newlines that the match asks for. Null: it is none.
std::shared_ptr<const Pattern> pattern_of(Process& p, Term t, std::uint32_t match_options) {
  const Term binary = tuple_element(t, 4);
  if (!is_binary(binary)) return nullptr;
  std::vector<std::uint8_t> scratch;
  std::string_view source;
  std::uint32_t options = 0;
  if (!PatternCache::decode(bytes_of(binary, scratch), source, options)) return nullptr;
  constexpr std::uint32_t kBsr = pattern_option::bsr_anycrlf | pattern_option::bsr_unicode;
  if (match_options & pattern_option::newline_mask)
    options = (options & ~pattern_option::newline_mask) | (match_options & pattern_option::newline_mask);
  if (match_options & kBsr) options = (options & ~kBsr) | (match_options & kBsr);
  auto pattern = p.vm().patterns->get(source, options);
  return pattern ? *pattern : nullptr;
}

Term match_pattern(Process& p, Term subject, const Pattern& pattern, const ReOptions& o) {
  ReCapture capture;
  if (o.has_capture) {
    auto parsed = parse_re_capture(p, o.capture_values, o.capture_type, pattern);
    if (!parsed) return p.raise<Fault::badarg>();
    capture = std::move(*parsed);
  }
  std::vector<std::uint8_t> scratch;
  std::span<const std::uint8_t> bytes;
  if (is_bitstring(subject)) {
    if (!is_binary(subject)) return p.raise<Fault::badarg>();
    bytes = bytes_of(subject, scratch);
  } else {
    auto copied = iodata_bytes(subject);
    if (!copied) return p.raise<Fault::badarg>();
    scratch = std::move(*copied);
    bytes = scratch;
  }
  const Match match = pattern.match(bytes, o.offset, o.match);
  charge_bytes(p, bytes.size() - std::min(bytes.size(), o.offset));
  const Term nomatch = p.vm().atoms.must_intern("nomatch");
  const auto limit = [&](std::string_view name) {
    return o.report_errors ? pair(p, atoms::error, p.vm().atoms.must_intern(name)) : nomatch;
  };
  switch (match.status) {
    case MatchStatus::match: return capture_result(p, match, capture, subject, bytes);
    case MatchStatus::nomatch: return nomatch;
    case MatchStatus::match_limit: return limit("match_limit");
    case MatchStatus::depth_limit: return limit("match_limit_recursion");
    case MatchStatus::bad_subject: return p.raise<Fault::badarg>();
    case MatchStatus::internal: break;
  }
  return p.raise(ErrorClass::error, p.vm().atoms.must_intern("internal_error"));
}

Term run_text(Process& p, Term subject, Term expression, Term options, const ReOptions& o, bool list_captured) {
  if (!is_bitstring(expression) && !expression.is_list()) return p.raise<Fault::badarg>();
  const bool unicode = o.pattern & pattern_option::unicode;
  if (unicode && (!is_bitstring(expression) || !is_bitstring(subject) || (list_captured && !o.global)))
    return go_on_in(p, "urun", {subject, expression, options});
  const auto source = source_of(expression);
  if (!source) return p.raise<Fault::badarg>();
  const auto pattern = p.vm().patterns->get(*source, o.pattern);
  if (!pattern) {
    if (!o.report_errors) return p.raise<Fault::badarg>();
    const Term error = pair(p, p.vm().atoms.must_intern("compile"), error_pair(p, pattern.error()));
    return pair(p, atoms::error, error);
  }
  if (o.global) {
    const Term compiled = pattern_tuple(p, **pattern, *source);
    const Term clean = o.only_compile ? atoms::true_ : atoms::false_;  // options are there that a match cannot take
    return go_on_in(p, "grun", {subject, compiled, p.reserve(4).tuple({options, clean, expression})});
  }
  return match_pattern(p, subject, **pattern, o);
}

Term run(Process& p, Term subject, Term expression, Term options, bool first) {
  ReOptions o;
  if (!parse_re_options(p, options, o)) return bad_option(p);
  o.match.subject_is_checked = !first;  // re:grun has matched the same subject before
  const bool list_captured =
      o.has_capture && o.capture_type.is_atom() && p.vm().atoms.text(o.capture_type) == "list";
  if (!is_tuple(expression, 5)) return run_text(p, subject, expression, options, o, list_captured);
  if (o.only_compile || !is_pattern(p, expression)) return p.raise<Fault::badarg>();
  const bool unicode = tuple_element(expression, 2).small_value() != 0;
  if (unicode && (!is_bitstring(subject) || (list_captured && !o.global)))
    return go_on_in(p, "urun", {subject, expression, options});
  if (o.global) return go_on_in(p, "grun", {subject, expression, pair(p, options, atoms::false_)});
  const auto pattern = pattern_of(p, expression, o.pattern);
  if (!pattern) return p.raise<Fault::badarg>();
  return match_pattern(p, subject, *pattern, o);
}

Term run_2(Process& p, Term subject, Term expression) { return run(p, subject, expression, Term::nil(), true); }
Term run_3(Process& p, Term subject, Term expression, Term options) {
  return run(p, subject, expression, options, true);
}
Term internal_run_4(Process& p, Term subject, Term expression, Term options, Term first) {
  if (first != atoms::true_ && first != atoms::false_) return p.raise<Fault::badarg>();
  return run(p, subject, expression, options, first == atoms::true_);
}

Term inspect_2(Process& p, Term t, Term item) {
  if (!is_pattern(p, t) || item != p.vm().atoms.must_intern("namelist")) return p.raise<Fault::badarg>();
  const auto pattern = pattern_of(p, t, 0);
  if (!pattern) return p.raise<Fault::badarg>();
  std::size_t words = 3;
  for (const PatternName& name : pattern->names()) words += 2 + binary_words(name.name.size());
  HeapWriter w = p.reserve(words);
  std::vector<Term> names;
  const PatternName* last = nullptr;
  for (const PatternName& name : pattern->names()) {
    if (!last || !(pattern->options() & pattern_option::dupnames) || last->name != name.name)
      names.push_back(w.binary({reinterpret_cast<const std::uint8_t*>(name.name.data()), name.name.size()}));
    last = &name;
  }
  const Term list = w.list(names);
  return w.tuple({item, list});
}

// Of the library that is there.
Term version_0(Process& p) {
  char text[64] = "";
  pcre2_config(PCRE2_CONFIG_VERSION, text);
  return byte_binary(p, std::string_view(text));
}

constexpr Bif kRows[] = {
    bif<&compile_1>("compile"), bif<&compile_2>("compile"), bif<&inspect_2>("inspect"),
    bif<&internal_run_4>("internal_run"), bif<&run_2>("run"), bif<&run_3>("run"), bif<&version_0>("version"),
};

}  // namespace

extern constinit const BifModule kRe{"re", kRows};

}  // namespace rt
