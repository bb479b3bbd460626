// SPDX-License-Identifier: Apache-2.0
// Numbers to text and back: integer_to_list, float_to_binary and their kin. erlang:list_to_integer/1,2 and
// binary_to_integer/1,2 are Erlang code over erts_internal's natives, which are here as well, and so is
// string:list_to_float/1.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/float.hpp"
#include "runtime/term/text_terms.hpp"

namespace rt {

namespace {

Term badarg(Process& p) { return p.raise<Fault::badarg>(); }

bool is_base(Term t) { return t.is_small() && t.small_value() >= 2 && t.small_value() <= 36; }

template <Term (*Make)(Process&, std::string_view)>
Term integer_text(Process& p, Term integer, Term base) {
  if (!is_integer(integer) || !is_base(base)) return badarg(p);
  const std::string text = integer_to_text(integer, static_cast<unsigned>(base.small_value()));
  if (text.size() > 1000) p.charge(static_cast<std::int64_t>(text.size() / 100));
  return Make(p, text);
}
Term integer_to_list_1(Process& p, Term integer) { return integer_text<&byte_list>(p, integer, Term::small(10)); }
Term integer_to_list_2(Process& p, Term integer, Term base) { return integer_text<&byte_list>(p, integer, base); }
Term integer_to_binary_1(Process& p, Term integer) { return integer_text<&byte_binary>(p, integer, Term::small(10)); }
Term integer_to_binary_2(Process& p, Term integer, Term base) { return integer_text<&byte_binary>(p, integer, base); }

// Options are read from left to right; the last one that names a format wins.
template <Term (*Make)(Process&, std::string_view)>
Term float_text(Process& p, Term f, Term options) {
  if (!is_float(f)) return badarg(p);
  enum class Format { scientific, shortest, decimals } format = Format::scientific;
  int digits = kDefaultScientificDigits;
  bool compact = false;
  for (; options.is_cons(); options = options.tail()) {
    const Term option = options.head();
    if (option == atoms::compact) {
      compact = true;
    } else if (option == atoms::short_) {
      format = Format::shortest;
    } else if (is_tuple(option, 2) && tuple_element(option, 1).is_small()) {
      digits = static_cast<int>(tuple_element(option, 1).small_value());
      if (tuple_element(option, 0) == atoms::decimals) {
        format = Format::decimals;
      } else if (tuple_element(option, 0) == atoms::scientific) {
        format = Format::scientific;
      } else {
        return badarg(p);
      }
    } else {
      return badarg(p);
    }
  }
  if (!options.is_nil()) return badarg(p);
  const double value = float_value(f);
  std::optional<std::string> text;
  switch (format) {
    case Format::scientific: text = float_to_scientific(value, digits); break;
    case Format::shortest: text = float_to_shortest(value); break;
    case Format::decimals: text = float_to_decimals(value, digits, compact); break;
  }
  return text ? Make(p, *text) : badarg(p);
}
Term float_to_list_1(Process& p, Term f) { return float_text<&byte_list>(p, f, Term::nil()); }
Term float_to_list_2(Process& p, Term f, Term options) { return float_text<&byte_list>(p, f, options); }
Term float_to_binary_1(Process& p, Term f) { return float_text<&byte_binary>(p, f, Term::nil()); }
Term float_to_binary_2(Process& p, Term f, Term options) { return float_text<&byte_binary>(p, f, options); }

// The leading bytes of a list as text; `rest` is the list from the first element on that is no byte.
std::string leading_text(Term list, Term* rest) {
  std::string text;
  while (list.is_cons() && list.head().is_small() && static_cast<Word>(list.head().small_value()) < 256) {
    text += static_cast<char>(list.head().small_value());
    list = list.tail();
  }
  *rest = list;
  return text;
}
Term skip_elements(Term list, std::size_t n) {
  while (n-- > 0) list = list.tail();
  return list;
}

std::string_view text_of(Term binary, std::vector<std::uint8_t>& scratch) {
  const auto bytes = bytes_of(binary, scratch);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Term finish_float(Process& p, std::string_view text) {
  const std::optional<double> f = text_to_float(text);
  return f ? p.reserve(2).floating(*f) : badarg(p);
}
Term list_to_float_1(Process& p, Term list) {
  Term rest;
  const std::string text = leading_text(list, &rest);
  return rest.is_nil() ? finish_float(p, text) : badarg(p);
}
Term binary_to_float_1(Process& p, Term binary) {
  if (!is_binary(binary)) return badarg(p);
  std::vector<std::uint8_t> scratch;
  return finish_float(p, text_of(binary, scratch));
}

// {Float, Rest} of the longest float that the list begins with, or {error, Reason}.
Term string_list_to_float_1(Process& p, Term list) {
  const auto failure = [&](Term reason) { return p.reserve(3).tuple({atoms::error, reason}); };
  if (!list.is_list()) return failure(atoms::not_a_list);
  Term rest;
  const std::string text = leading_text(list, &rest);
  const std::size_t length = float_prefix_length(text);
  const std::optional<double> f = text_to_float(std::string_view(text).substr(0, length));
  if (!f) return failure(atoms::no_float);
  HeapWriter w = p.reserve(5);
  const Term result = w.floating(*f);
  return w.tuple({result, skip_elements(list, length)});
}

bool is_digit_of(char c, unsigned base) {
  const unsigned v = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                     : c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a') + 10
                     : c >= 'A' && c <= 'Z' ? static_cast<unsigned>(c - 'A') + 10
                                            : 99;
  return v < base;
}

// The integer of the whole text. `big`, the answer for what the caller must split up, is only given when the
// result is too large, and then the caller finds system_limit.
Term finish_integer_text(Process& p, std::string_view text, unsigned base, Term not_a_number) {
  if (text.size() > 1000) p.charge(static_cast<std::int64_t>(text.size() / 100));
  HeapWriter w = p.reserve(integer_text_words(text.size(), base));
  const std::optional<Term> integer = text_to_integer(w, text, base);
  if (!integer) return not_a_number;
  return integer->is_none() ? atoms::big : *integer;
}

// {Integer, Rest}, or an atom that says what is wrong.
Term erts_list_to_integer_2(Process& p, Term list, Term base_term) {
  if (!is_base(base_term)) return atoms::badarg;
  if (!list.is_list()) return atoms::not_a_list;
  const unsigned base = static_cast<unsigned>(base_term.small_value());
  Term rest;
  std::string text = leading_text(list, &rest);
  std::size_t end = !text.empty() && (text[0] == '-' || text[0] == '+');
  while (end < text.size() && is_digit_of(text[end], base)) ++end;
  const Term integer = finish_integer_text(p, std::string_view(text).substr(0, end), base, atoms::no_integer);
  if (integer.is_atom()) return integer;
  return p.reserve(3).tuple({integer, skip_elements(list, end)});
}

Term erts_binary_to_integer_2(Process& p, Term binary, Term base_term) {
  if (!is_binary(binary) || !is_base(base_term)) return atoms::badarg;
  std::vector<std::uint8_t> scratch;
  return finish_integer_text(p, text_of(binary, scratch), static_cast<unsigned>(base_term.small_value()), atoms::badarg);
}

constexpr Bif kErlangRows[] = {
    bif<&binary_to_float_1>("binary_to_float"),
    bif<&float_to_binary_1>("float_to_binary"),
    bif<&float_to_binary_2>("float_to_binary"),
    bif<&float_to_list_1>("float_to_list"),
    bif<&float_to_list_2>("float_to_list"),
    bif<&integer_to_binary_1>("integer_to_binary"),
    bif<&integer_to_binary_2>("integer_to_binary"),
    bif<&integer_to_list_1>("integer_to_list"),
    bif<&integer_to_list_2>("integer_to_list"),
    bif<&list_to_float_1>("list_to_float"),
};
constexpr Bif kErtsInternalRows[] = {
    bif<&erts_binary_to_integer_2>("binary_to_integer"),
    bif<&erts_list_to_integer_2>("list_to_integer"),
};
constexpr Bif kStringRows[] = {
    bif<&string_list_to_float_1>("list_to_float"),
};

}  // namespace

extern constinit const BifModule kErlangConvert, kErtsInternalConvert, kString;
constinit const BifModule kErlangConvert{"erlang", kErlangRows};
constinit const BifModule kErtsInternalConvert{"erts_internal", kErtsInternalRows};
constinit const BifModule kString{"string", kStringRows};

}  // namespace rt
