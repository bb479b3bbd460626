// SPDX-License-Identifier: Apache-2.0
// Natives of module binary that search: compile_pattern, match, matches, split. Follows OTP 27's erl_bif_binary.c, its
// leniency included (an improper tail of the options is not looked at; of several scopes the last one counts).
#include <ranges>
#include <utility>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/binary_pattern.hpp"
#include "runtime/bifs/binary_slices.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using Bytes = BytePattern::Bytes;
using Match = BytePattern::Match;

// A counted reference to a pattern.
class Pattern {
 public:
  Pattern() = default;
  explicit Pattern(BytePattern* counted) : pattern_(counted) {}
  Pattern(Pattern&& other) noexcept : pattern_(std::exchange(other.pattern_, nullptr)) {}
  Pattern& operator=(Pattern&&) = delete;
  ~Pattern() {
    if (pattern_ != nullptr) pattern_->release();
  }
  explicit operator bool() const { return pattern_ != nullptr; }
  const BytePattern* operator->() const { return pattern_; }

 private:
  BytePattern* pattern_ = nullptr;
};

bool is_pattern_string(Term t) { return is_binary(t) && bit_size(t) != 0; }

// Null: not a binary or list of binaries, or one is empty.
BytePattern* compile(Term t) {
  std::vector<Term> terms;
  if (t.is_list()) {
    for (; t.is_cons(); t = t.tail()) terms.push_back(t.head());
    if (!t.is_nil()) return nullptr;
  } else {
    terms.push_back(t);
  }
  if (terms.empty()) return nullptr;
  std::vector<std::vector<std::uint8_t>> scratch(terms.size());
  std::vector<Bytes> strings;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!is_pattern_string(terms[i])) return nullptr;
    strings.push_back(bytes_of(terms[i], scratch[i]));
  }
  return BytePattern::create(strings);
}

Term tag_of(const BytePattern& pattern) { return pattern.is_single() ? atoms::bm : atoms::ac; }

Pattern pattern_of(Term t) {
  if (!is_tuple(t)) return Pattern(compile(t));
  auto* known = tuple_arity(t) == 2 ? magic::object_of<BytePattern>(tuple_element(t, 1)) : nullptr;
  if (known == nullptr || tuple_element(t, 0) != tag_of(*known)) return {};
  known->retain();
  return Pattern(known);
}

struct Options {
  std::size_t from = 0, to = 0;  // bytes of the subject to search in
  bool global = false, trim = false, trim_all = false;
};

// {scope, {Start, Length}} with a length that may be negative.
bool set_scope(Options& o, Term t, std::size_t size) {
  if (!is_tuple(t, 2) || tuple_element(t, 0) != atoms::scope || !is_tuple(tuple_element(t, 1), 2)) return false;
  const Term start = tuple_element(tuple_element(t, 1), 0), length = tuple_element(tuple_element(t, 1), 1);
  if (!start.is_small() || !length.is_small() || start.small_value() < 0) return false;
  const std::int64_t a = start.small_value(), b = a + length.small_value();  // both below 2^61
  const std::int64_t low = std::min(a, b), high = std::max(a, b);
  if (low < 0 || static_cast<std::uint64_t>(high) > size) return false;
  o.from = static_cast<std::size_t>(low);
  o.to = static_cast<std::size_t>(high);
  return true;
}

bool parse_options(Options& o, Term list, std::size_t size, bool splits) {
  o.to = size;
  if (!list.is_list()) return false;
  for (; list.is_cons(); list = list.tail()) {
    const Term t = list.head();
    if (splits && t == atoms::global) {
      o.global = true;
    } else if (splits && t == atoms::trim) {
      o.trim = true;
    } else if (splits && t == atoms::trim_all) {
      o.trim_all = true;
    } else if (!set_scope(o, t, size)) {
      return false;
    }
  }
  return true;
}

// One call of match, matches or split; a reference keeps it from slice to slice.
struct Job : MagicObject {
  using Result = Term (*)(Process&, Term subject, const Job&);
  Job(Options o, Pattern p, Result r) : options(o), pattern(std::move(p)), result(r) { search.all = o.global; }
  const Options options;
  const Pattern pattern;
  const Result result;
  BytePattern::Search search;             // in the scope
  std::vector<std::uint8_t> own_subject;  // of one that is not aligned
};

// A slice of the search. True: it is done.
bool search_on(Process& p, Term subject, Job& job) {
  const Bytes whole = job.own_subject.empty() ? bytes_of(subject, job.own_subject) : Bytes(job.own_subject);
  const Bytes scope = whole.subspan(job.options.from, job.options.to - job.options.from);
  BytePattern::Search& s = job.search;
  const std::size_t from = s.position, matches = s.found.size();
  job.pattern->advance(s, scope, slice_budget(p, kSearchedBytesPerReduction));
  const std::size_t more_matches = std::max(s.found.size(), matches) - matches;
  charge_bytes(p, s.position - from + 16 * more_matches, kSearchedBytesPerReduction);
  return s.is_done;
}

// Takes over one reference to `job`.
Term start(Process& p, Term subject, Job* job) {
  if (search_on(p, subject, *job)) {
    const Term result = job->result(p, subject, *job);
    job->release();
    return result;
  }
  return go_on_later(p, p.vm().binary_slices->search, {subject, magic::new_reference(p, job)});
}

Term binary_find_trap_2(Process& p, Term subject, Term reference) {
  Job& job = static_cast<Job&>(*magic::object(reference.boxed_ptr()));
  if (search_on(p, subject, job)) return job.result(p, subject, job);
  return go_on_later(p, p.vm().binary_slices->search, {subject, reference});
}

constexpr Bif kSearchTrap = bif<&binary_find_trap_2>("binary_find_trap");

Term match_tuple(Process& p, const Job& job, const Match& m) {
  return p.reserve(3).tuple({Term::small(static_cast<std::int64_t>(job.options.from + m.position)),
                             Term::small(static_cast<std::int64_t>(m.length))});
}

Term first_match(Process& p, Term, const Job& job) {
  return job.search.found.empty() ? atoms::nomatch : match_tuple(p, job, job.search.found[0]);
}

Term all_matches(Process& p, Term, const Job& job) {
  Term list = Term::nil();
  for (const Match& found : std::views::reverse(job.search.found)) {
    const Term m = match_tuple(p, job, found);
    list = p.reserve(2).cons(m, list);
  }
  return list;
}

// Parts are put in front of the list from the last one on. `trim` leaves out empty ones until one is not.
Term parts(Process& p, Term subject, const Job& job) {
  Term list = Term::nil();
  bool trims = job.options.trim || job.options.trim_all;
  const auto add = [&](std::size_t from, std::size_t to) {
    if (from == to && trims) return;
    trims = job.options.trim_all;
    HeapWriter w = p.reserve(kSliceMaxWords + 2);
    const Term part = make_slice(w, subject, from * 8, (to - from) * 8);
    list = w.cons(part, list);
  };
  std::size_t end = bit_size(subject) / 8;
  for (const Match& found : std::views::reverse(job.search.found)) {
    const std::size_t at = job.options.from + found.position;
    add(at + found.length, end);
    end = at;
  }
  add(0, end);
  return list;
}

Term match(Process& p, Term subject, Term pattern_term, Term options, bool all) {
  Options o;
  if (!is_binary(subject) || !parse_options(o, options, bit_size(subject) / 8, false)) return p.raise<Fault::badarg>();
  Pattern pattern = pattern_of(pattern_term);
  if (!pattern) return p.raise<Fault::badarg>();
  o.global = all;
  return start(p, subject, new Job(o, std::move(pattern), all ? &all_matches : &first_match));
}

Term split(Process& p, Term subject, Term pattern_term, Term options) {
  Options o;
  if (!is_binary(subject) || !parse_options(o, options, bit_size(subject) / 8, true)) return p.raise<Fault::badarg>();
  Pattern pattern = pattern_of(pattern_term);
  if (!pattern) return p.raise<Fault::badarg>();
  return start(p, subject, new Job(o, std::move(pattern), &parts));
}

Term compile_pattern_1(Process& p, Term t) {
  BytePattern* made = compile(t);
  if (made == nullptr) return p.raise<Fault::badarg>();
  const Term reference = magic::new_reference(p, made);
  return p.reserve(3).tuple({tag_of(*made), reference});
}
Term match_2(Process& p, Term subject, Term pattern) { return match(p, subject, pattern, Term::nil(), false); }
Term match_3(Process& p, Term subject, Term pattern, Term options) { return match(p, subject, pattern, options, false); }
Term matches_2(Process& p, Term subject, Term pattern) { return match(p, subject, pattern, Term::nil(), true); }
Term matches_3(Process& p, Term subject, Term pattern, Term options) { return match(p, subject, pattern, options, true); }
Term split_2(Process& p, Term subject, Term pattern) { return split(p, subject, pattern, Term::nil()); }
Term split_3(Process& p, Term subject, Term pattern, Term options) { return split(p, subject, pattern, options); }

constexpr Bif kRows[] = {
    bif<&compile_pattern_1>("compile_pattern"),
    bif<&match_2>("match"),
    bif<&match_3>("match"),
    bif<&matches_2>("matches"),
    bif<&matches_3>("matches"),
    bif<&split_2>("split"),
    bif<&split_3>("split"),
};

}  // namespace

extern const BifModule kBinarySearch;
constinit const BifModule kBinarySearch{"binary", kRows};
extern constinit const Bif* const kBinarySearchTrap = &kSearchTrap;

}  // namespace rt
