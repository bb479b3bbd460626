// SPDX-License-Identifier: Apache-2.0
// GuardFunctions: what expressions of match specifications may call: natives of module erlang, and forms of their own.
// Made once by a Vm's Tables, when all natives are bound; immutable afterwards.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/term/term.hpp"

namespace rt {
class Vm;
}  // namespace rt

namespace rt::ets {

class GuardFunctions {
 public:
  enum class Kind : std::uint8_t {
    native,
    length,          // which would trap
    constant,        // const
    all_true,        // 'and'
    any_true,        // 'or'
    and_else,        // andalso, andthen
    or_else,
    self,
    trace_function,  // of specifications for tracing
    trace_form,
  };
  struct Row {
    Term name;
    int arity;  // kAnyArity: of a form, which checks by itself
    Kind kind;
    BifFunction function = nullptr;
  };
  static constexpr int kAnyArity = -1;

  explicit GuardFunctions(Vm& vm);
  // Null: there is none of this name, or not with so many arguments.
  const Row* find(Term name, std::size_t arity) const;

 private:
  std::vector<Row> rows_;  // by number of the name's atom, then arity
};

}  // namespace rt::ets
