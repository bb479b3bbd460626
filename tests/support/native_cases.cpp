// SPDX-License-Identifier: Apache-2.0
#include "tests/support/native_cases.hpp"

#include <doctest/doctest.h>

#include "runtime/bifs/bif.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/list.hpp"
#include "tests/support/parse_term.hpp"

namespace rt::test {
namespace {

std::string_view unquoted(std::string_view atom) {
  return atom.starts_with('\'') ? atom.substr(1, atom.size() - 2) : atom;
}

}  // namespace

Term call_native(VmFixture& f, std::string_view call) {
  const std::size_t open = call.find('('), colon = call.find(':');
  const std::string arguments_text = "[" + std::string(call.substr(open + 1, call.size() - open - 2)) + "]";
  const Term list = parse_term(f.process, arguments_text);
  std::vector<Term> arguments;
  for (Term rest = list; rest.is_cons(); rest = rest.tail()) arguments.push_back(rest.head());
  const Bif* native =
      f.vm.native_of(f.atom(unquoted(call.substr(0, colon))),
                     f.atom(unquoted(call.substr(colon + 1, open - colon - 1))), static_cast<unsigned>(arguments.size()));
  REQUIRE_MESSAGE(native != nullptr, call);
  f.process.reductions_left = kReductionsPerSlice;
  return native->function(f.process, arguments.data());
}

void check_native_cases(VmFixture& f, std::span<const NativeCase> cases) {
  for (const NativeCase& c : cases) {
    CAPTURE(c.call);
    CAPTURE(c.result);
    const Term result = call_native(f, c.call);
    const std::string_view expected = c.result;
    if (!expected.starts_with('!')) {
      CHECK(result);
      CHECK(exact_equal(result, parse_term(f.process, expected)));
      continue;
    }
    const std::size_t colon = expected.find(':');
    CHECK(result.is_none());
    CHECK(f.vm.atoms.text(class_atom(f.process.exception.error_class)) == expected.substr(1, colon - 1));
    CHECK(exact_equal(f.process.exception.reason, parse_term(f.process, expected.substr(colon + 1))));
  }
}

}  // namespace rt::test
