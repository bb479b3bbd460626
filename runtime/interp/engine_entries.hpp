// SPDX-License-Identifier: Apache-2.0
// What native code (jit/) must know of the interpreter: where to go with an instruction that it leaves to it. All of them
// take the engine's six registers as arguments and are jumped to, never called (interpreter.cpp).
#pragma once

#include "runtime/code/instr.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/engine.hpp"

namespace rt {

using EngineFunction = RunResult (*)(const Word* ip, Word* sp, Word* htop, Term* x, Process* p, std::int64_t reductions);
// Calls an EngineFunction with what native code may change saved.
using EngineCaller = RunResult (*)(const Word* ip, Word* sp, Word* htop, Term* x, Process* p, std::int64_t reductions,
                                   EngineFunction function);

struct EngineEntries {
  // Runs the instruction at ip in full, though its fast path gave up, and goes on with what follows it.
  EngineFunction slow[kInstrCount];
  // The slice is used up before the function at ip; the number of live x registers comes in place of the reductions.
  EngineFunction yield;
};

// Null where the interpreter is a loop that no native code can jump into, or lies above what 32 bits reach.
const EngineEntries* engine_entries();

}  // namespace rt
