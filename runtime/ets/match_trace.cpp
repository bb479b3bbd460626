// SPDX-License-Identifier: Apache-2.0
// Match specifications for tracing, as far as they can be tried out (erlang:match_spec_test/3): what they may call besides,
// and what that does when nothing is traced.
#include <unistd.h>

#include "runtime/ets/match_compiler.hpp"
#include "runtime/io/output.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

struct TraceForm {
  std::string_view name;
  std::size_t least, most;  // elements of the tuple
  bool in_guards;
  MatchOp op;
  Term constant;            // of push_constant
};
// clang-format off
const TraceForm kForms[] = {
    {"message", 2, 2, false, MatchOp::message, {}},
    {"return_trace", 1, 1, false, MatchOp::ask_return, {}},
    {"exception_trace", 1, 1, false, MatchOp::ask_exception, {}},
    {"display", 2, 2, false, MatchOp::display, {}},
    {"is_seq_trace", 1, 1, true, MatchOp::push_constant, atoms::false_},
    {"get_seq_token", 1, 1, false, MatchOp::push_constant, Term::nil()},
    {"caller", 1, 1, false, MatchOp::push_constant, atoms::undefined},
    {"caller_line", 1, 1, false, MatchOp::push_constant, atoms::undefined},
    {"silent", 2, 2, false, MatchOp::waste, {}},
    {"set_seq_token", 3, 3, false, MatchOp::unsupported, {}},
    {"process_dump", 1, 1, false, MatchOp::unsupported, {}},
    {"enable_trace", 2, 3, false, MatchOp::unsupported, {}},
    {"disable_trace", 2, 3, false, MatchOp::unsupported, {}},
    {"trace", 3, 4, false, MatchOp::unsupported, {}},
    {"current_stacktrace", 1, 2, false, MatchOp::unsupported, {}},
};
// clang-format on

}  // namespace

bool MatchCompiler::expand_trace_function(Term t) {
  const bool is_reading = tuple_arity(t) == 1;  // get_tcw
  if (!is_trace_ || (!is_reading && !in_body_)) return function_error(t, " cannot be called in this context.");
  if (is_reading) {
    emit({.op = MatchOp::push_constant, .c = Term::small(0).word()});
    return true;
  }
  push_instr({.op = MatchOp::control_word});
  push_expression(tuple_element(t, 1));
  return true;
}

bool MatchCompiler::expand_trace_form(Term t) {
  const std::string_view name = vm_.atoms.text(tuple_element(t, 0));
  const std::size_t arity = tuple_arity(t);
  const TraceForm* form = kForms;
  while (form->name != name) ++form;
  // OTP's own slip of the pen.
  const std::string shown = name == "set_seq_token" ? "set_seq_trace" : std::string(name);
  if (!is_trace_) return error("Special form '" + shown + "' used in wrong dialect.");
  if (!in_body_ && !form->in_guards) return error("Special form '" + shown + "' called in guard context.");
  if (arity < form->least || arity > form->most) {
    return form_error(t, (form->most == 1 ? "called with arguments in " : "called with wrong number of arguments in ") +
                             text_of(t) + ".");
  }
  if (form->op == MatchOp::push_constant) {
    emit({.op = MatchOp::push_constant, .c = form->constant.word()});
    return true;
  }
  if (form->op == MatchOp::waste) push_instr({.op = MatchOp::push_constant, .c = atoms::true_.word()});
  push_instr({.op = form->op, .a = static_cast<std::uint32_t>(arity - 1)});
  for (std::size_t i = 1; i < arity; ++i) push_expression(tuple_element(t, i));
  return true;
}

void MatchRun::run_trace_action(const MatchInstr& instr, Term& result) {
  switch (instr.op) {
    case MatchOp::waste: (void)pop(); return;
    case MatchOp::message: result = pop(); break;
    case MatchOp::ask_return: requests_.return_trace = true; break;
    case MatchOp::ask_exception: requests_.exception_trace = true; break;
    case MatchOp::display: (void)write_all(STDOUT_FILENO, print(p_.vm().atoms, pop()) + "\r\n"); break;
    case MatchOp::control_word: {
      constexpr std::int64_t kMost = UINT32_MAX;
      const Term word = pop();
      const bool is_word = word.is_small() && word.small_value() >= 0 && word.small_value() <= kMost;
      push(is_word ? Term::small(0) : atoms::EXIT);
      return;
    }
    default:
      for (std::uint32_t i = 0; i < instr.a; ++i) (void)pop();
      requests_.unsupported = true;
      break;
  }
  push(atoms::true_);
}

}  // namespace rt::ets
