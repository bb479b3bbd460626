// SPDX-License-Identifier: Apache-2.0
// Match specifications without a table: ets:match_spec_compile/1 and ets:match_spec_run/2, erlang:match_spec_test/3.
#include "runtime/bifs/bif.hpp"
#include "runtime/ets/match_program.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using ets::MatchProgram;
using ets::MatchRun;

Term is_compiled_ms_1(Process&, Term t) { return boolean(ets::match_program_of(t) != nullptr); }

Term match_spec_compile_1(Process& p, Term spec) {
  MatchProgram* program = ets::compile_match_spec(p.vm(), spec);
  if (program == nullptr) return p.raise<Fault::badarg>();
  return magic::new_reference(p, program);
}

// The results of those terms that match, the last first, in front of `results`.
Term match_spec_run_r_3(Process& p, Term terms, Term reference, Term results) {
  const MatchProgram* program = ets::match_program_of(reference);
  if (!terms.is_list() || program == nullptr) return p.raise<Fault::badarg>();
  MatchRun run(p, *program, MatchRun::Result::copy);
  std::int64_t left = std::max(p.reductions_left, 1);
  for (; terms.is_cons(); terms = terms.tail()) {
    if (left-- == 0) {
      p.charge(kReductionsPerSlice);
      return p.trap(p.vm().exports.intern(atoms::ets, p.vm().atoms.must_intern("match_spec_run_r"), 3),
                    {terms, reference, results});
    }
    const Term result = run.run(terms.head(), nullptr);
    if (result) results = p.reserve(2).cons(result, results);
  }
  p.charge(std::max(p.reductions_left, 1) - left);
  return terms.is_nil() ? results : p.raise<Fault::badarg>();
}

Term error_list(Process& p, const ets::MatchErrors& found) {
  Term errors = Term::nil();
  for (auto text = found.errors.rbegin(); text != found.errors.rend(); ++text) {
    const Term characters = byte_list(p, *text);
    HeapWriter w = p.reserve(5);
    errors = w.cons(w.tuple({atoms::error, characters}), errors);
  }
  return errors;
}

// {ok, Result, Flags, Errors} or {error, Errors}. What would set up tracing is not supported.
Term match_spec_test_3(Process& p, Term against, Term spec, Term dialect) {
  const bool is_trace = dialect == atoms::trace;
  if (!is_trace && dialect != atoms::table) return p.raise<Fault::badarg>();
  if (is_trace && !against.is_list()) return p.raise<Fault::badarg>();
  ets::MatchErrors found;
  MatchProgram* program =
      ets::compile_match_spec(p.vm(), spec, &found, is_trace ? ets::MatchDialect::trace : ets::MatchDialect::table);
  const Term errors = error_list(p, found);
  if (program == nullptr) return p.reserve(3).tuple({atoms::error, errors});
  MatchRun run(p, *program, MatchRun::Result::copy);
  const Term result = run.run(against, nullptr);
  program->release();
  if (run.requests().unsupported) return p.raise<Fault::notsup>();
  HeapWriter w = p.reserve(5 + 4);
  Term flags = Term::nil();
  if (run.requests().exception_trace) flags = w.cons(atoms::exception_trace, flags);
  if (run.requests().return_trace) flags = w.cons(atoms::return_trace, flags);
  return w.tuple({atoms::ok, result ? result : atoms::false_, flags, errors});
}

constexpr Bif kRows[] = {
    bif<&is_compiled_ms_1>("is_compiled_ms"),
    bif<&match_spec_compile_1>("match_spec_compile"),
    bif<&match_spec_run_r_3>("match_spec_run_r"),
};
constexpr Bif kErlangRows[] = {bif<&match_spec_test_3>("match_spec_test")};

}  // namespace

extern constinit const BifModule kEtsMatchSpec{"ets", kRows};
extern constinit const BifModule kErlangMatchSpec{"erlang", kErlangRows};

}  // namespace rt
