// SPDX-License-Identifier: Apache-2.0
// What a specification says of the keys that it can match, and the start of a traversal.
#include "runtime/ets/traversal.hpp"

#include "runtime/ets/hash_store.hpp"
#include "runtime/ets/tree_store.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/term_stack.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

bool is_open(const Vm& vm, Term t) { return t == atoms::underscore || is_match_variable(vm, t); }

// No variables and no maps: a map in a pattern matches larger ones.
bool is_fully_bound(const Vm& vm, Term t) {
  TermStack stack;
  stack.push(t);
  while (!stack.empty()) {
    t = stack.pop();
    for (; t.is_cons(); t = t.tail()) stack.push(t.head());
    if (is_open(vm, t) || is_map(t)) return false;
    if (is_tuple(t)) {
      for (std::size_t i = 0; i < tuple_arity(t); ++i) stack.push(tuple_element(t, i));
    }
  }
  return true;
}

bool has_map(Term t) {
  TermStack stack;
  stack.push(t);
  while (!stack.empty()) {
    t = stack.pop();
    for (; t.is_cons(); t = t.tail()) stack.push(t.head());
    if (is_map(t)) return true;
    if (is_tuple(t)) {
      for (std::size_t i = 0; i < tuple_arity(t); ++i) stack.push(tuple_element(t, i));
    }
  }
  return false;
}

// The key that a head asks for, or none: it can match nothing.
Term key_of_head(Term head, std::size_t keypos) {
  return is_tuple(head) && tuple_arity(head) >= keypos ? tuple_element(head, keypos - 1) : Term::none();
}

HashPlan plan_for_hash(const Vm& vm, const HashStore& store, Term spec) {
  HashPlan plan;
  for (; spec.is_cons() && plan.has_keys; spec = spec.tail()) {
    const Term head = tuple_element(spec.head(), 0);
    if (!is_open(vm, head)) {
      const Term key = key_of_head(head, store.keypos());
      if (!key) continue;
      if (is_fully_bound(vm, key)) {
        if (store.find(key) == nullptr) continue;
        plan.can_match = true;
        const std::size_t bucket = store.bucket_of(key);
        bool is_known = false;
        for (const std::size_t b : plan.buckets) is_known = is_known || b == bucket;
        if (!is_known) plan.buckets.push_back(bucket);
        continue;
      }
    }
    plan.has_keys = false;
    plan.can_match = true;
  }
  return plan;
}

// Comparing patterns of keys: which can match the lesser (`sign` -1) or greater (1) key. Variables reach farthest.
struct Reach {
  const Vm& vm;
  int sign;

  // Pairs of terms are compared in order; the first that differ decide.
  bool reaches_farther(Term a, Term b) {
    TermStack stack;
    stack.push(b);
    stack.push(a);
    while (!stack.empty()) {
      a = stack.pop();
      b = stack.pop();
      const bool open_a = is_open(vm, a), open_b = is_open(vm, b);
      if (open_a || open_b) return open_a && !open_b;
      if (a == b) continue;
      if (a.is_cons() && b.is_cons()) {
        stack.push(b.tail());
        stack.push(a.tail());
        stack.push(b.head());
        stack.push(a.head());
        continue;
      }
      if (is_tuple(a) && is_tuple(b)) {
        const std::size_t x = tuple_arity(a), y = tuple_arity(b);
        if (x != y) return (x < y) == (sign < 0);
        for (std::size_t i = x; i-- > 0;) {
          stack.push(tuple_element(b, i));
          stack.push(tuple_element(a, i));
        }
        continue;
      }
      const int order = compare(vm.atoms, a, b);
      if (order != 0) return (order < 0) == (sign < 0);
    }
    return false;
  }
};

KeyBoundness boundness_of(const Vm& vm, Term head, std::size_t keypos, Term& key) {
  if (is_open(vm, head)) return KeyBoundness::unbound;
  key = key_of_head(head, keypos);
  if (!key) return KeyBoundness::impossible;
  if (is_fully_bound(vm, key)) return KeyBoundness::bound;
  return is_open(vm, key) || has_map(key) ? KeyBoundness::unbound : KeyBoundness::partly_bound;
}

TreePlan plan_for_tree(const Vm& vm, std::size_t keypos, Term spec) {
  TreePlan plan;
  for (; spec.is_cons(); spec = spec.tail()) {
    Term key;
    const KeyBoundness boundness = boundness_of(vm, tuple_element(spec.head(), 0), keypos, key);
    if (boundness == KeyBoundness::bound || boundness == KeyBoundness::partly_bound) {
      if (!plan.least || Reach{vm, -1}.reaches_farther(key, plan.least)) plan.least = key;
      if (!plan.most || Reach{vm, 1}.reaches_farther(key, plan.most)) plan.most = key;
    }
    plan.boundness = std::min(plan.boundness, boundness);
  }
  // Several keys: from the least to the greatest.
  if (plan.boundness == KeyBoundness::bound && compare(vm.atoms, plan.least, plan.most) != 0) {
    plan.boundness = KeyBoundness::partly_bound;
  }
  return plan;
}

bool is_list_of_clauses(Term spec) {
  for (; spec.is_cons(); spec = spec.tail()) {
    if (!is_tuple(spec.head(), 3)) return false;
  }
  return spec.is_nil();
}

// Is `built`, what a body makes, always the same as what `pattern` has matched? In `is_constant` parts of a body there are
// no expressions.
bool builds_the_same(const Vm& vm, Term pattern, Term built, bool is_constant) {
  struct Pair {
    Term pattern, built;
    bool is_constant;
  };
  std::vector<Pair> pairs{{pattern, built, is_constant}};
  while (!pairs.empty()) {
    auto [a, b, constant] = pairs.back();
    pairs.pop_back();
    if (b.is_cons()) {
      if (!a.is_cons()) return false;
      pairs.push_back({a.tail(), b.tail(), constant});
      pairs.push_back({a.head(), b.head(), constant});
    } else if (is_tuple(b)) {
      if (!constant) {
        if (is_tuple(b, 1) && is_tuple(tuple_element(b, 0))) {
          b = tuple_element(b, 0);
        } else if (is_tuple(b, 2) && tuple_element(b, 0) == atoms::const_) {
          pairs.push_back({a, tuple_element(b, 1), true});
          continue;
        } else {
          return false;
        }
      }
      if (!is_tuple(a, tuple_arity(b))) return false;
      for (std::size_t i = 0; i < tuple_arity(b); ++i) pairs.push_back({tuple_element(a, i), tuple_element(b, i), constant});
    } else if (is_map(b)) {
      return false;  // the matched one may have more keys
    } else if (b.is_pointer()) {
      if (!exact_equal(a, b)) return false;
    } else if (a != b || a == atoms::underscore || a == atoms::match_bindings || a == atoms::match_object ||
               (constant && is_match_variable(vm, a))) {
      return false;
    }
  }
  return true;
}

// Of select_replace: does the body of this clause keep the key?
bool keeps_key(const Vm& vm, std::size_t keypos, Term clause) {
  const Term body = tuple_element(clause, 2);
  if (!body.is_cons() || !body.tail().is_nil()) return false;
  const Term made = body.head();
  if (made == atoms::match_object) return true;
  const Term key = key_of_head(tuple_element(clause, 0), keypos);
  if (!is_tuple(made) || !key) return false;
  const bool is_constant = is_tuple(made, 2) && tuple_element(made, 0) == atoms::const_;
  if (!is_constant && !is_tuple(made, 1)) return false;
  const Term made_key = key_of_head(tuple_element(made, is_constant ? 1 : 0), keypos);
  if (!made_key) return false;
  if (builds_the_same(vm, key, made_key, is_constant)) return true;
  return !is_constant && is_tuple(made_key, 3) && tuple_element(made_key, 0) == atoms::element &&
         tuple_element(made_key, 1) == Term::small(static_cast<std::int64_t>(keypos)) &&
         tuple_element(made_key, 2) == atoms::match_object;
}

}  // namespace

int compare_partly_bound(const Vm& vm, Term pattern, Term key) {
  TermStack stack;
  stack.push(key);
  stack.push(pattern);
  while (!stack.empty()) {
    const Term a = stack.pop(), b = stack.pop();
    if (is_open(vm, a)) return 0;
    if (a == b) continue;
    if (a.is_cons() && b.is_cons()) {
      stack.push(b.tail());
      stack.push(a.tail());
      stack.push(b.head());
      stack.push(a.head());
      continue;
    }
    if (is_tuple(a) && is_tuple(b)) {
      const std::size_t x = tuple_arity(a), y = tuple_arity(b);
      if (x != y) return x < y ? -1 : 1;
      for (std::size_t i = x; i-- > 0;) {
        stack.push(tuple_element(b, i));
        stack.push(tuple_element(a, i));
      }
      continue;
    }
    const int order = compare(vm.atoms, a, b);
    if (order != 0) return order;
  }
  return 0;
}

Start start_traversal(Process& p, Table& table, Term spec, Progress& progress, MatchProgram*& program) {
  program = nullptr;
  if (!is_list_of_clauses(spec)) return Start::bad_spec;
  if (spec.is_nil()) return Start::nothing_matches;
  if (progress.action == Action::replace) {
    for (Term rest = spec; rest.is_cons(); rest = rest.tail()) {
      if (!keeps_key(p.vm(), table.options.keypos, rest.head())) return Start::bad_spec;
    }
  }
  program = compile_match_spec(p.vm(), spec);
  if (program == nullptr) return Start::bad_spec;
  if (table.is_ordered()) {
    const TreePlan plan = plan_for_tree(p.vm(), table.options.keypos, spec);
    if (plan.boundness == KeyBoundness::impossible) return Start::nothing_matches;
    traverse_tree(p, table, *program, plan, progress);
  } else {
    const HashPlan plan = plan_for_hash(p.vm(), static_cast<const HashStore&>(*table.store), spec);
    if (!plan.can_match) return Start::nothing_matches;
    traverse_buckets(p, table, *program, plan, progress);
  }
  return Start::ready;
}

bool continue_traversal(Process& p, Table& table, const MatchProgram& program, Progress& progress) {
  progress.is_first = false;
  if (!table.is_ordered()) return traverse_from_bucket(p, table, program, progress);
  traverse_from_key(p, table, program, progress);
  return true;
}

}  // namespace rt::ets
