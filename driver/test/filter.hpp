// SPDX-License-Identifier: Apache-2.0
// Which tests are meant: --filter EXPR, places FILE[:LINE], and the names that editors send. Pure.
//
// The language of --filter:
//
//   EXPR     tests joined by `not`, `and`, `or` (also `!`, `&`, `|`), which bind in this order; parentheses
//   WORD     tests with WORD in their name, MODULE.FUNCTION, or in their title
//   =WORD    tests whose function, module, MODULE.FUNCTION or stable id is exactly WORD
//   GLOB     a word with `*` or `?`: the whole function, module, MODULE.FUNCTION or file is such; `*` passes
//   over `/` too /REGEX/  tests in whose name, MODULE.FUNCTION, or title the regular expression (PCRE) is
//   found; `\/` is a slash "TEXT"   a WORD with blanks or signs in it; \" and \\ stand for themselves PART:X
//   X, one of the forms above, for one part only: module:X, test:X (the function), file:X, title:X all()
//   every test; none()
//
//   user and not slow        module:db/* or =auth_test        /parse_\d+/ & !(module:old | test:*_slow_test)
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/test/event.hpp"

namespace driver::test {

// A test that could run, and where its function stands.
struct KnownTest {
  TestId id;
  Location location;       // its first line
  unsigned last_line = 0;  // of its function; 0: not known, then it goes up to the next test of its file
};

// The grammar above as text for people, one line per form.
std::string_view filter_help();

struct FilterError {
  std::size_t position;  // bytes from the start of the expression
  std::string expected;  // "a name, `not` or `(`"
  // Three lines: what was expected, the expression, and an arrow below the place.
  std::string text;
};

class Filter {
 public:
  static std::expected<Filter, FilterError> parse(std::string_view expression);
  bool matches(const TestId& id) const;
  // The words that it looks for, to suggest names by.
  const std::vector<std::string>& words() const { return words_; }

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
  std::vector<std::string> words_;
};

// FILE, or FILE:LINE (FILE:LINE:COLUMN too): a file, or a folder of files; line 0: all of it. The line may be
// inside of a test, or between tests: then the next test below it is meant.
struct Place {
  std::string file;  // relative to the project, normal form
  unsigned line = 0;
};

// Everything that a command line says of which tests are meant. A test must satisfy all filters; and, where
// there are any, one of the places; and, where there are any, one of the names.
struct Selectors {
  std::vector<Filter> filters;
  std::vector<Place> places;
  // A function's name, as editors send it; where no test's function has it, tests with it in their name or
  // title are meant.
  std::vector<std::string> names;

  bool empty() const { return filters.empty() && places.empty() && names.empty(); }
};

// The place that a word means, where it means one: a .gleam or .erl file, or a folder that is there, below
// test/, src/ or dev/, seen from `here` or else from `root` (both absolute), with or without a line. Looks at
// what files there are.
std::optional<Place> place_of(std::string_view word, const std::filesystem::path& root,
                              const std::filesystem::path& here);

// Words behind the options of `gleamr test`: takes the places (FILE[:LINE]) and --test-filter NAME,
// --test-filter=NAME, --test-name-filter NAME, --test-name-filter=NAME out of `words`; what is left in
// `words` is the program's.
Selectors take_selectors(std::vector<std::string>& words, const std::filesystem::path& root,
                         const std::filesystem::path& here);

}  // namespace driver::test
