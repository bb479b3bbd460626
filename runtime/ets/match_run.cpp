// SPDX-License-Identifier: Apache-2.0
// The machine that runs match programs. In a guard, and wherever the result is only looked at, terms stay where they are;
// in a body whose result lives on, what comes from the object is copied when it is first pushed, as OTP does.
#include "runtime/ets/match_program.hpp"
#include "runtime/ets/object.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

MatchRun::MatchRun(Process& p, const MatchProgram& program, Result result)
    : p_(p), program_(program), copies_(result == Result::copy) {
  const std::size_t nodes = program.nodes, variables = program.variables;
  const std::size_t words = 2 * nodes + variables + (variables + sizeof(Word) - 1) / sizeof(Word);
  Word* memory = inline_;
  if (words > kInlineWords) {
    large_ = std::make_unique<Word[]>(words);
    memory = large_.get();
  }
  values_ = memory;
  nodes_ = reinterpret_cast<const Word**>(memory + nodes);
  variables_ = reinterpret_cast<Term*>(memory + 2 * nodes);
  is_kept_ = reinterpret_cast<bool*>(memory + 2 * nodes + variables);
}

Term MatchRun::run(Term term, const Object* object) {
  root_ = term;
  object_ = object;
  values_[0] = term.word();
  nodes_[0] = values_;
  for (const std::uint32_t start : program_.clauses) {
    const MatchInstr* at = program_.code.data() + start;
    if (!run_head(at)) continue;
    if (at->op == MatchOp::body && at[1].op == MatchOp::push_object && at[3].op == MatchOp::halt && !copies_) return root_;
    Term result = atoms::true_;
    stack_.clear();
    requests_ = Requests{};
    if (run_expressions(at, result)) return result;
  }
  requests_ = Requests{};
  return Term::none();
}

// Leaves `at` behind the head.
bool MatchRun::run_head(const MatchInstr*& at) {
  for (;; ++at) {
    const MatchInstr& i = *at;
    if (i.op > MatchOp::map_value) return true;
    if (i.op == MatchOp::map_value) {
      const Term value = map_get(Term::from_word(values_[i.a]), Term::from_word(i.c));
      if (!value) return false;
      values_[i.b] = value.word();
      nodes_[i.b] = &values_[i.b];
      continue;
    }
    const Term t = Term::from_word(nodes_[i.a][i.b]);
    switch (i.op) {
      case MatchOp::bind: variables_[i.c] = t; break;
      case MatchOp::same:
        if (!exact_equal(variables_[i.c], t)) return false;
        break;
      case MatchOp::immediate:
        if (t.word() != i.c) return false;
        break;
      case MatchOp::equal:
        if (!exact_equal(Term::from_word(i.c), t)) return false;
        break;
      case MatchOp::enter_tuple:
        if (!is_tuple(t, i.size)) return false;
        nodes_[i.c] = t.boxed_ptr() + 1;
        break;
      case MatchOp::enter_list:
        if (!t.is_cons()) return false;
        nodes_[i.c] = t.cons_ptr();
        break;
      default:  // enter_map
        if (!is_map(t) || map_size(t) < i.size) return false;
        values_[i.c] = t.word();
        break;
    }
  }
}

Term MatchRun::kept(Term t) {
  return copies_ ? copy_to_heap(p_, t, LiteralPolicy::copy) : t;
}

Term MatchRun::variable(std::uint32_t i, bool in_body) {
  if (in_body && copies_ && variables_[i].is_pointer() && !is_kept_[i]) {
    variables_[i] = kept(variables_[i]);
    is_kept_[i] = true;
  }
  return variables_[i];
}

Term MatchRun::all_bindings(const std::vector<std::uint32_t>& list) {
  HeapWriter w = p_.reserve(2 * list.size());
  Term result = Term::nil();
  for (std::size_t i = list.size(); i-- > 0;) result = w.cons(variables_[list[i]], result);
  return result;
}

Term MatchRun::make_map(std::size_t pairs) {
  MapBuilder builder(p_.vm().atoms, pairs);
  for (std::size_t i = 0; i < pairs; ++i) {
    const Term key = pop();
    builder.add(key, pop());
  }
  HeapWriter w = p_.reserve(builder.words());
  return builder.build(w);
}

// A call that fails fails the guard, and is 'EXIT' in a body.
bool MatchRun::push_call(const MatchInstr& instr, bool in_body) {
  constexpr unsigned kMostArguments = 3;
  Term arguments[kMostArguments];
  for (unsigned i = 0; i < instr.a; ++i) arguments[i] = pop();
  Term result = reinterpret_cast<BifFunction>(instr.c)(p_, arguments);
  if (!result) {
    p_.exception = Exception{};
    VM_CHECK(p_.trap_entry == nullptr, "a native of guards does not trap");
    if (!in_body) return false;
    result = atoms::EXIT;
  }
  push(result);
  return true;
}

bool MatchRun::run_expressions(const MatchInstr* at, Term& result) {
  bool in_body = false;
  for (;; ++at) {
    const MatchInstr& i = *at;
    switch (i.op) {
      case MatchOp::push_constant: push(in_body ? kept(Term::from_word(i.c)) : Term::from_word(i.c)); break;
      case MatchOp::push_variable: push(variable(i.a, in_body)); break;
      case MatchOp::push_bindings: {
        const auto& list = program_.bindings[i.a];
        if (in_body) {
          for (const std::uint32_t v : list) (void)variable(v, true);
        }
        push(all_bindings(list));
        break;
      }
      case MatchOp::push_object:
        if (in_body && copies_ && object_ != nullptr) {
          HeapWriter w = p_.reserve(object_->words);
          push(copy_out(*object_, w));
        } else {
          push(in_body ? kept(root_) : root_);
        }
        break;
      case MatchOp::push_element:
        if (is_tuple(root_) && i.a <= tuple_arity(root_)) {
          push(kept(tuple_element(root_, i.a - 1)));
        } else {
          push(atoms::EXIT);
        }
        break;
      case MatchOp::make_cons: {
        const Term tail = pop();
        const Term head = pop();
        push(p_.reserve(2).cons(head, tail));
        break;
      }
      case MatchOp::make_tuple: {
        HeapWriter w = p_.reserve(1 + i.a);
        Word* tuple = w.take(1 + i.a);
        tuple[0] = make_header(Kind::tuple, i.a);
        for (std::uint32_t e = 1; e <= i.a; ++e) tuple[e] = pop().word();
        push(Term::boxed(tuple));
        break;
      }
      case MatchOp::make_map: push(make_map(i.a)); break;
      case MatchOp::call:
        if (!push_call(i, in_body)) return false;
        break;
      case MatchOp::length: {
        std::int64_t n = 0;
        Term list = pop();
        for (; list.is_cons(); list = list.tail()) ++n;
        if (!list.is_nil() && !in_body) return false;
        push(list.is_nil() ? Term::small(n) : atoms::EXIT);
        break;
      }
      case MatchOp::all_true:
      case MatchOp::any_true: {
        const Term decisive = boolean(i.op == MatchOp::any_true), other = boolean(i.op == MatchOp::all_true);
        Term value = other;
        for (std::uint32_t n = 0; n < i.a; ++n) {
          const Term t = pop();
          if (value == atoms::EXIT) continue;
          if (t == decisive) {
            value = decisive;
          } else if (t != other) {
            if (!in_body) return false;
            value = atoms::EXIT;
          }
        }
        push(value);
        break;
      }
      case MatchOp::and_else:
      case MatchOp::or_else: {
        const Term goes_on = boolean(i.op == MatchOp::and_else);
        const Term t = pop();
        if (t == goes_on) break;
        if (t != atoms::true_ && t != atoms::false_ && !in_body) return false;
        push(t == atoms::true_ || t == atoms::false_ ? t : atoms::EXIT);
        at = program_.code.data() + i.a - 1;
        break;
      }
      case MatchOp::self: push(p_.pid); break;
      case MatchOp::require_true:
        if (pop() != atoms::true_) return false;
        break;
      case MatchOp::body:
        in_body = true;
        std::fill_n(is_kept_, program_.variables, false);
        break;
      case MatchOp::result: result = pop(); break;
      case MatchOp::waste:
      case MatchOp::message:
      case MatchOp::ask_return:
      case MatchOp::ask_exception:
      case MatchOp::display:
      case MatchOp::control_word:
      case MatchOp::unsupported: run_trace_action(i, result); break;
      case MatchOp::halt: return true;
      case MatchOp::bind:
      case MatchOp::same:
      case MatchOp::immediate:
      case MatchOp::equal:
      case MatchOp::enter_tuple:
      case MatchOp::enter_list:
      case MatchOp::enter_map:
      case MatchOp::map_value: VM_CHECK(false, "heads come first"); break;
    }
  }
}

}  // namespace rt::ets
