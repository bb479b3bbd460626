// SPDX-License-Identifier: Apache-2.0
// MatchCompiler: from a match specification to a MatchProgram. One use, one thread; no recursion over the term.
// With errors to be told it goes on behind an error as long as the clause lasts, as OTP does.
#pragma once

#include "runtime/base/inline_stack.hpp"
#include "runtime/ets/guard_functions.hpp"
#include "runtime/ets/match_program.hpp"

namespace rt::ets {

class MatchCompiler {
 public:
  MatchCompiler(Vm& vm, MatchErrors* errors, MatchDialect dialect);
  ~MatchCompiler() {
    if (program_ != nullptr) program_->release();
  }
  MatchCompiler(const MatchCompiler&) = delete;
  MatchCompiler& operator=(const MatchCompiler&) = delete;

  MatchProgram* run(Term spec);  // null: bad

 private:
  struct Variable {
    std::int64_t number;   // N of '$N'
    std::uint32_t index;
  };
  struct Pattern {  // stands for child `child` of node `node`
    Term pattern;
    std::uint32_t node, child;
  };
  // What is still to be done of an expression, last first.
  struct Task {
    enum class Kind : std::uint8_t { expression, tail, instruction, jump, land } kind;
    Term term;                // expression, tail
    MatchInstr instr;         // instruction, jump
    std::uint32_t jumps;      // land: how many come here
  };

  bool compile_clause(Term head, Term guards, Term body);
  bool compile_head(Term head);
  using Patterns = InlineStack<Pattern, 16>;
  bool compile_pattern(const Pattern& at, Patterns& pending);
  bool compile_map(const Pattern& at, Patterns& pending);
  bool begin_trace_head(Term head, Patterns& pending);
  bool compile_list(Term list, bool is_body);
  bool compile_expression(Term t);
  bool expand(const Task& task);
  bool expand_call(Term t);
  bool expand_native(Term t, const GuardFunctions::Row& row);
  bool expand_trace_function(Term t);
  bool expand_trace_form(Term t);
  bool form_error(Term t, std::string_view problem);
  bool function_error(Term t, std::string_view problem);
  const Variable* variable(std::int64_t number) const;
  void expand_boolean(Term t, MatchOp op);
  void expand_lazy_boolean(Term t, MatchOp op);
  void expand_map(Term t);
  bool expand_variable(std::int64_t number);
  void expand_bindings();
  bool is_plain_constant(Term t) const;

  void emit(const MatchInstr& instr) { program_->code.push_back(instr); }
  std::uint32_t new_node() { return static_cast<std::uint32_t>(program_->nodes++); }
  // The word for a constant, copied into the program at the end.
  Word constant(Term t) {
    if (!t.is_immediate()) constants_.push(static_cast<std::uint32_t>(program_->code.size()));
    return t.word();
  }
  void push_expression(Term t) { tasks_.push({Task::Kind::expression, t, {}, 0}); }
  void push_instr(const MatchInstr& instr) { tasks_.push({Task::Kind::instruction, {}, instr, 0}); }
  void keep_constants();
  // An error: true if compiling goes on, to find more of them.
  bool error(std::string text);
  bool fatal(std::string text) {
    (void)error(std::move(text));
    return false;
  }
  std::string text_of(Term t) const;

  Vm& vm_;
  MatchErrors* const errors_;
  MatchProgram* program_;
  InlineStack<Variable, 8> variables_;        // of the clause
  InlineStack<std::uint32_t, 16> constants_;  // instructions whose c is a term to be kept
  InlineStack<Task, 16> tasks_;
  InlineStack<std::uint32_t, 8> jumps_;       // not landed yet
  bool in_body_ = false;
  const bool is_trace_;
};

}  // namespace rt::ets
