// SPDX-License-Identifier: Apache-2.0
// Guards and bodies of match specifications, and what holds a program together. An expression is expanded from a stack of
// tasks; arguments and elements are done last to first, so that the first is on top and errors come in OTP's order.
#include "runtime/ets/match_compiler.hpp"

#include "runtime/term/copy.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/term_stack.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

struct GuardFunction {
  std::string_view name;
  unsigned arity;
};
// What may be called; the natives are module erlang's.
constexpr GuardFunction kGuardFunctions[] = {
    {"is_atom", 1}, {"is_float", 1}, {"is_integer", 1}, {"is_list", 1}, {"is_number", 1}, {"is_pid", 1}, {"is_port", 1},
    {"is_reference", 1}, {"is_tuple", 1}, {"is_map", 1}, {"is_binary", 1}, {"is_bitstring", 1}, {"is_boolean", 1},
    {"is_function", 1}, {"is_function", 2}, {"is_record", 3}, {"abs", 1}, {"element", 2}, {"hd", 1}, {"length", 1},
    {"max", 2}, {"min", 2}, {"node", 1}, {"node", 0}, {"round", 1}, {"size", 1}, {"map_size", 1}, {"map_get", 2},
    {"is_map_key", 2}, {"bit_size", 1}, {"byte_size", 1}, {"tuple_size", 1}, {"binary_part", 2}, {"binary_part", 3},
    {"tl", 1}, {"trunc", 1}, {"float", 1}, {"ceil", 1}, {"floor", 1}, {"+", 1}, {"-", 1}, {"+", 2}, {"-", 2}, {"*", 2},
    {"/", 2}, {"div", 2}, {"rem", 2}, {"band", 2}, {"bor", 2}, {"bxor", 2}, {"bnot", 1}, {"bsl", 2}, {"bsr", 2},
    {">", 2}, {">=", 2}, {"<", 2}, {"=<", 2}, {"=:=", 2}, {"==", 2}, {"=/=", 2}, {"/=", 2}, {"not", 1}, {"xor", 2},
};
// Known, but only to match specifications for tracing.
constexpr GuardFunction kTraceFunctions[] = {{"get_tcw", 0}, {"set_tcw", 1}, {"set_tcw_fake", 1}};
constexpr std::string_view kTraceForms[] = {
    "message", "is_seq_trace", "set_seq_token", "get_seq_token", "return_trace", "exception_trace", "display",
    "process_dump", "enable_trace", "disable_trace", "trace", "caller", "caller_line", "current_stacktrace", "silent",
};

template <std::size_t N>
bool is_listed(const GuardFunction (&list)[N], std::string_view name, std::size_t arity) {
  for (const GuardFunction& f : list) {
    if (f.arity == arity && f.name == name) return true;
  }
  return false;
}

}  // namespace

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
  if (!body.is_cons()) return fatal("Body clause does not return anything.");
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
    emit({.op = is_body ? MatchOp::result : MatchOp::require_true});
  }
  return list.is_nil() || error("Match expression is not a proper list.");
}

bool MatchCompiler::compile_expression(Term t) {
  tasks_.clear();
  push_expression(t);
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    switch (task.kind) {
      case Task::Kind::expression:
      case Task::Kind::tail:
        if (!expand(task)) return false;
        break;
      case Task::Kind::jump:
        jumps_.push_back(program_->code.size());
        emit(task.instr);
        break;
      case Task::Kind::instruction: emit(task.instr); break;
      case Task::Kind::land:
        for (std::uint32_t i = 0; i < task.jumps; ++i) {
          program_->code[jumps_.back()].a = static_cast<std::uint32_t>(program_->code.size());
          jumps_.pop_back();
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
    push_task({.kind = Task::Kind::tail, .term = t.tail()});
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
      std::vector<std::uint32_t> list;
      for (const auto& [number, index] : variables_) list.push_back(index);
      emit({.op = MatchOp::push_bindings, .a = static_cast<std::uint32_t>(program_->bindings.size())});
      program_->bindings.push_back(std::move(list));
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
  const auto found = variables_.find(number);
  if (found == variables_.end()) return error("Variable $" + std::to_string(number) + " is unbound.");
  emit({.op = MatchOp::push_variable, .a = found->second});
  return true;
}

void MatchCompiler::expand_map(Term t) {
  push_instr({.op = MatchOp::make_map, .a = static_cast<std::uint32_t>(map_size(t))});
  MapIterator it(t);
  for (Term key, value; it.next(key, value);) {
    push_expression(key);
    push_expression(value);
  }
}

bool MatchCompiler::expand_call(Term t) {
  const std::string_view name = vm_.atoms.text(tuple_element(t, 0));
  bool is_special = false;
  if (!expand_special(t, name, is_special)) return false;
  return is_special || expand_native(t, name);
}

bool MatchCompiler::expand_special(Term t, std::string_view name, bool& is_special) {
  const std::size_t arity = tuple_arity(t);
  is_special = true;
  const auto without_arguments = [&] {
    return error("Special form '" + std::string(name) + "' called without arguments in " + text_of(t) + ".");
  };
  if (name == "const") {
    if (arity != 2) return error("Special form 'const' called with more than one argument in " + text_of(t) + ".");
    emit({.op = MatchOp::push_constant, .c = constant(tuple_element(t, 1))});
    return true;
  }
  if (name == "and" || name == "or") {
    if (arity < 2) return without_arguments();
    expand_boolean(t, name == "and" ? MatchOp::all_true : MatchOp::any_true);
    return true;
  }
  if (name == "andalso" || name == "andthen" || name == "orelse") {
    if (name == "andthen") name = "andalso";
    if (arity < 2) return without_arguments();
    expand_lazy_boolean(t, name == "orelse" ? MatchOp::or_else : MatchOp::and_else);
    return true;
  }
  if (name == "self") {
    if (arity != 1) return error("Special form 'self' called with arguments in " + text_of(t) + ".");
    emit({.op = MatchOp::self});
    return true;
  }
  for (const std::string_view form : kTraceForms) {
    if (form == "set_seq_token" && name == form) return error("Special form 'set_seq_trace' used in wrong dialect.");
    if (name == form) return error("Special form '" + std::string(name) + "' used in wrong dialect.");
  }
  is_special = false;
  return true;
}

void MatchCompiler::expand_boolean(Term t, MatchOp op) {
  const std::size_t arity = tuple_arity(t);
  push_instr({.op = op, .a = static_cast<std::uint32_t>(arity - 1)});
  for (std::size_t i = 1; i < arity; ++i) push_expression(tuple_element(t, i));
}

void MatchCompiler::expand_lazy_boolean(Term t, MatchOp op) {
  const std::size_t arity = tuple_arity(t);
  push_task({.kind = Task::Kind::land, .term = {}, .jumps = static_cast<std::uint32_t>(arity - 2)});
  for (std::size_t i = arity; --i > 0;) {
    if (i + 1 < arity) push_task({.kind = Task::Kind::jump, .term = {}, .instr = {.op = op}});
    push_expression(tuple_element(t, i));
  }
}

bool MatchCompiler::expand_native(Term t, std::string_view name) {
  const std::size_t arity = tuple_arity(t) - 1;
  const auto problem = [&](const char* what) {
    return error("Function " + text_of(tuple_element(t, 0)) + "/" + std::to_string(arity) + what);
  };
  if (!is_listed(kGuardFunctions, name, arity)) {
    return problem(is_listed(kTraceFunctions, name, arity) ? " cannot be called in this context." : " does_not_exist.");
  }
  if (name == "element" && in_body_ && tuple_element(t, 1).is_small() && tuple_element(t, 1).small_value() > 0 &&
      tuple_element(t, 1).small_value() <= UINT32_MAX && tuple_element(t, 2) == atoms::match_object) {
    emit({.op = MatchOp::push_element, .a = static_cast<std::uint32_t>(tuple_element(t, 1).small_value())});
    return true;
  }
  if (name == "length") {
    push_instr({.op = MatchOp::length});
  } else {
    const Bif* native = vm_.native_of(atoms::erlang, tuple_element(t, 0), static_cast<unsigned>(arity));
    if (native == nullptr) return problem(" does_not_exist.");
    push_instr({.op = MatchOp::call, .a = static_cast<std::uint32_t>(arity), .c = reinterpret_cast<Word>(native->function)});
  }
  for (std::size_t i = 1; i <= arity; ++i) push_expression(tuple_element(t, i));
  return true;
}

// All constants into one block of the program's own.
void MatchCompiler::keep_constants() {
  std::size_t words = 0;
  for (const std::size_t at : constants_) {
    words += copied_words(Term::from_word(program_->code[at].c), vm_.literals, LiteralPolicy::copy);
  }
  if (words == 0) return;
  program_->constants.reset(Fragment::create(words));
  HeapWriter w = program_->constants->writer(words);
  for (const std::size_t at : constants_) {
    Word& word = program_->code[at].c;
    word = copy(Term::from_word(word), w, vm_.literals, LiteralPolicy::copy).word();
  }
}

MatchProgram* compile_match_spec(Vm& vm, Term spec, MatchErrors* errors) { return MatchCompiler(vm, errors).run(spec); }

MatchProgram* match_program_of(Term reference) {
  if (!is_boxed_kind(reference, Kind::magic_reference)) return nullptr;
  return dynamic_cast<MatchProgram*>(magic::object(reference.boxed_ptr()));
}

}  // namespace rt::ets
