// SPDX-License-Identifier: Apache-2.0
// Captures: reading the specification, building the answer.
#include "runtime/bifs/re_capture.hpp"

#include <limits>
#include <string>

#include "runtime/ops/iolist.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr int kNoGroup = -1;

// With dupnames every group of the name, in the order of the table; without, the first that is found.
std::vector<int> groups_named(const Pattern& pattern, std::string_view name) {
  std::vector<int> groups;
  for (const PatternName& known : pattern.names()) {
    if (known.name != name) continue;
    groups.push_back(known.number);
    if (!(pattern.options() & pattern_option::dupnames)) break;
  }
  if (groups.empty()) groups.push_back(kNoGroup);
  return groups;
}

bool pick(Process& p, Term value, const Pattern& pattern, ReCapture& capture) {
  if (value.is_small()) {
    const std::int64_t number = value.small_value();
    if (number < 0 || number > std::numeric_limits<int>::max()) return false;
    capture.picked.push_back({static_cast<int>(number)});
    return true;
  }
  std::string name;
  if (value.is_atom()) {
    name = p.vm().atoms.text(value);
  } else if (is_bitstring(value) || value.is_list()) {
    const auto bytes = iodata_bytes(value);
    if (!bytes) return false;
    name.assign(bytes->begin(), bytes->end());
  } else {
    return false;
  }
  capture.picked.push_back(groups_named(pattern, std::string_view(name).substr(0, name.find('\0'))));
  return true;
}

struct Span {
  std::int64_t start, end;  // -1, -1: took no part
};

Span span_of(const Match& match, int group) {
  const std::size_t at = 2 * static_cast<std::size_t>(group);
  if (group < 0 || at + 1 >= match.bounds.size()) return {-1, -1};
  return {match.bounds[at], match.bounds[at + 1]};
}

std::vector<Span> spans_of(const Match& match, const ReCapture& capture) {
  std::vector<Span> spans;
  if (capture.all) {
    for (std::size_t i = capture.but_first ? 2 : 0; i < match.bounds.size(); i += 2)
      spans.push_back({match.bounds[i], match.bounds[i + 1]});
    return spans;
  }
  for (const std::vector<int>& groups : capture.picked) {
    Span span{-1, -1};
    for (const int group : groups) {
      span = span_of(match, group);
      if (span.start >= 0) break;
    }
    spans.push_back(span);
  }
  return spans;
}

}  // namespace

std::optional<ReCapture> parse_re_capture(Process& p, Term values, Term type, const Pattern& pattern) {
  const auto text = [&](Term t) { return atom_text(p, t); };
  ReCapture capture;
  if (text(type) == "index") capture.type = ReCapture::Type::index;
  else if (text(type) == "list") capture.type = ReCapture::Type::list;
  else if (text(type) == "binary") capture.type = ReCapture::Type::binary;
  else return std::nullopt;
  const std::string_view which = text(values);
  if (values.is_nil() || which == "none") {
    capture.type = ReCapture::Type::none;
  } else if (which == "all_but_first") {
    capture.but_first = true;
  } else if (which == "first") {
    capture.all = false;
    capture.picked.push_back({0});
  } else if (which == "all_names") {
    capture.all = false;
    if (pattern.names().empty()) capture.type = ReCapture::Type::none;
    const bool dupnames = pattern.options() & pattern_option::dupnames;
    const PatternName* last = nullptr;
    for (const PatternName& name : pattern.names()) {
      if (!dupnames) capture.picked.push_back({name.number});
      else if (!last || last->name != name.name) capture.picked.push_back(groups_named(pattern, name.name));
      last = &name;
    }
  } else if (values.is_cons()) {
    capture.all = false;
    for (; values.is_cons(); values = values.tail()) {
      if (!pick(p, values.head(), pattern, capture)) return std::nullopt;
    }
    if (!values.is_nil()) return std::nullopt;
  } else if (which != "all") {
    return std::nullopt;
  }
  return capture;
}

Term capture_result(Process& p, const Match& match, const ReCapture& capture, Term subject,
                    std::span<const std::uint8_t> bytes) {
  const Term tag = p.vm().atoms.must_intern("match");
  if (capture.type == ReCapture::Type::none) return tag;
  const std::vector<Span> spans = spans_of(match, capture);
  std::size_t words = 3 + 2 * spans.size();
  // \K in an assertion can put the start behind the end: an empty piece then.
  const auto length = [](Span s) { return s.start >= 0 && s.end > s.start ? static_cast<std::size_t>(s.end - s.start) : 0; };
  for (const Span s : spans) {
    switch (capture.type) {
      case ReCapture::Type::list: words += 2 * length(s); break;
      case ReCapture::Type::binary: words += std::max(kSliceMaxWords, binary_words(length(s))); break;
      default: words += 3;
    }
  }
  HeapWriter w = p.reserve(words);
  std::vector<Term> items;
  std::vector<Term> characters;
  for (const Span s : spans) {
    const std::size_t start = s.start < 0 ? 0 : static_cast<std::size_t>(s.start);
    switch (capture.type) {
      case ReCapture::Type::list:
        characters.clear();
        for (const std::uint8_t b : bytes.subspan(start, length(s))) characters.push_back(Term::small(b));
        items.push_back(w.list(characters));
        break;
      case ReCapture::Type::binary:
        items.push_back(is_bitstring(subject) ? make_slice(w, subject, 8 * start, 8 * length(s))
                                              : w.binary(bytes.subspan(start, length(s))));
        break;
      default: items.push_back(w.tuple({Term::small(s.start), Term::small(s.start < 0 ? 0 : s.end - s.start)}));
    }
  }
  const Term list = w.list(items);
  return w.tuple({tag, list});
}

}  // namespace rt
