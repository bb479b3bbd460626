// SPDX-License-Identifier: Apache-2.0
// Process: heap and stack, where execution continues, the exception on its way, and what the process is known
// by. The thread that runs it may touch all of it; other threads only what is said to be theirs (the inbox).
//
// Process state between slices: `ip` is the next instruction; `saved_live` x registers lie on top of the stack
// (sp[0] is x0) and go back into the registers when it runs again.
#pragma once

#include <array>
#include <initializer_list>
#include <vector>

#include "runtime/error/fault.hpp"
#include "runtime/heap/heap.hpp"
#include "runtime/process/dictionary.hpp"

namespace rt {

class Vm;
struct Export;
struct Bif;

constexpr int kReductionsPerSlice = 4000;
constexpr unsigned kMaxArity = 255;
constexpr unsigned kMaxXRegs = 1024;

class Process {
 public:
  explicit Process(Vm& vm) : vm_(vm) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Vm& vm() { return vm_; }

  // --- allocation: never collects (bif.hpp)
  HeapWriter reserve(std::size_t words) { return heap.reserve(words); }

  // --- raising: sets `exception` and gives the none-term, which the native returns.
  template <Fault F>
    requires(info_of(F).shape == FaultShape::atom)
  [[nodiscard]] Term raise() {
    return raise(ErrorClass::error, info_of(F).name);
  }
  template <Fault F>
    requires(info_of(F).shape == FaultShape::tagged)
  [[nodiscard]] Term raise(Term value) {
    return raise(ErrorClass::error, reserve(3).tuple({info_of(F).name, value}));
  }
  [[nodiscard]] Term raise(ErrorClass error_class, Term reason) {
    exception = Exception{error_class, reason, Term::none(), Term::none(), Term::none(), Term::none()};
    return Term::none();
  }
  // badarg (or another atom) whose error_info map gets `cause`.
  [[nodiscard]] Term raise_with_cause(Term reason, Term cause) {
    (void)raise(ErrorClass::error, reason);
    exception.cause = cause;
    return Term::none();
  }

  // --- calling Erlang from a native: return p.trap(export, {args}).
  [[nodiscard]] Term trap(const Export* callee, std::span<const Term> arguments) {
    trap_callee = callee;
    trap_arity = static_cast<unsigned>(arguments.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) trap_arguments[i] = arguments[i];
    return Term::none();
  }
  [[nodiscard]] Term trap(const Export* callee, std::initializer_list<Term> arguments) {
    return trap(callee, std::span<const Term>(arguments.begin(), arguments.size()));
  }

  void charge(std::int64_t reductions) {
    reductions_left -= static_cast<int>(reductions < kReductionsPerSlice ? reductions : kReductionsPerSlice);
  }

  // Calls visit(Term&) for every root outside the stack and the x registers.
  template <class Visitor>
  void for_each_root(Visitor&& visit) {
    for (auto& pair : dictionary.pairs) {
      visit(pair.key);
      visit(pair.value);
    }
    visit(exception.reason);
    visit(exception.trace);
    visit(exception.arguments);
    visit(exception.cause);
    visit(exception.error_info);
    visit(group_leader);
    for (unsigned i = 0; i < trap_arity; ++i) visit(trap_arguments[i]);
    for (Term& t : extra_roots) visit(t);
  }

  Heap heap;
  const Word* ip = nullptr;
  unsigned saved_live = 0;
  int reductions_left = kReductionsPerSlice;
  std::uint64_t reductions_done = 0;  // of finished slices
  Exception exception;
  Dictionary dictionary;

  const Export* trap_callee = nullptr;  // set by trap(); cleared by the engine
  unsigned trap_arity = 0;
  std::array<Term, 16> trap_arguments;

  Term pid;
  Term group_leader = Term::nil();
  std::array<Term, 3> initial_call{atoms::erlang, atoms::apply, Term::small(2)};
  bool trap_exit = false;
  std::vector<Term> extra_roots;  // of whoever runs on behalf of the process and keeps terms across slices

 private:
  Vm& vm_;
};

}  // namespace rt
