// SPDX-License-Identifier: Apache-2.0
// The heads of match specifications: compiled breadth first, so that what is cheap to test comes before what is deep.
#include "runtime/ets/match_compiler.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

std::int64_t match_variable(const Vm& vm, Term t) {
  if (!t.is_atom()) return -1;
  const std::string_view text = vm.atoms.text(t);
  if (text.size() < 2 || text[0] != '$') return -1;
  if (text[1] == '0') return text.size() == 2 ? 0 : -1;
  std::uint64_t number = 0;
  for (const char c : text.substr(1)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return static_cast<std::int64_t>(number & INT64_MAX);
}

const MatchCompiler::Variable* MatchCompiler::variable(std::int64_t number) const {
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    if (variables_[i].number == number) return &variables_[i];
  }
  return nullptr;
}

bool MatchCompiler::compile_head(Term head) {
  Patterns pending;
  if (is_trace_) {
    if (!begin_trace_head(head, pending)) return false;
  } else {
    pending.push({head, 0, 0});
  }
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const Pattern next = pending[i];
    if (!compile_pattern(next, pending)) return false;
  }
  return true;
}

// For tracing a head stands for a list of arguments: a list, or a tuple of as many elements; or a variable for all of it.
bool MatchCompiler::begin_trace_head(Term head, Patterns& pending) {
  if (!is_tuple(head)) {
    Term tail = head;
    while (tail.is_cons()) tail = tail.tail();
    if (head.is_cons() && !tail.is_nil()) {
      return fatal("Match expression part " + text_of(head) + " is not a proper list.");
    }
    if (!head.is_list() && head != atoms::underscore && !is_match_variable(vm_, head)) {
      return fatal("Match head is invalid in this context.");
    }
    pending.push({head, 0, 0});
    return true;
  }
  std::uint32_t node = 0, child = 0;
  for (std::size_t i = 0; i < tuple_arity(head); ++i, child = 1) {
    const std::uint32_t cell = new_node();
    emit({.op = MatchOp::enter_list, .a = node, .b = child, .c = cell});
    pending.push({tuple_element(head, i), cell, 0});
    node = cell;
  }
  emit({.op = MatchOp::immediate, .a = node, .b = child, .c = Term::nil().word()});
  return true;
}

bool MatchCompiler::compile_pattern(const Pattern& at, Patterns& pending) {
  const Term t = at.pattern;
  if (t == atoms::underscore) return true;
  if (t.is_atom()) {
    if (const std::int64_t n = match_variable(vm_, t); n >= 0) {
      const Variable* known = variable(n);
      if (known == nullptr) variables_.push({n, static_cast<std::uint32_t>(variables_.size())});
      const std::uint32_t index = known == nullptr ? variables_.top().index : known->index;
      emit({.op = known == nullptr ? MatchOp::bind : MatchOp::same, .a = at.node, .b = at.child, .c = index});
      return true;
    }
  }
  if (t.is_immediate()) {
    emit({.op = MatchOp::immediate, .a = at.node, .b = at.child, .c = t.word()});
    return true;
  }
  if (t.is_cons()) {
    const std::uint32_t node = new_node();
    emit({.op = MatchOp::enter_list, .a = at.node, .b = at.child, .c = node});
    pending.push({t.head(), node, 0});
    pending.push({t.tail(), node, 1});
    return true;
  }
  if (is_tuple(t)) {
    const std::uint32_t node = new_node();
    const auto arity = static_cast<std::uint32_t>(tuple_arity(t));
    emit({.op = MatchOp::enter_tuple, .a = at.node, .b = at.child, .size = arity, .c = node});
    for (std::uint32_t i = 0; i < arity; ++i) pending.push({tuple_element(t, i), node, i});
    return true;
  }
  if (is_map(t)) return compile_map(at, pending);
  emit({.op = MatchOp::equal, .a = at.node, .b = at.child, .c = constant(t)});
  return true;
}

bool MatchCompiler::compile_map(const Pattern& at, Patterns& pending) {
  const std::uint32_t node = new_node();
  const auto size = static_cast<std::uint32_t>(map_size(at.pattern));
  emit({.op = MatchOp::enter_map, .a = at.node, .b = at.child, .size = size, .c = node});
  MapIterator it(at.pattern);
  for (Term key, value; it.next(key, value);) {
    if (is_match_variable(vm_, key)) return fatal("Variable found in map key.");
    if (key == atoms::underscore) return fatal("Underscore found in map key.");
    const std::uint32_t value_node = new_node();
    emit({.op = MatchOp::map_value, .a = node, .b = value_node, .c = constant(key)});
    pending.push({value, value_node, 0});
  }
  return true;
}

}  // namespace rt::ets
