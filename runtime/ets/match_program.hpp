// SPDX-License-Identifier: Apache-2.0
// MatchProgram: a match specification, compiled. [{Head, Guards, Body}, ...] becomes one run of instructions a clause:
//
//   head    walks the term by nodes: a node is what a composite pattern stands for (a tuple's elements, a cons, the value of
//           a map's key), child I of node S is tested, bound to a variable or entered as a new node
//   guards  a stack machine; each guard must leave `true`
//   body    the same machine; a call that fails leaves 'EXIT'; the last expression is the result
//
// Immutable once made, owned by references (a traversal, or a magic reference of ets:match_spec_compile/1 or of a
// continuation). Any thread may run it, with a MatchRun of its own. Facts from OTP's erl_db_util.c.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/inline_stack.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/heap/fragment.hpp"
#include "runtime/term/boxed.hpp"

namespace rt {
class Process;
class Vm;
}  // namespace rt

namespace rt::ets {

struct Object;

enum class MatchOp : std::uint8_t {
  // --- head: child `b` of node `a`
  bind,         // to variable c
  same,         // as variable c
  immediate,    // is the term c
  equal,        // =:= the term c
  enter_tuple,  // a tuple of `size` elements: node c
  enter_list,   // a cons: node c
  enter_map,    // a map of at least `size` keys: node c
  map_value,    // of key c in the map of node a: node b
  // --- guards and body
  push_constant,  // the term c
  push_variable,  // a
  push_bindings,  // '$$': the variables of list a
  push_object,    // '$_'
  push_element,   // {element, a, '$_'}
  make_cons,      // tail on top
  make_tuple,     // of a elements, the first on top
  make_map,       // of a pairs, a key on top
  call,           // c with a arguments, the first on top
  length,         // without traps
  all_true,       // 'and' of a values
  any_true,       // 'or'
  and_else,       // andalso: to instruction a unless true is on top
  or_else,        // orelse
  self,
  require_true,   // of a guard
  body,           // guards are done
  result,         // pops the result
  // --- of specifications for tracing
  waste,          // pops what nobody wants
  message,        // pops the result, pushes true
  ask_return,     // {return_trace}: pushes true
  ask_exception,  // {exception_trace}
  display,        // prints, pushes true
  control_word,   // {set_tcw, N}: pushes the old one, which stays
  unsupported,    // what acts on tracing
  halt,
};

struct MatchInstr {
  MatchOp op = MatchOp::halt;
  std::uint32_t a = 0, b = 0;
  std::uint32_t size = 0;
  Word c = 0;
};

// What a specification is for: tables, or the arguments of traced calls, of which only erlang:match_spec_test/3 knows here.
enum class MatchDialect : bool { table, trace };

class MatchProgram final : public MagicObject {
 public:
  MatchDialect dialect = MatchDialect::table;
  std::vector<MatchInstr> code;
  std::vector<std::uint32_t> clauses;  // where each begins
  std::vector<std::vector<std::uint32_t>> bindings;  // of push_bindings
  std::size_t nodes = 1, variables = 0;
  FragmentPtr constants;
};

// What was wrong with a specification, for erlang:match_spec_test/3.
struct MatchErrors {
  std::vector<std::string> errors;  // in ISO 8859-1, oldest first
};

// Null: not a match specification. With `errors`, tells all that is wrong with the first bad clause.
// Requires: nothing; `spec` is any term.
[[nodiscard]] MatchProgram* compile_match_spec(Vm& vm, Term spec, MatchErrors* errors = nullptr,
                                               MatchDialect dialect = MatchDialect::table);

// The number N of '$N', or -1.
std::int64_t match_variable(const Vm& vm, Term t);
inline bool is_match_variable(const Vm& vm, Term t) { return t.is_atom() && match_variable(vm, t) >= 0; }

// The program behind a magic reference, or null.
MatchProgram* match_program_of(Term reference);

// Runs a program on one term after the other, for one process.
class MatchRun {
 public:
  // copy: what comes out may live on, on the process heap. borrow: it may point into the term and is gone with it.
  enum class Result : bool { copy, borrow };
  MatchRun(Process& p, const MatchProgram& program, Result result);
  MatchRun(const MatchRun&) = delete;
  MatchRun& operator=(const MatchRun&) = delete;

  // The result, or none when no clause matches. `object` is the one that `term` is the tuple of, or null.
  Term run(Term term, const Object* object);
  // After a run of a specification for tracing: what it asked for.
  struct Requests {
    bool return_trace = false, exception_trace = false;
    bool unsupported = false;  // tracing itself, which is not there
  };
  const Requests& requests() const { return requests_; }

 private:
  void run_trace_action(const MatchInstr& instr, Term& result);
  bool run_head(const MatchInstr*& at);
  bool run_expressions(const MatchInstr* at, Term& result);
  bool push_call(const MatchInstr& instr, bool in_body);
  Term kept(Term t);  // on the process heap, if the result may live on
  void push(Term t) { stack_.push(t); }
  Term pop() { return stack_.pop(); }
  Term make_map(std::size_t pairs);
  Term all_bindings(const std::vector<std::uint32_t>& variables);
  Term variable(std::uint32_t i, bool in_body);

  Process& p_;
  const MatchProgram& program_;
  const bool copies_;
  Term root_;
  const Object* object_ = nullptr;
  Requests requests_;
  // Each node's terms; of values of maps, which are nodes of one term, the term; variables; which of them are copies.
  const Word** nodes_;
  Word* values_;
  Term* variables_;
  bool* is_kept_;
  static constexpr std::size_t kInlineWords = 32;
  Word inline_[kInlineWords];
  std::unique_ptr<Word[]> large_;
  InlineStack<Term, 32> stack_;
};

}  // namespace rt::ets
