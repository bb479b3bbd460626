// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/ets/match_program.hpp"
#include "runtime/term/print.hpp"
#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

namespace {

using namespace rt;
using namespace rt::ets;

struct MatchFixture : test::VmFixture {
  // The result as text, "no match", or the first error.
  std::string run(const char* spec, const char* term) {
    MatchErrors errors;
    MatchProgram* program = compile_match_spec(vm, test::parse_term(process, spec), &errors);
    if (program == nullptr) return errors.errors.empty() ? "?" : errors.errors.front();
    const Term result = MatchRun(process, *program, MatchRun::Result::copy).run(test::parse_term(process, term), nullptr);
    program->release();
    return result ? print(vm.atoms, result) : "no match";
  }
};

TEST_CASE_FIXTURE(MatchFixture, "heads, guards and bodies") {
  CHECK(run("[{{'$1','$2'},[],['$_']}]", "{a,1}") == "{a,1}");
  CHECK(run("[{{'$1','$1'},[],['$1']}]", "{a,b}") == "no match");
  CHECK(run("[{{'$2','$1'},[],['$$']}]", "{a,b}") == "[b,a]");
  CHECK(run("[{{'_',[a|'$1']},[],['$1']}]", "{x,[a,b]}") == "[b]");
  CHECK(run("[{{#{k=>'$1'}},[],['$1']}]", "{#{k=>1,l=>2}}") == "1");
  CHECK(run("[{'$1',[{'>',{element,2,'$1'},5}],[big]},{'_',[],[small]}]", "{a,6}") == "big");
  CHECK(run("[{'$1',[{'>',{element,2,'$1'},5}],[big]},{'_',[],[small]}]", "{a,4}") == "small");
  CHECK(run("[{{'$1'},[{hd,'$1'}],[x]},{'_',[],[other]}]", "{[]}") == "other");
}

TEST_CASE_FIXTURE(MatchFixture, "a body's failure is a value") {
  CHECK(run("[{{'$1'},[],[{hd,'$1'}]}]", "{[]}") == "'EXIT'");
  CHECK(run("[{{'$1'},[],[{{x,{'+','$1',1}}}]}]", "{a}") == "{x,'EXIT'}");
  CHECK(run("[{{'$1'},[],[{'and','$1',true}]}]", "{a}") == "'EXIT'");
}

TEST_CASE_FIXTURE(MatchFixture, "errors are told in OTP's words") {
  CHECK(run("[{'_',[],['$1']}]", "{}") == "Variable $1 is unbound.");
  CHECK(run("[{'_',[],[]}]", "{}") == "Body clause does not return anything.");
  CHECK(run("[{'_',[{foo,1}],[true]}]", "{}") == "Function foo/1 does_not_exist.");
  CHECK(run("[{'_',[],[{const,1,2}]}]", "{}") == "Special form 'const' called with more than one argument in {const,1,2}.");
  CHECK(run("a", "{}") == "Match programs are not in a list.");
}

TEST_CASE_FIXTURE(MatchFixture, "no nesting is too deep") {
  constexpr int kDeep = 200000;
  Term pattern = atom("$1"), term = Term::small(7), body = atom("$1");
  for (int i = 0; i < kDeep; ++i) {
    pattern = tuple({pattern});
    term = tuple({term});
    body = tuple({tuple({body})});
  }
  const Term spec = list({tuple({pattern, Term::nil(), list({body})})});
  MatchProgram* program = compile_match_spec(vm, spec);
  REQUIRE(program != nullptr);
  CHECK(MatchRun(process, *program, MatchRun::Result::borrow).run(term, nullptr).is_boxed());
  program->release();
}

}  // namespace
