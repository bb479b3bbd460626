// SPDX-License-Identifier: Apache-2.0
// Guards and bodies of match specifications, and what holds a program together. An expression is expanded from a stack of
// tasks; arguments and elements are done last to first, so that the first is on top and errors come in OTP's order.
#include "runtime/ets/match_compiler.hpp"

#include <algorithm>

#include "runtime/ets/tables.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/term_stack.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

MatchCompiler::MatchCompiler(Vm& vm, MatchErrors* errors, MatchDialect dialect)
    : vm_(vm), errors_(errors), program_(new MatchProgram), is_trace_(dialect == MatchDialect::trace) {
  program_->dialect = dialect;
  constexpr std::size_t kUsualSize = 16;
  program_->code.reserve(kUsualSize);
}

std::string MatchCompiler::text_of(Term t) const { return print(vm_.atoms, t); }

bool MatchCompiler::error(std::string text) {
  constexpr std::size_t kLongest = 99;
  if (errors_ == nullptr) return false;
  if (text.size() > kLongest) text.resize(kLongest);
  errors_->errors.push_back(std::move(text));
  return true;
}

MatchProgram* MatchCompiler::run(Term spec) {
  if (!spec.is_cons()) {
    (void)error("Match programs are not in a list.");
    return nullptr;
  }
  Term rest = spec;
  while (rest.is_cons()) rest = rest.tail();
  if (!rest.is_nil()) {
    (void)error("Match programs are not in a proper list.");
    return nullptr;
  }
  for (rest = spec; rest.is_cons(); rest = rest.tail()) {
    if (is_tuple(rest.head(), 3)) continue;
    (void)error("Match program part is not a tuple of arity 3.");
    return nullptr;
  }
  for (rest = spec; rest.is_cons(); rest = rest.tail()) {
    const Term clause = rest.head();
    if (!compile_clause(tuple_element(clause, 0), tuple_element(clause, 1), tuple_element(clause, 2))) return nullptr;
    if (errors_ != nullptr && !errors_->errors.empty()) return nullptr;
  }
  keep_constants();
  return std::exchange(program_, nullptr);
}

bool MatchCompiler::compile_clause(Term head, Term guards, Term body) {
  program_->clauses.push_back(static_cast<std::uint32_t>(program_->code.size()));
  variables_.clear();
  if (!compile_head(head)) return false;
  in_body_ = false;
  if (!compile_list(guards, false)) return false;
  if (!is_trace_ && !body.is_cons()) return fatal("Body clause does not return anything.");
  in_body_ = true;
  if (!compile_list(body, true)) return false;
  emit({.op = MatchOp::halt});
  program_->variables = std::max(program_->variables, variables_.size());
  return true;
}

bool MatchCompiler::compile_list(Term list, bool is_body) {
  if (list.is_nil()) return true;
  if (!list.is_cons()) return error("Match expression is not a list.");
  if (is_body) emit({.op = MatchOp::body});
  for (; list.is_cons(); list = list.tail()) {
    if (!compile_expression(list.head())) return false;
    emit({.op = !is_body ? MatchOp::require_true : is_trace_ ? MatchOp::waste : MatchOp::result});
  }
  return list.is_nil() || error("Match expression is not a proper list.");
}

bool MatchCompiler::compile_expression(Term t) {
  tasks_.clear();
  push_expression(t);
  while (!tasks_.empty()) {
    const Task task = tasks_.pop();
    switch (task.kind) {
      case Task::Kind::expression:
      case Task::Kind::tail:
        if (!expand(task)) return false;
        break;
      case Task::Kind::jump:
        jumps_.push(static_cast<std::uint32_t>(program_->code.size()));
        emit(task.instr);
        break;
      case Task::Kind::instruction: emit(task.instr); break;
      case Task::Kind::land:
        for (std::uint32_t i = 0; i < task.jumps; ++i) {
          program_->code[jumps_.pop()].a = static_cast<std::uint32_t>(program_->code.size());
        }
        break;
    }
  }
  return true;
}

// Nothing in it is an expression: lists, numbers, binaries and such, but no tuples, maps, variables.
bool MatchCompiler::is_plain_constant(Term t) const {
  TermStack stack;
  stack.push(t);
  while (!stack.empty()) {
    t = stack.pop();
    for (; t.is_cons(); t = t.tail()) stack.push(t.head());
    if (t.is_atom()) {
      if (t == atoms::match_object || t == atoms::match_bindings || is_match_variable(vm_, t)) return false;
    } else if (is_tuple(t) || is_map(t)) {
      return false;
    }
  }
  return true;
}

bool MatchCompiler::expand(const Task& task) {
  const Term t = task.term;
  if (t.is_cons()) {
    if (task.kind == Task::Kind::expression && is_plain_constant(t)) {
      emit({.op = MatchOp::push_constant, .c = constant(t)});
      return true;
    }
    push_instr({.op = MatchOp::make_cons});
    tasks_.push({Task::Kind::tail, t.tail(), {}, 0});
    push_expression(t.head());
    return true;
  }
  if (t.is_atom()) {
    if (const std::int64_t n = match_variable(vm_, t); n >= 0) return expand_variable(n);
    if (t == atoms::match_object) {
      emit({.op = MatchOp::push_object});
      return true;
    }
    if (t == atoms::match_bindings) {
      expand_bindings();
      return true;
    }
  }
  if (is_map(t)) {
    expand_map(t);
    return true;
  }
  if (!is_tuple(t)) {
    emit({.op = MatchOp::push_constant, .c = constant(t)});
    return true;
  }
  if (is_tuple(t, 1) && is_tuple(tuple_element(t, 0))) {
    const Term inner = tuple_element(t, 0);
    const std::size_t arity = tuple_arity(inner);
    push_instr({.op = MatchOp::make_tuple, .a = static_cast<std::uint32_t>(arity)});
    for (std::size_t i = 0; i < arity; ++i) push_expression(tuple_element(inner, i));
    return true;
  }
  if (tuple_arity(t) >= 1 && tuple_element(t, 0).is_atom() && !is_match_variable(vm_, tuple_element(t, 0))) {
    return expand_call(t);
  }
  return error(text_of(t) + " is neither a function call, nor a tuple (tuples are written {{ ... }}).");
}

bool MatchCompiler::expand_variable(std::int64_t number) {
  const Variable* found = variable(number);
  if (found == nullptr) return error("Variable $" + std::to_string(number) + " is unbound.");
  emit({.op = MatchOp::push_variable, .a = found->index});
  return true;
}

// By number, whatever their order in the head.
void MatchCompiler::expand_bindings() {
  std::vector<Variable> sorted;
  for (std::size_t i = 0; i < variables_.size(); ++i) sorted.push_back(variables_[i]);
  std::sort(sorted.begin(), sorted.end(), [](const Variable& a, const Variable& b) { return a.number < b.number; });
  std::vector<std::uint32_t> list;
  for (const Variable& v : sorted) list.push_back(v.index);
  emit({.op = MatchOp::push_bindings, .a = static_cast<std::uint32_t>(program_->bindings.size())});
  program_->bindings.push_back(std::move(list));
}

void MatchCompiler::expand_map(Term t) {
  push_instr({.op = MatchOp::make_map, .a = static_cast<std::uint32_t>(map_size(t))});
  MapIterator it(t);
  for (Term key, value; it.next(key, value);) {
    push_expression(key);
    push_expression(value);
  }
}

bool MatchCompiler::form_error(Term t, std::string_view problem) {
  return error("Special form '" + std::string(vm_.atoms.text(tuple_element(t, 0))) + "' " + std::string(problem));
}

bool MatchCompiler::function_error(Term t, std::string_view problem) {
  return error("Function " + text_of(tuple_element(t, 0)) + "/" + std::to_string(tuple_arity(t) - 1) + std::string(problem));
}

bool MatchCompiler::expand_call(Term t) {
  const std::size_t arity = tuple_arity(t);
  const auto needs_arguments = [&](MatchOp op, void (MatchCompiler::*expand_it)(Term, MatchOp)) {
    if (arity < 2) return form_error(t, "called without arguments in " + text_of(t) + ".");
    (this->*expand_it)(t, op);
    return true;
  };
  const GuardFunctions::Row* row = vm_.tables->guard_functions().find(tuple_element(t, 0), arity - 1);
  if (row == nullptr) return function_error(t, " does_not_exist.");
  switch (row->kind) {
    case GuardFunctions::Kind::native:
    case GuardFunctions::Kind::length: return expand_native(t, *row);
    case GuardFunctions::Kind::constant:
      if (arity != 2) return form_error(t, "called with more than one argument in " + text_of(t) + ".");
      emit({.op = MatchOp::push_constant, .c = constant(tuple_element(t, 1))});
      return true;
    case GuardFunctions::Kind::all_true: return needs_arguments(MatchOp::all_true, &MatchCompiler::expand_boolean);
    case GuardFunctions::Kind::any_true: return needs_arguments(MatchOp::any_true, &MatchCompiler::expand_boolean);
    case GuardFunctions::Kind::and_else: return needs_arguments(MatchOp::and_else, &MatchCompiler::expand_lazy_boolean);
    case GuardFunctions::Kind::or_else: return needs_arguments(MatchOp::or_else, &MatchCompiler::expand_lazy_boolean);
    case GuardFunctions::Kind::self:
      if (arity != 1) return form_error(t, "called with arguments in " + text_of(t) + ".");
      emit({.op = MatchOp::self});
      return true;
    case GuardFunctions::Kind::trace_function: return expand_trace_function(t);
    case GuardFunctions::Kind::trace_form: return expand_trace_form(t);
  }
  return false;
}

void MatchCompiler::expand_boolean(Term t, MatchOp op) {
  const std::size_t arity = tuple_arity(t);
  push_instr({.op = op, .a = static_cast<std::uint32_t>(arity - 1)});
  for (std::size_t i = 1; i < arity; ++i) push_expression(tuple_element(t, i));
}

void MatchCompiler::expand_lazy_boolean(Term t, MatchOp op) {
  const std::size_t arity = tuple_arity(t);
  tasks_.push({Task::Kind::land, {}, {}, static_cast<std::uint32_t>(arity - 2)});
  for (std::size_t i = arity; --i > 0;) {
    if (i + 1 < arity) tasks_.push({Task::Kind::jump, {}, {.op = op}, 0});
    push_expression(tuple_element(t, i));
  }
}

bool MatchCompiler::expand_native(Term t, const GuardFunctions::Row& row) {
  const std::size_t arity = tuple_arity(t) - 1;
  if (in_body_ && row.name == atoms::element && tuple_element(t, 2) == atoms::match_object) {
    const Term position = tuple_element(t, 1);
    if (position.is_small() && position.small_value() > 0 && position.small_value() <= UINT32_MAX) {
      emit({.op = MatchOp::push_element, .a = static_cast<std::uint32_t>(position.small_value())});
      return true;
    }
  }
  if (row.kind == GuardFunctions::Kind::length) {
    push_instr({.op = MatchOp::length});
  } else {
    push_instr({.op = MatchOp::call, .a = static_cast<std::uint32_t>(arity), .c = reinterpret_cast<Word>(row.function)});
  }
  for (std::size_t i = 1; i <= arity; ++i) push_expression(tuple_element(t, i));
  return true;
}

// All constants into one block of the program's own.
void MatchCompiler::keep_constants() {
  std::size_t words = 0;
  for (std::size_t i = 0; i < constants_.size(); ++i) {
    words += copied_words(Term::from_word(program_->code[constants_[i]].c), vm_.literals, LiteralPolicy::copy);
  }
  if (words == 0) return;
  program_->constants.reset(Fragment::create(words));
  HeapWriter w = program_->constants->writer(words);
  for (std::size_t i = 0; i < constants_.size(); ++i) {
    Word& word = program_->code[constants_[i]].c;
    word = copy(Term::from_word(word), w, vm_.literals, LiteralPolicy::copy).word();
  }
}

MatchProgram* compile_match_spec(Vm& vm, Term spec, MatchErrors* errors, MatchDialect dialect) {
  return MatchCompiler(vm, errors, dialect).run(spec);
}

MatchProgram* match_program_of(Term reference) { return magic::object_of<MatchProgram>(reference); }

}  // namespace rt::ets
