// SPDX-License-Identifier: Apache-2.0
// The compiler to native code (ARCHITECTURE.md D8), x86-64. A function that was called often gets machine code for those
// of its instructions that have some (emitter.hpp); the interpreter keeps the others, and everything rare.
//
// Both engines share one state, and the interpreter's code stays where it is with all its operands: at places where one
// may come in (the function's entry, labels, behind calls and behind instructions left to the interpreter), the
// instruction's handler word leads to native code instead of a handler. So return addresses, catches, stack traces, the
// collector and code purging know nothing of native code. To leave it, it sets ip and jumps to a handler.
//
// Handlers change while other workers execute the code around them; they take either engine at their next instruction.
//
// One Jit a Vm; compile() on a worker that runs a process which called the function, one at a time.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "runtime/code/instr.hpp"
#include "runtime/code/module.hpp"
#include "runtime/interp/engine_entries.hpp"

namespace rt {

class Jit {
 public:
  // Null where there is no native code: another processor, a build without it (-Djit=disabled), an interpreter that
  // cannot be jumped into.
  static std::unique_ptr<Jit> create();
  virtual ~Jit() = default;

  // Native code for a transformed function; afterwards its words lead there. A function that cannot have some (no memory)
  // stays as it is. Requires: in_use, and that it was not compiled before.
  virtual void compile(Function& function) = 0;
  // The instruction at `at` of the function whose handler word leads to native code; nothing: it does not. Requires: in_use.
  virtual std::optional<Instr> replaced(const Function& function, const Word* at) const = 0;
  // How a process is run.
  virtual EngineCaller caller() const = 0;

  std::mutex in_use;
};

}  // namespace rt
